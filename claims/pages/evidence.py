"""The evidence of a public value: documents, chains to the origin, and the two judgements."""

import itertools

from claims.rules import choices
from claims.rules.chains import ENDS
from claims.rules.citations import SOURCE_STATUSES, STANCES, VERDICTS, SourceStatus, Verdict
from claims.rules.verification import STATUSES
from claims.rules.verification.statuses import Status
from sources.models.link import INTEREST_ROLES

BANDS = dict(choices.BANDS)
BASES = dict(choices.BASES)
STAKES = dict(INTEREST_ROLES)
MOST_CITATIONS = 20  # of each value; its address in the API lists all


def badge(status: Status | SourceStatus | Verdict) -> dict:
    """Return a status in words, with its tone."""
    return {"text": status.label, "tone": status.tone}


def evidence(document: dict) -> dict:
    """Return the public document of a claim for the list of sources."""
    citations = document["citations"]
    return {
        "ref": document["ref"],
        "statement": document["statement"],
        "display": document["display"],
        "verification": badge(STATUSES[document["verification_status"]]),
        "attribution": badge(SOURCE_STATUSES[document["attribution_status"]]),
        "band": BANDS[document["band"]["level"]],
        "basis": BASES[document["basis"]],
        "independent": document["independent_origins"],
        "disinterested": document["disinterested_origins"],
        "rationale": document["assessment"]["rationale"],
        "assessed_on": document["assessment"]["assessed_at"][:10],
        "claimants": [
            {**row, "stake": STAKES.get(row["interest"], "")} for row in document["claimants"]
        ],
        "verdicts": [
            {
                "name": one["source"]["name"],
                "badge": badge(VERDICTS[one["verdict"]]),
                "checked_on": (one["checked_at"] or "")[:10],
                "says": one["says"],
            }
            for one in document["attribution"]
        ],
        "citations": [cited(citation) for citation in citations[:MOST_CITATIONS]],
        "more": max(len(citations) - MOST_CITATIONS, 0),
    }


def cited(citation: dict) -> dict:
    chain = itertools.groupby(citation["chain"], key=lambda hop: hop["position"])
    published = citation["document"]["published_at"]
    ends = [hop["end"] for hop in citation["chain"] if hop["end"]]
    return {
        "title": citation["document"]["title"],
        "url": citation["document"]["url"],
        "publisher": citation["document"]["publisher"]["name"],
        "published_on": published and published["date"][:10],
        "stance": STANCES[citation["stance"]].label,
        "quote": citation["quote"],
        "status": badge(SOURCE_STATUSES[citation["source_status"]]),
        "chain": [[hop["source"]["name"] for hop in joint] for _position, joint in chain],
        "ends": [ENDS[end].label for end in dict.fromkeys(ends)],
    }
