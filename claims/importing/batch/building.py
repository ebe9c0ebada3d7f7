"""From a draft to a claim with its citation and chain in memory, by the desk's own rules."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError

from claims.desk import claim_fields
from claims.desk.citations import fill_citation
from claims.importing.batch.registers import MODELS, StoredRegisters
from claims.importing.batch.series_days import series_problems
from claims.importing.file.drafts import Draft
from claims.importing.file.problems import CellError, Problem
from claims.loading import facts
from claims.loading.dossier import Dossier, hold
from claims.loading.snapshot import canonical_json, plain, sha256
from claims.models import Citation, Claim, Hop
from claims.models.validation import needs_of
from claims.rules import requirements, values
from claims.rules.lifecycle import GONE
from claims.rules.refusals import Need
from sources.database.conditions import clean
from sources.models import Document

# Needs that only the approval meets.
LATER = ("assessment", "claimant")
SAME = (
    "kind speech_act as_of as_of_precision period_start period_end comparator amount low high "
    "range_kind"
).split()
# The id of rows that are not stored yet, while the rules look at them.
PENDING = -1


@dataclass
class Built:
    """A claim that is not stored, with all that belongs to it, and what stands against it."""

    claim: Claim
    citation: Citation
    hops: list[Hop] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    key: str = ""


def build(draft: dict, *, batch, by, at: datetime.datetime, registers: StoredRegisters) -> Built:
    """``draft`` holds fields, document, cited and hops as objects: what ``unpack`` gives."""
    claim = Claim(created_by=by, created_at=at, last_edited_by=by, last_edited_at=at, batch=batch)
    built = Built(claim, Citation(claim=claim))
    needs = claim_fields.write_fields(claim, draft["fields"])
    document, wrong = document_of(draft["document"], registers)
    built.problems += wrong
    if document is not None:
        needs += _cite(built, draft, document)
    built.citation.pk = PENDING
    hold(built.citation, hops=built.hops)
    if not needs and not built.problems:
        gathered = facts.gather(Dossier(claim, [built.citation]))
        unmet = requirements.unmet(requirements.publish_needs(gathered))
        needs += [need for need in unmet if need.code not in LATER]
        built.key = key_of(claim, [built.citation])
        built.problems += series_problems(claim, built.citation, registers)
    built.problems += [as_problem(need) for need in needs]
    return built


def _cite(built: Built, draft: dict, document: Document) -> list[Need]:
    data = {**draft["cited"], "document": document, "hops": chain(draft["hops"], document)}
    needs, hops = fill_citation(built.citation, data, "citation")
    built.hops = hops or []
    return needs


def chain(hops: Sequence[dict], document: Document) -> list[dict]:
    """Return the hops from the publisher on. An origin that publishes itself is a chain of one."""
    first = {"position": 0, "source": document.publisher, "is_read": True}
    if hops and hops[0]["position"] == 0:
        own = {name: value for name, value in hops[0].items() if value}
        return [{**first, **own}, *hops[1:]]
    if len(hops) == 1 and hops[0]["source"].pk == document.publisher_id:
        designation = hops[0]["designation"] or "own_reporting"
        return [{**first, "designation": designation, "end": "own_reporting"}]
    return [{**first, "relation": "cites"}, *hops]


def document_of(given: dict, registers: StoredRegisters) -> tuple[Document | None, list[Problem]]:
    """Return the known document, or a new one that is not stored yet."""
    try:
        known = registers.document(given["url"])
        if known is not None:
            return known, []
        details = dict(given)
        if "publisher" not in details:
            details["publisher"] = registers.publisher(given["url"])
    except CellError as error:
        return None, [Problem("url", error.code, given["url"], error.fix)]
    same = tuple(sorted(details.items(), key=lambda item: item[0]))
    if same in registers.pending:
        return registers.pending[same], []
    document = Document(**details)
    try:
        clean(document, ["canonical_url"])
    except ValidationError as error:
        needs = needs_of(error, "document")
        return None, [Problem(n.field, n.code, given["url"], n.message) for n in needs]
    document.pk = PENDING
    registers.pending = {same: document}
    return document, []


def as_problem(need: Need) -> Problem:
    return Problem(need.field, need.code, "", need.message)


def key_of(claim: Claim, citations: Sequence[Citation]) -> str:
    """Return what makes two claims the same: measure, subject, scope, claimant, time and value.

    A claim without a value is known by its statement instead.
    """
    origins = {s.slug for cited in citations for s in facts.origins(cited)}
    parts = [plain(getattr(claim, name)) for name in SAME]
    parts += [claim.measure_id, claim.subject_id, claim.scope_id, claim.unit_id, sorted(origins)]
    if not claim.comparator:
        parts.append(" ".join(claim.statement.casefold().split()))
    return sha256(canonical_json(parts))


def stored_keys(built: Sequence[Built]) -> dict[str, str]:
    """Key → ref of the claims on the desk that may be the same as some of these."""
    days = {one.claim.as_of for one in built if one.key}
    found = Claim.objects.exclude(review_state__in=GONE)
    near = found.filter(
        measure__in={one.claim.measure_id for one in built},
        subject__in={one.claim.subject_id for one in built},
    )
    rows = [near.filter(as_of__in=days - {None})]
    if None in days:
        rows.append(near.filter(as_of__isnull=True))
    wordy = {one.claim.statement for one in built if not one.claim.comparator}
    if wordy:
        rows.append(found.filter(statement__in=wordy))
    inner = ("citations__hops__source",)
    claims = [claim for some in rows for claim in some.prefetch_related(*inner)]
    return {
        key_of(claim, [c for c in claim.citations.all() if c.withdrawn_at is None]): claim.ref
        for claim in sorted(claims, key=lambda claim: -claim.pk)
    }


def value_json(value: values.Value) -> dict:
    """Return a value as plain JSON, which ``unpack`` reads."""
    parts = ((name, getattr(value, name)) for name in facts.VALUE_PARTS)
    return {name: plain(part) for name, part in parts if part not in (None, "")}


NUMBERS = ("amount", "low", "high", "rounding", "confidence_level")
DATES = ("as_of", "period_start", "period_end")
MOMENTS = ("stated_at", "published_at")


def pack(draft: Draft) -> dict:
    fields = {name: plain(value) for name, value in draft.fields.items()}
    for name in MODELS:
        if row := draft.fields.get(name):
            fields[name] = row.code if name == "measure" else row.slug
    if "value" in fields:
        fields["value"] = value_json(fields["value"])
    document = {name: plain(value) for name, value in draft.document.items()}
    if "publisher" in document:
        document["publisher"] = document["publisher"].slug
    hops = [{**hop, "source": hop["source"] and hop["source"].slug} for hop in draft.hops]
    return {"fields": fields, "document": document, "cited": draft.cited, "hops": hops}


def unpack(packed: dict, registers: StoredRegisters) -> dict:
    """Raises ``CellError`` for a name that is not in the registers any more."""
    fields = _dated(packed["fields"])
    for name in MODELS:
        if name in fields:
            fields[name] = registers.named(name, fields[name])
    if "value" in fields:
        numbers = {name: Decimal(v) for name, v in fields["value"].items() if name in NUMBERS}
        fields["value"] = values.Value(**{**fields["value"], **numbers})
    document = _dated(packed["document"])
    if "publisher" in document:
        document["publisher"] = registers.source(document["publisher"])
    hops = [
        {**hop, "source": hop["source"] and registers.source(hop["source"])}
        for hop in packed["hops"]
    ]
    return {"fields": fields, "document": document, "cited": packed["cited"], "hops": hops}


def _dated(packed: dict) -> dict:
    read = dict(packed)
    for name in DATES:
        if name in read:
            read[name] = datetime.date.fromisoformat(read[name])
    for name in MOMENTS:
        if name in read:
            read[name] = datetime.datetime.fromisoformat(read[name])
    return read
