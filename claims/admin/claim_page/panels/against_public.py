"""The public claim beside the claim on the desk: the fields that publishing would change."""

from collections.abc import Mapping
from typing import NamedTuple

from claims.admin.claim_page.panels.timeline import LABELS
from claims.loading.findings import Examination
from claims.models import Publication
from claims.record.document import StoredClaim, read, written
from claims.record.shape import complete
from claims.rules import choices

CREDIBILITIES, CONFIDENCES, BANDS = map(
    dict, (choices.CREDIBILITIES, choices.CONFIDENCES, choices.BANDS)
)
NAMED = ("topic", "subject", "measure", "scope", "series")


class Difference(NamedTuple):
    field: str
    public: str
    desk: str


def differences(live: Publication, examined: Examination) -> list[Difference]:
    """Return the fields that publishing the claim again would change; no query.

    ``live`` is in force, and not a notice of retraction.
    """
    sources = [{"name": one.source.name} for one in examined.claimants]
    draft = complete(
        StoredClaim,
        written(examined, publication=None, display="", display_value=None, claimants=sources),
    )
    public, desk = in_words(read(live.content)), in_words(draft)
    rows = [(name, public.get(name, ""), desk.get(name, "")) for name in {**desk, **public}]
    return [Difference(*row) for row in rows if row[1] != row[2]]


def in_words(document: Mapping) -> dict[str, str]:
    """Return the facts that a document gives, in words, by their labels."""
    value, assessment = document["value"] or {}, document["assessment"] or {}
    period = document["period"] or {}
    lines = {
        "Statement": document["statement"],
        "Value": value.get("text"),
        "In their words": value.get("as_reported"),
        "Kind": LABELS["kind"].get(document["kind"]),
        "Speech act": LABELS["speech_act"].get(document["speech_act"]),
        **{name.capitalize(): name_of(document.get(name)) for name in NAMED},
        "As of": day(document["as_of"]),
        "Period": " – ".join(filter(None, [period.get("start"), period.get("end")])),
        "Stated": day(document["stated_at"]),
        "Basis": LABELS["basis"].get(document["basis"]),
        "Language": document["language"],
        **{f"Statement in {tag}": words for tag, words in translated(document).items()},
        "Claimant": " and ".join(source["name"] for source in document["claimants"]),
        "Did they say it?": LABELS["status"].get(document["attribution_status"]),
        "Is it so?": LABELS["verification_status"].get(document["verification_status"]),
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


def translated(document: Mapping) -> Mapping[str, str]:
    return document.get("translations") or {}


def cited(citation: Mapping) -> dict[str, str | None]:
    return {
        "stance": LABELS["stance"].get(citation["stance"]),
        "quote": citation["quote"],
        "where": citation["locator"],
        "the value in its words": citation["as_reported"],
        "drift": LABELS["drift"].get(citation["drift"]),
        "did they say it?": LABELS["status"].get(citation["source_status"]),
        "chain": " ← ".join(hop["source"]["name"] for hop in citation["chain"]),
    }


def name_of(row: Mapping | None) -> str:
    return row["name"] if row else ""


def day(dated: Mapping | None) -> str:
    """Return "2025-04-26 (day)", or a moment without its seconds."""
    return f"{dated['date'][:16].replace('T', ' ')} ({dated['precision']})" if dated else ""
