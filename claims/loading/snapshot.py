"""A claim as plain data: what its events keep and their hashes cover."""

from decimal import Decimal

from claims.loading.dossier import Dossier
from claims.rules import values
from sources.database import canonical
from sources.database.canonical import PLAIN
from sources.database.canonical import canonical_json as canonical_json
from sources.database.canonical import instant as instant
from sources.database.canonical import sha256 as sha256

CLAIM_FIELDS = (
    "ref statement language kind speech_act comparator amount low high range_kind "
    "confidence_level rounding as_reported lower lower_inclusive upper upper_inclusive as_of "
    "as_of_precision period_start period_end period_precision stated_at stated_precision "
    "basis review_state attribution_status verification_status credibility needs_reassessment "
    "reassessment_cause version created_by_id created_at last_edited_by_id last_edited_at"
).split()
CITATION_FIELDS = (
    "id document_id stance quote quote_prefix quote_suffix no_quote_reason locator "
    "as_reported drift primary_evidence status withdrawn_at"
).split()
HOP_FIELDS = "position document_id relation designation is_read end as_reported".split()
CHECK_FIELDS = "id status method note by_id at".split()
ASSESSMENT_FIELDS = (
    "id claim_version verification_status credibility confidence method rationale findings by_id at"
).split()

LINK_FIELDS = (
    "id kind state rule note suggested_by_id suggested_at decided_by_id decided_at".split()
)
ANSWER_FIELDS = "id code seen note by_id at".split()
RULING_FIELDS = "id first_id second_id kind reason by_id at".split()

# A change of any of these is substantive: its author cannot review the claim.
SUBSTANTIVE = (
    "statement kind subject measure scope comparator amount low high unit range_kind "
    "confidence_level rounding as_reported as_of as_of_precision period_start period_end "
    "period_precision stated_at stated_precision claimant"
).split()
NOT_SUBSTANTIVE = {"status", "checks"}  # of a citation


def plain(value):
    """Return a column's value as JSON has it."""
    return values.plain(value) if isinstance(value, Decimal) else canonical.plain(value)


def columns(row, names) -> dict:
    values = ((name, getattr(row, name)) for name in names)
    # Plain values are most of it: no call for each.
    return {
        name: value if value is None or type(value) in PLAIN else plain(value)
        for name, value in values
    }


def claim_snapshot(dossier: Dossier) -> dict:
    """Return the whole claim as plain data: the same rows, the same snapshot."""
    claim = dossier.claim
    data = columns(claim, CLAIM_FIELDS)
    for name in ("topic", "subject", "scope", "claimant"):
        related = getattr(claim, name)
        data[name] = related.slug if related else None
    if claim.series:
        # These came later: claims without them keep the snapshots, and the hashes, they had.
        data["series"] = claim.series.slug
    if claim.translations:
        data["translations"] = claim.translations
    data["measure"] = claim.measure.code if claim.measure else None
    data["unit"] = claim.unit.code if claim.unit else None
    data["merged_into"] = claim.merged_into.ref if claim.merged_into else None
    if claim.batch_id:
        data["batch"] = claim.batch_id
    data["citations"] = [citation_snapshot(citation) for citation in dossier.citations]
    data["assessments"] = [
        columns(assessment, ASSESSMENT_FIELDS)
        | {"evidence": sorted(citation.pk for citation in assessment.evidence.all())}
        for assessment in dossier.assessments
    ]
    data["rulings"] = [columns(ruling, RULING_FIELDS) for ruling in dossier.rulings]
    if dossier.answers:
        data["answers"] = [columns(answer, ANSWER_FIELDS) for answer in dossier.answers]
    data["links"] = [
        columns(link, LINK_FIELDS)
        | {"from": link.from_claim.ref, "to": link.to_claim.ref}
        | ({} if link.score is None else {"score": link.score})
        for link in dossier.links
    ]
    return data


def citation_snapshot(citation) -> dict:
    hops = sorted(citation.hops.all(), key=lambda hop: (hop.position, hop.pk))
    checks = sorted(citation.checks.all(), key=lambda check: check.pk)
    return {
        **columns(citation, CITATION_FIELDS),
        "hops": [
            {**columns(hop, HOP_FIELDS), "source": hop.source.slug}
            # It came later, as ``origin`` and ``says`` of a check did.
            | ({"channel": hop.channel} if hop.channel else {})
            for hop in hops
        ],
        "checks": [
            columns(check, CHECK_FIELDS)
            | ({"origin": check.origin.slug} if check.origin_id else {})
            | ({"says": check.says.ref} if check.says_id else {})
            for check in checks
        ],
    }


def substance(snapshot: dict) -> dict:
    """Return the part of a snapshot whose change is substantive (``docs/editors/review.md``)."""
    citations = [
        {name: value for name, value in citation.items() if name not in NOT_SUBSTANTIVE}
        for citation in snapshot["citations"]
    ]
    later = {name: snapshot.get(name) for name in ("series", "translations")}
    return {name: snapshot[name] for name in SUBSTANTIVE} | later | {"citations": citations}


def differences(before: dict, after: dict) -> list[dict]:
    """Return what changed between two snapshots: the field, what it was and what it is."""
    return [
        {"field": name, "was": before.get(name), "is": after.get(name)}
        for name in sorted(set(before) | set(after))
        if before.get(name) != after.get(name)
    ]
