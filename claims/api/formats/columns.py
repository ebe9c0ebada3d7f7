"""The columns of each list as CSV: where in the API's document each one is read, and what it is.

This is the data dictionary too: ``exports/``, ``docs/analysts/exports.md`` and each dump show it.
A path of names leads through the document; ``*`` stands for every member of an array, whose
values are joined by a space (slugs, codes and URLs hold none).
"""

from collections.abc import Callable
from typing import NamedTuple


class Column(NamedTuple):
    """``member``: the member of the document that it is read from; ``holds``: what it holds."""

    name: str
    told: str
    find: Callable[[dict], object]
    member: str
    holds: str = "text"

    @property
    def is_number(self) -> bool:
        return self.holds == "number"


def reading(path: str) -> Callable[[dict], object]:
    """A function that reads a path of a document; None where the document has no such part."""
    head, _star, rest = path.partition(".*.")
    names = head.split(".")
    # Most columns: read for each of them in each row of an export.
    if not rest and len(names) == 1:
        return member_of(names[0])
    if not rest and len(names) == 2:
        return part_of(*names)

    def read(found):
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        if not rest:
            return found
        return joined(inner(one) for one in found or ())

    inner = reading(rest) if rest else None
    return read


def member_of(name: str) -> Callable[[dict], object]:
    return lambda document: document.get(name)


def part_of(member: str, name: str) -> Callable[[dict], object]:
    def read(document: dict):
        found = document.get(member)
        return found.get(name) if found else None

    return read


def joined(values) -> str | None:
    return " ".join(dict.fromkeys(value for value in values if value)) or None


def sources_as(role: str) -> tuple[str, Callable[[dict], object]]:
    def read(document: dict):
        return joined(
            hop["source"]["slug"]
            for citation in document.get("citations", ())
            for hop in citation["chain"]
            if role in hop["roles"]
        )

    return "citations", read


def all_of(member: str) -> tuple[str, Callable[[dict], object]]:
    """A list of codes in one cell."""
    return member, lambda document: joined(document[member] or ())


def columns(*rows) -> tuple[Column, ...]:
    """Rows of (name, what it is[, where it is read[, what it holds]]).

    Where it is read is a path, or a function of the member of the document that it reads.
    """
    made = []
    for name, told, *more in rows:
        find, holds = (*more, *(name, "text")[len(more) :])
        if isinstance(find, str):
            made.append(Column(name, told, reading(find), find.partition(".")[0], holds))
        else:
            member, function = find
            made.append(Column(name, told, function, member, holds))
    return tuple(made)


CLAIM = columns(
    ("ref", "The claim; never given to another one."),
    ("number", "The number of the publication, from 1.", "publication.number", "number"),
    ("publication_kind", "What the publication was.", "publication.kind"),
    ("published_from", "Since when we say so (UTC).", "publication.published_from", "moment"),
    ("public_note", "What was corrected.", "publication.public_note"),
    ("statement", "The claim in our words."),
    ("language", "BCP 47."),
    ("kind", "The kind of claim."),
    ("topic", "Slug.", "topic.slug"),
    ("subject", "Slug of whom or what it is about.", "subject.slug"),
    ("measure", "Code of what is counted.", "measure.code"),
    ("scope", "Slug of the population, territory and rules.", "scope.slug"),
    ("series", "Slug of the running count that it is a value of.", "series.slug"),
    ("speech_act", "What the claimant did by saying it."),
    ("comparator", "How the number is meant: read no number without it.", "value.comparator"),
    ("amount", "The number as it was said, in `unit`.", "value.amount", "number"),
    ("low", "The low end of a range, in `unit`.", "value.low", "number"),
    ("high", "The high end of a range, in `unit`.", "value.high", "number"),
    ("unit", "Code of the unit of what was said.", "value.unit.code"),
    ("lower", "The lowest value allowed, in base units.", "value.lower", "number"),
    ("lower_inclusive", "Whether that value is allowed itself.", "value.lower_inclusive"),
    ("upper", "The highest value allowed, in base units.", "value.upper", "number"),
    ("upper_inclusive", "Whether that value is allowed itself.", "value.upper_inclusive"),
    ("range_kind", "What the range is.", "value.range_kind"),
    ("confidence_level", "Of a confidence interval.", "value.confidence_level", "number"),
    ("rounding", "It was given to the nearest of this.", "value.rounding", "number"),
    ("as_reported", "The value in their words.", "value.as_reported"),
    ("value_text", "The value in words.", "value.text"),
    ("display", "The sentence to print."),
    ("as_of", "The day that the value is for.", "as_of.date", "day"),
    ("as_of_precision", "How exact that day is.", "as_of.precision"),
    ("period_start", "The first day of the period.", "period.start", "day"),
    ("period_end", "The last day of the period.", "period.end", "day"),
    ("period_precision", "How exact the period is.", "period.precision"),
    ("stated_at", "When the claimant said it (UTC).", "stated_at.date", "moment"),
    ("stated_precision", "How exact that is.", "stated_at.precision"),
    ("basis", "What the value rests on."),
    ("claimants", "Slugs of who makes the claim.", "claimants.*.slug"),
    ("interests", "Their stakes in the topic.", "claimants.*.interest"),
    ("outlets", "Slugs of the publishers of what we read.", sources_as("outlet")),
    ("relays", "Slugs of the sources in between.", sources_as("relay")),
    ("origins", "Slugs of what the chains lead to.", sources_as("origin")),
    ("documents", "URLs of what is cited.", "citations.*.document.url"),
    ("attribution_status", "Did they say it?"),
    ("verification_status", "Is it so?"),
    ("credibility", "1 to 5; 6 cannot be judged.", "credibility", "number"),
    ("confidence", "The strength of our basis.", "assessment.confidence"),
    (
        "independent_origins",
        "How many origins came to it each by their own way.",
        "independent_origins",
        "number",
    ),
    (
        "disinterested_origins",
        "How many of these have no stake.",
        "disinterested_origins",
        "number",
    ),
    ("band", "How strong the basis is.", "band.level"),
    ("needs_reassessment", "Whether the status lost a need.", "standing.needs_reassessment"),
    ("reassessment_cause", "By what it lost it.", "standing.reassessment_cause"),
    ("content_sha256", "SHA-256 of the stored document.", "standing.content_sha256"),
)
CORRECTION = columns(
    ("ref", "The claim."),
    ("number", "The number of the publication.", "number", "number"),
    ("kind", "correction, retraction or reinstatement."),
    ("published_from", "When (UTC).", "published_from", "moment"),
    ("public_note", "What was corrected, or why."),
    ("claim", "Address of the claim as we give it now."),
    ("url", "Address of the publication as it was stored."),
)
CHANGE = columns(
    ("position", "Its place in the feed, from 1 without a gap.", "position", "number"),
    ("kind", "What happened."),
    ("at", "When it was done (UTC).", "at", "moment"),
    ("resource", "What changed: claim, figure, source, …"),
    ("key", "Its ref, slug, code or id."),
    ("number", "Of a claim: the number of its publication.", "number", "number"),
    ("changed", "The members of its answer that differ.", all_of("changed")),
    ("sources", "Slugs of the sources in its chains.", all_of("sources")),
    ("series", "Slugs of the series that it touches.", all_of("series")),
    ("figures", "Slugs of figures whose answer it may change.", all_of("figures")),
    ("note", "What was said of it in public."),
    ("other", "The claim or source at the other end."),
    ("url", "Where what it is about can be fetched."),
)
PUBLICATION = columns(
    ("ref", "The claim."),
    ("number", "Counts the publications of a claim from 1.", "number", "number"),
    ("kind", "What the publication was."),
    ("published_from", "Since when it was in force (UTC).", "published_from", "moment"),
    ("published_until", "Until when; empty while it is.", "published_until", "moment"),
    ("public_note", "What was corrected, or why it was retracted."),
    ("content_sha256", "SHA-256 of the stored document."),
    ("url", "Address of the stored document."),
)
SERIES = columns(
    ("slug", "The series."),
    ("name", "Its name."),
    ("measure", "Code of what is counted.", "measure.code"),
    ("subject", "Slug of whom or what it is about.", "subject.slug"),
    ("scope", "Slug of the population, territory and rules.", "scope.slug"),
    ("claimant", "Slug of who counts.", "claimant.slug"),
    ("is_cumulative", "Whether each value holds all before it."),
    ("starts_on", "The day from which a running count runs.", "starts_on", "day"),
    ("derives_from", "Slug of the series that it is taken from."),
    ("derivation_note", "How it derives."),
)
POINT = columns(
    ("series", "Slug of the series."),
    ("ref", "The claim."),
    ("number", "The number of its publication.", "number", "number"),
    ("as_of", "The day that the value is for.", "as_of.date", "day"),
    ("as_of_precision", "How exact that day is.", "as_of.precision"),
    ("text", "The value in words.", "value.text"),
    ("comparator", "How the number is meant: read no number without it.", "value.comparator"),
    ("amount", "The number as it was said, in `unit`.", "value.amount", "number"),
    ("low", "The low end of a range, in `unit`.", "value.low", "number"),
    ("high", "The high end of a range, in `unit`.", "value.high", "number"),
    ("unit", "Code of the unit of what was said.", "value.unit.code"),
    ("lower", "The lowest value allowed, in base units.", "value.lower", "number"),
    ("lower_inclusive", "Whether that value is allowed itself.", "value.lower_inclusive"),
    ("upper", "The highest value allowed, in base units.", "value.upper", "number"),
    ("upper_inclusive", "Whether that value is allowed itself.", "value.upper_inclusive"),
    ("verification_status", "Is it so?"),
    (
        "independent_origins",
        "How many origins came to it each by their own way.",
        "independent_origins",
        "number",
    ),
    ("claimants", "Slugs of who says so.", ("claimants", lambda point: joined(point["claimants"]))),
    ("stated_at", "When it was said (UTC).", "stated_at.date", "moment"),
    ("published_from", "Since when we say so (UTC).", "published_from", "moment"),
    ("display", "The sentence to print."),
)
FIGURE = columns(
    ("slug", "The figure."),
    ("question", "What it asks."),
    ("measure", "Code of what is counted.", "measure.code"),
    ("subject", "Slug of whom or what it is about.", "subject.slug"),
    ("scope", "Slug of the population, territory and rules.", "scope.slug"),
)
SOURCE = columns(
    ("slug", "The source."),
    ("name", "Its name."),
    ("kind", "The kind of source."),
    ("country", "ISO 3166-1, two letters."),
)
DOCUMENT = columns(
    ("id", "The document.", "id", "number"),
    ("url", "Its canonical address."),
    ("title", "Its title."),
    ("kind", "The kind of document."),
    ("language", "BCP 47."),
    ("byline", "Who signed it."),
    ("publisher", "Slug of its publisher.", "publisher.slug"),
    ("published_at", "When it was published (UTC).", "published_at.date", "moment"),
    ("published_precision", "How exact that is.", "published_at.precision"),
    ("republication_of", "The document that it is a copy of.", "republication_of", "number"),
)
MEASURE = columns(
    ("code", "The measure."),
    ("name", "Its name."),
    ("definition", "What is counted."),
    ("dimension", "What it is a number of."),
    ("is_cumulative", "Whether it only grows."),
    ("unit", "Code of its usual unit."),
)
SUBJECT = columns(
    ("slug", "The subject."),
    ("name", "Its name."),
    ("kind", "The kind of subject."),
    ("wikidata_id", "Its Wikidata item."),
)
SCOPE = columns(
    ("slug", "The scope."),
    ("name", "Its name."),
    ("note", "What it takes in, and what not."),
)
TOPIC = columns(
    ("slug", "The topic."),
    ("name", "Its name."),
    ("parent", "Slug of the topic above it."),
)
TABLES = {
    "claims": CLAIM,
    "publications": PUBLICATION,
    "corrections": CORRECTION,
    "changes": CHANGE,
    "series": SERIES,
    "points": POINT,
    "figures": FIGURE,
    "sources": SOURCE,
    "documents": DOCUMENT,
    "measures": MEASURE,
    "subjects": SUBJECT,
    "scopes": SCOPE,
    "topics": TOPIC,
}
