"""ClaimReview as the schema describes it: its names begin with “@”, so plain JSON schema."""

from claims.api.formats.claim_review import CONTEXT
from claims.rules.verification import BEST_RATING, STATUSES

STRING = {"type": "string"}
ADDRESS = {"type": "string", "format": "uri"}
MOMENT = {"type": "string", "format": "date-time"}


def typed(kind: str, required: list[str], /, **properties) -> dict:
    """An object of this type, with these properties and no others."""
    return {
        "type": "object",
        "required": ["@type", *required],
        "properties": {"@type": {"const": kind}, **properties},
        "additionalProperties": False,
    }


def several(*items: dict) -> dict:
    return {"type": "array", "minItems": 1, "items": {"oneOf": items} if items[1:] else items[0]}


PERSON = typed("Person", ["name"], name=STRING)
ORGANIZATION = typed("Organization", ["name"], name=STRING)
PUBLISHER = typed("Organization", ["name", "url"], name=STRING, url=ADDRESS)
AGENT = {"oneOf": [PERSON, ORGANIZATION]}
WORK = typed(
    "CreativeWork",
    ["url", "publisher"],
    url=ADDRESS,
    headline=STRING,
    inLanguage=STRING,
    datePublished=MOMENT,
    publisher=AGENT,
)
RATING = typed(
    "Rating",
    ["alternateName", "ratingExplanation"],
    alternateName={"enum": [status.label for status in STATUSES.values()]},
    ratingExplanation=STRING,
    ratingValue={"type": "integer", "minimum": 1, "maximum": BEST_RATING},
    worstRating={"const": 1},
    bestRating={"const": BEST_RATING},
)
CLAIM = typed(
    "Claim",
    ["text", "inLanguage"],
    text=STRING,
    inLanguage=STRING,
    datePublished=MOMENT,
    author=several(PERSON, ORGANIZATION),
    appearance=several(WORK),
)
NEEDED = "@id url identifier version datePublished inLanguage author sdPublisher claimReviewed"
ITEM = typed(
    "ClaimReview",
    [*NEEDED.split(), "reviewBody", "reviewRating", "itemReviewed"],
    **{"@id": ADDRESS},
    url=ADDRESS,
    identifier=STRING,
    version={"type": "integer", "minimum": 1},
    datePublished=MOMENT,
    inLanguage=STRING,
    author=PUBLISHER,
    sdPublisher=PUBLISHER,
    claimReviewed=STRING,
    reviewBody=STRING,
    reviewRating=RATING,
    itemReviewed=CLAIM,
    citation=several(WORK),
    correction=typed(
        "CorrectionComment", ["text", "datePublished"], text=STRING, datePublished=MOMENT
    ),
)


def in_context(described: dict) -> dict:
    return {
        **described,
        "required": ["@context", *described["required"]],
        "properties": {"@context": {"const": CONTEXT}, **described["properties"]},
    }


REVIEW = in_context(ITEM)
FEED = in_context(
    typed(
        "DataFeed",
        ["publisher", "dataFeedElement"],
        publisher=PUBLISHER,
        dataFeedElement={
            "type": "array",
            "items": typed("DataFeedItem", ["item"], item=ITEM),
        },
    )
)
