"""Write assessed claims as schema.org ClaimReview; docs/clients/claimreview.md has the mapping.

Pure: from the document that the API gives to plain data. Nothing is made up for it: what we do
not know has no property, and a status that is no finding on “is it so?” has no number.
"""

from claims.rules.choices import CARRYING_STANCES, VERIFICATION_STATUSES

CONTEXT = "https://schema.org"
# The findings that say how far a claim holds, from the worst to the best.
RATED = ("refuted", "disputed", "corroborated", "confirmed")
LABELS = dict(VERIFICATION_STATUSES)
PERSONS = ("person", "role")
NO_AUTHOR = ("dataset",)


def why_none(document: dict) -> str:
    """Why there is no review of this claim, as a sentence; empty where there is one."""
    ref, standing = document["ref"], document["standing"]
    if standing["retracted"]:
        return f"{ref} was retracted: there is no review of it."
    if not standing["live"]:
        return f"{ref} is no longer in force: there is no review of it."
    if document["verification_status"] == "unassessed":
        return f"{ref} has not been assessed: there is no review of it."
    return ""


def review(document: dict, *, address: str, publisher: dict) -> dict:
    """The review of a claim in force; ``address`` is its own, ``publisher`` an Organization."""
    head = document["publication"]
    carrying = [one for one in document["citations"] if one["stance"] in CARRYING_STANCES]
    others = [one for one in document["citations"] if one["stance"] not in CARRYING_STANCES]
    return known(
        {
            "@type": "ClaimReview",
            "@id": f"{address}publications/{head['number']}/",
            "url": address,
            "identifier": document["ref"],
            "version": head["number"],
            "datePublished": head["published_from"],
            "inLanguage": document["language"],
            "author": publisher,
            "sdPublisher": publisher,
            "claimReviewed": document["statement"],
            "reviewBody": document["display"],
            "reviewRating": rating(document),
            "itemReviewed": known(
                {
                    "@type": "Claim",
                    "text": document["statement"],
                    "inLanguage": document["language"],
                    "datePublished": document["stated_at"] and document["stated_at"]["date"],
                    "author": [agent(one) for one in document["claimants"] if has_will(one)],
                    "appearance": [work(one["document"]) for one in carrying],
                }
            ),
            "citation": [work(one["document"]) for one in others],
            "correction": correction(head),
        }
    )


def rating(document: dict) -> dict:
    """The verification status in words, and its place in ``RATED`` where it has one."""
    status = document["verification_status"]
    found = {
        "@type": "Rating",
        "alternateName": LABELS[status],
        "ratingExplanation": document["assessment"]["rationale"],
    }
    if status not in RATED:
        return found
    place = {"ratingValue": RATED.index(status) + 1, "worstRating": 1, "bestRating": len(RATED)}
    return {**found, **place}


def agent(source: dict) -> dict:
    kind = "Person" if source["kind"] in PERSONS else "Organization"
    return {"@type": kind, "name": source["name"]}


def has_will(source: dict) -> bool:
    """Whether it can be the author of anything: a data set cannot."""
    return source["kind"] not in NO_AUTHOR


def work(document: dict) -> dict:
    return known(
        {
            "@type": "CreativeWork",
            "url": document["url"],
            "headline": document["title"],
            "inLanguage": document["language"],
            "datePublished": document["published_at"] and document["published_at"]["date"],
            "publisher": agent(document["publisher"]),
        }
    )


def correction(head: dict) -> dict | None:
    if head["kind"] != "correction":
        return None
    return {
        "@type": "CorrectionComment",
        "text": head["public_note"],
        "datePublished": head["published_from"],
    }


def known(properties: dict) -> dict:
    """Without those that have no value."""
    return {name: value for name, value in properties.items() if value not in (None, "", [])}
