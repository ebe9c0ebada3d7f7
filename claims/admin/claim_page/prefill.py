"""A stored claim as the text of the claim page's form, as a person would have typed it."""

from collections.abc import Iterable

from claims.admin.claim_page.preview import parse
from claims.admin.nested_forms import named
from claims.loading.facts import stored_value
from claims.models import Citation, Claim
from claims.record.document import value_text
from claims.rules import values

BLANK_CLAIM = {
    "language": "en",
    "basis": "unspecified",
    "as_of_precision": "unknown",
    "period_precision": "unknown",
    "stated_precision": "unknown",
}
BLANK_CITATION = {"stance": "asserts", "drift": "none"}
CLAIM_TEXT = (
    "statement language kind speech_act as_of_precision period_precision stated_precision basis"
).split()
CLAIM_ROWS = ("topic", "subject", "measure", "scope", "series")
CITATION_TEXT = (
    "stance quote no_quote_reason quote_prefix quote_suffix locator as_reported drift "
    "primary_evidence"
).split()
HOP_TEXT = ("relation", "designation", "channel", "end", "as_reported")


def claim_text(claim: Claim) -> dict[str, str]:
    data = {name: getattr(claim, name) for name in CLAIM_TEXT}
    data |= {name: key(getattr(claim, f"{name}_id")) for name in CLAIM_ROWS}
    for name in ("as_of", "period_start", "period_end"):
        date = getattr(claim, name)
        data[name] = date.isoformat() if date else ""
    data["stated_at"] = moment(claim.stated_at)
    data["value"] = typed_value(claim)
    data["translations"] = "\n".join(
        f"{tag}: {words}" for tag, words in sorted((claim.translations or {}).items())
    )
    return data


def typed_value(claim: Claim) -> str:
    """Return the typed words of the value if they still read as the value, else its phrase."""
    value = stored_value(claim)
    if value is None:
        return ""
    try:
        read = parse(value.as_reported, claim.measure) if value.as_reported else None
    except values.InvalidValue:
        read = None
    same = read and all(
        getattr(read, name) == getattr(value, name)
        for name in ("comparator", "amount", "low", "high", "rounding", "range_kind")
    )
    return value.as_reported if same else value_text(claim)


def moment(at) -> str:
    """Return a moment as a browser's date and time box writes it, in UTC."""
    if at is None:
        return ""
    is_whole = not (at.second or at.microsecond)
    return at.replace(tzinfo=None).isoformat(timespec="minutes" if is_whole else "auto")


def citation_text(citation: Citation, index: int) -> dict[str, str]:
    """Return the fields of a citation and its hops, under the names that a browser sends."""
    where = f"citations-{index}"
    fields = {name: getattr(citation, name) for name in CITATION_TEXT}
    fields |= {"id": str(citation.pk), "document": key(citation.document_id)}
    data, before = named(where, fields), None
    for number, hop in enumerate(citation.hops.all()):
        fields = {name: getattr(hop, name) for name in HOP_TEXT}
        fields |= {"source": key(hop.source_id), "document": key(hop.document_id)}
        fields["is_read"] = "on" if hop.is_read else ""
        fields["joint"] = "on" if hop.position == before else ""
        data |= named(f"{where}-hops-{number}", fields)
        before = hop.position
    return data


def key(pk) -> str:
    return "" if pk is None else str(pk)


def blank_citation(index: int, **given: str) -> dict[str, str]:
    """Return a blank citation: the publisher, and room for one more source."""
    hops = {"hops-0-source": "", "hops-1-source": ""}
    return named(f"citations-{index}", BLANK_CITATION | given | hops)


def rows_of(claim: Claim, citations: Iterable[Citation]) -> list:
    """Return every row that the choosers show; all are loaded with the claim."""
    rows = [getattr(claim, name) for name in CLAIM_ROWS]
    for citation in citations:
        rows.append(citation.document)
        for hop in citation.hops.all():
            rows += [hop.source, hop.document]
    return rows
