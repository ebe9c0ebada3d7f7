"""What is public of a claim against what the desk has: the fields that would become different."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from claims.loading.facts import claimants
from claims.loading.findings import Examination
from claims.models import Claim, Publication
from claims.record.document import written
from claims.rules import choices

KINDS = dict(choices.CLAIM_KINDS)
SPEECH_ACTS = dict(choices.SPEECH_ACTS)
BASES = dict(choices.BASES)
SOURCE_STATUSES = dict(choices.SOURCE_STATUSES)
VERIFICATION_STATUSES = dict(choices.VERIFICATION_STATUSES)
CREDIBILITIES = dict(choices.CREDIBILITIES)
STANCES = dict(choices.STANCES)
DRIFTS = dict(choices.DRIFTS)
CONFIDENCES = dict(choices.CONFIDENCES)
BANDS = dict(choices.BANDS)


@dataclass(frozen=True)
class Difference:
    field: str
    public: str
    desk: str


def differences(live: Publication, claim: Claim, examined: Examination) -> list[Difference]:
    """Field by field, where publishing anew would change what is read; no query.

    ``live`` is in force: a notice of retraction has nothing to be held against.
    """
    public, desk = told(json.loads(live.content)), told(on_the_desk(examined))
    fields = [*desk, *(field for field in public if field not in desk)]
    return [
        Difference(field, public.get(field, ""), desk.get(field, ""))
        for field in fields
        if public.get(field, "") != desk.get(field, "")
    ]


def on_the_desk(examined: Examination) -> dict:
    """The parts of the public document that a person at the desk can change, as they are now."""
    sources = [{"name": source.name} for source in claimants(examined.dossier.active)]
    return written(examined, publication=None, display="", claimants=sources)


def told(document: Mapping) -> dict[str, str]:
    """The document's facts by their labels, in words; a fact that is not given is left out."""
    value, assessment = document["value"] or {}, document["assessment"] or {}
    period = document["period"] or {}
    lines = {
        "Statement": document["statement"],
        "Value": value.get("text"),
        "In their words": value.get("as_reported"),
        "Kind": KINDS.get(document["kind"]),
        "Speech act": SPEECH_ACTS.get(document["speech_act"]),
        **{name.capitalize(): name_of(document.get(name)) for name in NAMED},
        "As of": day(document["as_of"]),
        "Period": " – ".join(filter(None, [period.get("start"), period.get("end")])),
        "Stated": day(document["stated_at"]),
        "Basis": BASES.get(document["basis"]),
        "Language": document["language"],
        "Claimant": " and ".join(source["name"] for source in document["claimants"]),
        "Did they say it?": SOURCE_STATUSES.get(document["attribution_status"]),
        "Is it so?": VERIFICATION_STATUSES.get(document["verification_status"]),
        "Credibility": CREDIBILITIES.get(document["credibility"]),
        "Confidence": CONFIDENCES.get(assessment.get("confidence")),
        "Rationale": assessment.get("rationale"),
        "Independent origins": str(document["independent_origins"]),
        "Disinterested origins": str(document["disinterested_origins"]),
        "Our basis": BANDS.get((document.get("band") or {}).get("level")),
    }
    for citation in document["citations"]:
        where = f"“{citation['document']['title']}” (citation {citation['id']})"
        lines |= {f"{where}: {label}": text for label, text in cited(citation).items()}
    return {label: text for label, text in lines.items() if text}


NAMED = ("topic", "subject", "measure", "scope", "series")


def cited(citation: Mapping) -> dict[str, str | None]:
    return {
        "stance": STANCES.get(citation["stance"]),
        "quote": citation["quote"],
        "where": citation["locator"],
        "the value in its words": citation["as_reported"],
        "drift": DRIFTS.get(citation["drift"]),
        "did they say it?": SOURCE_STATUSES.get(citation["source_status"]),
        "chain": " ← ".join(hop["source"]["name"] for hop in citation["chain"]),
    }


def name_of(row: Mapping | None) -> str:
    return row["name"] if row else ""


def day(dated: Mapping | None) -> str:
    """ "2025-04-26 (day)"; a moment without its microseconds."""
    return f"{dated['date'][:16].replace('T', ' ')} ({dated['precision']})" if dated else ""
