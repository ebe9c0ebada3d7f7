"""What the public reads of a claim, as plain data: the one shape of a published document."""

import datetime

from claims.loading.claim import claimants, hop_roles, ordered, stored_value
from claims.loading.dossier import Dossier
from claims.loading.findings import Examination
from claims.loading.sentences import display, unit_spec
from claims.loading.snapshot import instant, plain
from claims.models import Citation, Claim, Publication
from claims.rules import values
from claims.rules.verification.band import Band
from sources.models import Source


def named(row) -> dict | None:
    """A vocabulary row as the API names it everywhere."""
    if row is None:
        return None
    key = "code" if hasattr(row, "code") else "slug"
    return {key: getattr(row, key), "name": row.name}


def source_json(source: Source | None) -> dict | None:
    if source is None:
        return None
    return {
        "slug": source.slug,
        "name": source.name,
        "kind": source.kind,
        "country": source.country or None,
    }


def dated(date, precision: str) -> dict | None:
    return None if date is None else {"date": plain(date), "precision": precision}


def value_json(claim: Claim) -> dict | None:
    """The value as it was said, its bounds in base units, and the words; null without one."""
    if not claim.comparator:
        return None
    optional = ("amount", "low", "high", "rounding", "confidence_level", "lower", "upper")
    return {
        "comparator": claim.comparator,
        **{name: plain(getattr(claim, name)) for name in optional},
        "lower_inclusive": claim.lower_inclusive,
        "upper_inclusive": claim.upper_inclusive,
        "range_kind": claim.range_kind or None,
        "unit": {"code": claim.unit.code, "name": claim.unit.plural, "symbol": claim.unit.symbol},
        "as_reported": claim.as_reported or None,
        "text": value_text(claim),
    }


def value_text(claim: Claim) -> str:
    value = stored_value(claim)
    return values.phrase(value, unit_spec(claim.unit)) if value else ""


def citation_json(citation: Citation) -> dict:
    document = citation.document
    roles = hop_roles(citation)
    return {
        "id": citation.pk,
        "document": {
            "id": document.pk,
            "url": document.canonical_url,
            "title": document.title,
            "publisher": source_json(document.publisher),
            "published_at": dated(document.published_at, document.published_precision),
            "language": document.language,
            "byline": document.byline or None,
        },
        "stance": citation.stance,
        "quote": citation.quote or None,
        "locator": citation.locator or None,
        "as_reported": citation.as_reported or None,
        "drift": citation.drift,
        "primary_evidence": citation.primary_evidence or None,
        "source_status": citation.status,
        "chain": [
            {
                "position": hop.position,
                "source": source_json(hop.source),
                "roles": roles[hop.source_id],
                "relation": hop.relation or None,
                "designation": hop.designation or None,
                "end": hop.end or None,
                "as_reported": hop.as_reported or None,
            }
            for hop in ordered(citation)
        ],
    }


def content(examined: Examination, head: dict) -> dict:
    """The public document of a claim; ``head`` is its ``publication`` part."""
    dossier = examined.dossier
    claim, citations = dossier.claim, dossier.active
    saying = claimants(citations)
    on = (claim.stated_at or claim.created_at).date()
    assessment = next(reversed(dossier.assessments), None)
    return {
        "ref": claim.ref,
        "publication": head,
        "statement": claim.statement,
        "language": claim.language,
        "kind": claim.kind,
        "topic": named(claim.topic),
        "subject": named(claim.subject),
        "measure": named(claim.measure),
        "scope": named(claim.scope),
        "series": named(claim.series),
        "speech_act": claim.speech_act or None,
        "value": value_json(claim),
        "display": display(dossier, value_text(claim), saying, on),
        "as_of": dated(claim.as_of, claim.as_of_precision),
        "period": {
            "start": plain(claim.period_start),
            "end": plain(claim.period_end),
            "precision": claim.period_precision,
        }
        if claim.period_precision != "unknown"
        else None,
        "stated_at": dated(claim.stated_at, claim.stated_precision),
        "basis": claim.basis,
        "claimants": [
            {**source_json(source), "interest": interest_role(source, dossier, on)}
            for source in saying
        ],
        "attribution_status": claim.attribution_status,
        "verification_status": claim.verification_status,
        "credibility": claim.credibility,
        "assessment": {
            "confidence": assessment.confidence or None,
            "method": assessment.method,
            "rationale": assessment.rationale,
            "assessed_at": instant(assessment.at),
        },
        "independent_origins": examined.finding.independent_origins,
        "disinterested_origins": examined.finding.disinterested_origins,
        "band": band_json(examined.band(claim.verification_status)),
        "citations": [citation_json(citation) for citation in citations],
    }


def point(document: dict) -> dict:
    """A public document as a point of its series: enough to draw it and to say it."""
    names = "ref as_of value display verification_status independent_origins claimants".split()
    head = document["publication"]
    claimants = [source["slug"] for source in document["claimants"]]
    return {name: document[name] for name in names} | {
        "series": document["series"]["slug"],
        "claimants": claimants,
        "number": head["number"],
        "published_from": head["published_from"],
        "stated_at": document["stated_at"],
    }


def band_json(band: Band) -> dict:
    """The band in a word, the steps to it, and the cheapest changes that lead higher."""
    return {
        "level": band.level,
        "steps": [
            {"code": step.code, "sentence": step.message, "met": step.met} for step in band.steps
        ],
        "raised_by": [list(way) for way in band.raises],
    }


def interest_role(source: Source, dossier: Dossier, on: datetime.date) -> str | None:
    interest = dossier.registers.surroundings.interest_of(source, dossier.claim.topic, on)
    return interest.role if interest else None


def retraction_content(live: Publication, head: dict, reason: str) -> dict:
    """What stands in the place of a retracted claim: no statement, no value, only why."""
    return {
        "ref": live.ref,
        "publication": head,
        "kind": live.claim_kind,
        "topic": named(live.topic),
        "subject": named(live.subject),
        "retraction_reason": reason,
        "display": f"Retracted: {head['public_note']}",
    }
