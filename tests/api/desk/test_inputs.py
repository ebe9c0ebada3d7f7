"""Bad input of every kind: a 4xx that names the field, and no row."""

import copy
import json

import pytest

from claims.models import Citation, Claim, Event, Hop
from sources.models import Document
from tests.desk_steps import draft, in_review
from tests.factories import SourceFactory, UnitFactory, UserFactory

HUGE = "x" * (10 * 1024 * 1024)
RANGE = {"comparator": "between", "low": "5", "high": "4"}
VALUE = {"comparator": "gt", "amount": "62000"}

# The path that is set, what it is set to, and the fields that the refusal names.
BAD = {
    "statement-missing": ("statement", None, "statement"),
    "statement-empty": ("statement", "", "statement"),
    "statement-blank": ("statement", " \t ", "statement"),
    "statement-of-10-MB": ("statement", HUGE, "statement"),
    "statement-a-list": ("statement", ["a"], "statement"),
    "statement-an-object": ("statement", {"a": 1}, "statement"),
    "statement-with-nul": ("statement", "a\x00b", "statement"),
    "statement-with-surrogate": ("statement", "a\ud800b", "statement"),
    "kind-unknown": ("kind", "rumour", "kind"),
    "kind-a-list": ("kind", ["quantity"], "kind"),
    "kind-a-surrogate": ("kind", "\udfff", "kind"),
    "language-too-long": ("language", "x" * 13, "language"),
    "topic-unknown": ("topic", "no-such", "topic"),
    "topic-a-number": ("topic", 1, "topic"),
    "topic-an-object": ("topic", {"slug": "x"}, "topic"),
    "topic-with-nul": ("topic", "a\x00", "topic"),
    "topic-null": ("topic", None, "topic"),
    "subject-unknown": ("subject", "no-such", "subject"),
    "measure-unknown": ("measure", "no-such", "measure"),
    "measure-a-list": ("measure", ["personnel-losses"], "measure"),
    "scope-unknown": ("scope", "no-such", "scope"),
    "speech-act-unknown": ("speech_act", "mumbled", "speech_act"),
    "basis-unknown": ("basis", "a hunch", "basis"),
    "field-unknown": ("colour", "red", "colour"),
    "field-of-the-desk": ("review_state", "published", "review_state"),
    "verification-of-the-desk": ("verification_status", "confirmed", "verification_status"),
    "claimant-of-the-desk": ("claimant", "outlet", "claimant"),
    "author-of-the-desk": ("created_by", 1, "created_by"),
    "field-with-surrogate": ("\ud800", 1, "?"),
    "as-of-not-a-day": ("as_of", "yesterday", "as_of"),
    "as-of-not-in-the-calendar": ("as_of", "2025-02-30", "as_of"),
    "as-of-a-list": ("as_of", ["2025-04-28"], "as_of"),
    "as-of-without-precision": ("as_of_precision", "unknown", "as_of_precision"),
    "precision-unknown": ("as_of_precision", "century", "as_of_precision"),
    "stated-at-not-a-moment": ("stated_at", "noon", "stated_at"),
    "stated-at-out-of-bounds": ("stated_at", "9999-12-31T23:59:59-14:00", "stated_at"),
    "stated-at-before-all": ("stated_at", "0001-01-01T00:00:00+14:00", "stated_at"),
    "value-unreadable": ("value", "lots", "value"),
    "value-empty": ("value", "", "value"),
    "value-long": ("value", "9" * 200, "value"),
    "value-with-nul": ("value", "more than 5\x00", "value"),
    "value-with-surrogate": ("value", "more than 5\ud800", "value"),
    "value-a-number": ("value", 62000, "value"),
    "value-a-float": ("value", 62000.5, "value"),
    "value-a-list": ("value", ["more than", 5], "value"),
    "value-in-another-dimension": ("value", "US$5", "value"),
    "value-without-comparator": ("value", {"amount": "5"}, "value.comparator"),
    "comparator-unknown": ("value.comparator", "about", "value.comparator"),
    "comparator-a-list": ("value.comparator", ["gt"], "value.comparator"),
    "amount-missing": ("value", {"comparator": "gt"}, "value.amount"),
    "amount-a-float": ("value.amount", 62000.5, "value.amount"),
    "amount-nan": ("value.amount", "NaN", "value.amount"),
    "amount-infinite": ("value.amount", "-Infinity", "value.amount"),
    "amount-with-exponent": ("value.amount", "1e999999999", "value.amount"),
    "amount-too-long": ("value.amount", "1" * 30, "value.amount"),
    "amount-too-precise": ("value.amount", "0.1234567", "value.amount"),
    "amount-beyond-15-digits": ("value.amount", "1234567890123456", "value.amount"),
    "amount-enormous": ("value.amount", 10**40, "value.amount"),
    "amount-true": ("value.amount", True, "value.amount"),
    "amount-in-other-digits": ("value.amount", "٦٢", "value.amount"),
    "amount-below-zero": ("value.amount", "-5", "value.amount"),
    "range-upside-down": ("value", RANGE, "value.low"),
    "range-with-one-end": ("value", {"comparator": "between", "low": "5"}, "value.high"),
    "low-without-range": ("value.low", "5", "value.low"),
    "unit-unknown": ("value.unit", "furlong", "value.unit"),
    "unit-of-another-dimension": ("value.unit", "usd", "value.unit"),
    "rounding-below-zero": (
        "value",
        {"comparator": "eq", "amount": "5", "rounding": "-1"},
        "value.rounding",
    ),
    "range-kind-unknown": (
        "value",
        {**RANGE, "high": "6", "range_kind": "x"},
        "value.range_kind",
    ),
    "confidence-of-two": (
        "value",
        {**RANGE, "high": "6", "range_kind": "confidence_interval", "confidence_level": "2"},
        "value.confidence_level",
    ),
    "value-with-unknown-part": ("value.colour", "red", "value.colour"),
    "citations-an-object": ("citations", {}, "citations"),
    "citations-null": ("citations", None, "citations"),
    "citation-a-text": ("citations", ["x"], "citations.0"),
    "citation-empty": ("citations", [{}], "citations.0.document"),
    "citation-of-another-claim": ("citations.0.id", 10**18, "citations.0.id"),
    "citation-id-beyond-64-bit": ("citations.0.id", 2**64, "citations.0.id"),
    "citation-id-a-text": ("citations.0.id", "1", "citations.0.id"),
    "citations-too-many": ("citations", [{}] * 51, "citations"),
    "stance-unknown": ("citations.0.stance", "hums", "citations.0.stance"),
    "quote-too-long": ("citations.0.quote", "x" * 301, "citations.0.quote"),
    "quote-with-nul": ("citations.0.quote", "\x00", "citations.0.quote"),
    "quote-and-reason-for-none": (
        "citations.0.no_quote_reason",
        "No.",
        "citations.0.no_quote_reason",
    ),
    "document-unknown": ("citations.0.document", 10**18, "citations.0.document"),
    "document-beyond-64-bit": ("citations.0.document", 2**63, "citations.0.document"),
    "document-true": ("citations.0.document", True, "citations.0.document"),
    "document-a-text": ("citations.0.document", "https://x.example/", "citations.0.document"),
    "document-url-of-no-web": (
        "citations.0.document.url",
        "javascript:alert(1)",
        "citations.0.document.url",
    ),
    "document-url-with-nul": (
        "citations.0.document.url",
        "https://x.example/\x00",
        "citations.0.document.url",
    ),
    "document-without-title": ("citations.0.document.title", "", "citations.0.document.title"),
    "document-without-publisher": (
        "citations.0.document",
        {"url": "https://x.example/", "title": "X"},
        "citations.0.document.publisher",
    ),
    "document-of-an-unknown-publisher": (
        "citations.0.document.publisher",
        "no-such",
        "citations.0.document.publisher",
    ),
    "document-dated-without-precision": (
        "citations.0.document.published_at",
        "2025-04-28T09:36:00Z",
        "citations.0.document.published_precision",
    ),
    "hops-an-object": ("citations.0.hops", {}, "citations.0.hops"),
    "hop-without-source": ("citations.0.hops.1", {}, "citations.0.hops.1.source"),
    "hop-of-an-unknown-source": (
        "citations.0.hops.1.source",
        "no-such",
        "citations.0.hops.1.source",
    ),
    "hop-with-unknown-end": ("citations.0.hops.2.end", "fog", "citations.0.hops.2.end"),
    "hop-below-zero": ("citations.0.hops.1.position", -1, "citations.0.hops.1.position"),
    "hop-beyond-64-bit": ("citations.0.hops.1.position", 2**70, "citations.0.hops.1.position"),
    "chain-with-a-gap": ("citations.0.hops.2.position", 3, "citations.0.hops.2.position"),
    "chain-without-its-start": ("citations.0.hops.0.position", 1, "citations.0.hops.0.position"),
    "chain-in-a-circle": ("citations.0.hops.2.source", "outlet", "citations.0.hops.2.source"),
    "chain-that-starts-elsewhere": (
        "citations.0.hops.0.source",
        "elsewhere",
        "citations.0.hops.0.source",
    ),
    "chain-that-ends-twice": (
        "citations.0.hops.1.end",
        "dead_end",
        "citations.0.hops.1.end",
    ),
    "note-too-long": ("note", "x" * 2001, "note"),
    "deep": ("value", json.loads("[" * 400 + "]" * 400), "value"),
}


def changed(sent: dict, path: str, value) -> dict:
    sent = copy.deepcopy(sent)
    *way, last = path.split(".")
    at = sent
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[int(last) if isinstance(at, list) else last] = value
    return sent


def rows() -> list[int]:
    return [model.objects.count() for model in (Claim, Citation, Hop, Document, Event)]


@pytest.mark.parametrize(("path", "value", "field"), BAD.values(), ids=BAD)
def test_bad_claim_is_refused_by_field(desk_of, editor, given, path, value, field):
    SourceFactory(slug="elsewhere")
    UnitFactory(
        code="usd",
        name="US dollar",
        plural="US dollars",
        symbol="US$",
        dimension="currency",
        currency="USD",
    )
    given["value"] = VALUE
    before = rows()

    problem = desk_of(editor).send("POST", "desk/claims/", changed(given, path, value), status=400)

    assert problem["code"] == "invalid"
    assert field in {error["field"] for error in problem["errors"]}, problem["errors"]
    assert all(error["code"] and error["message"] for error in problem["errors"])
    assert rows() == before


@pytest.mark.parametrize(("path", "value", "field"), BAD.values(), ids=BAD)
def test_bad_edit_leaves_the_claim_as_it_was(
    desk_of,
    editor,
    given,
    path,
    value,
    field,
):
    if path == "statement" and value is None:
        pytest.skip("an edit leaves out what it leaves alone")
    SourceFactory(slug="elsewhere")
    given["value"] = VALUE
    desk = desk_of(editor)
    claim = desk.send("POST", "desk/claims/", given, status=201)
    before = rows()
    # Another document: a known one is taken as it is, whatever else is said of it.
    given["citations"][0]["document"]["url"] = "https://other.example/"

    sent = {"version": 1, **changed(given, path, value)}
    problem = desk.send("PATCH", f"desk/claims/{claim['ref']}/", sent, status=400)

    assert problem["errors"]
    assert rows() == before
    assert desk.get(f"desk/claims/{claim['ref']}/") == claim


def test_every_problem_is_told_at_once(desk_of, editor, given):
    sent = {**given, "kind": "rumour", "topic": "no-such", "colour": "red"}

    problem = desk_of(editor).send("POST", "desk/claims/", sent, status=400)

    assert {error["field"] for error in problem["errors"]} == {"kind", "topic", "colour"}


@pytest.mark.parametrize("role", ["reviewer", "analyst", "auditor", "source curator"])
def test_wrong_role_leaves_no_row(desk_of, given, role):
    before = rows()

    desk_of(UserFactory(roles=[role])).send("POST", "desk/claims/", given, status=403)

    assert rows() == before


STEPS = [
    ("assess", {"credibility": 7}, "credibility"),
    ("assess", {"credibility": "six"}, "credibility"),
    ("assess", {"verification_status": "true"}, "verification_status"),
    ("assess", {"confidence": "total"}, "confidence"),
    ("assess", {"method": ["guess"]}, "method.0"),
    ("assess", {"method": "visual"}, "method"),
    ("assess", {"rationale": "Short."}, "rationale"),
    ("assess", {"rationale": "x" * 4001}, "rationale"),
    ("assess", {"rationale": "nul \x00 " + "x" * 40}, "rationale"),
    ("assess", {"evidence": [2**64]}, "evidence.0"),
    ("assess", {"evidence": [10**18]}, "evidence.0"),
    ("assess", {"evidence": ["1"]}, "evidence.0"),
    ("assess", {"verb": "publish"}, "verb"),
    ("reject", {"note": " "}, "note"),
    ("reject", {"note": "a\x00b"}, "note"),
    ("reject", {"note": "a\ud800b"}, "note"),
    ("reject", {"note": "No.", "version": "one"}, "version"),
    ("reject", {"note": "No.", "version": 2**64}, "version"),
    ("reject", {"note": "No.", "by": "somebody"}, "by"),
    ("publish", {"public_note": ["a"]}, "public_note"),
]
ASSESSMENT = {"verification_status": "attributed", "credibility": 6, "rationale": "x" * 40}


@pytest.mark.parametrize(("verb", "sent", "field"), STEPS, ids=lambda given: str(given)[:30])
def test_bad_step_is_refused_by_field(desk_of, reviewer, verb, sent, field):
    claim = in_review(reviewer=reviewer)
    whole = {"version": 1, **(ASSESSMENT if verb == "assess" else {}), **sent}

    problem = desk_of(reviewer).send("POST", f"desk/claims/{claim.ref}/{verb}/", whole, status=400)

    assert field in {error["field"] for error in problem["errors"]}, problem["errors"]
    assert claim.events.count() == 3


def test_citation_of_another_claim_is_not_found(desk_of, editor):
    claim, other = draft(), draft()
    path = f"desk/claims/{claim.ref}/citations/{other.citations.get().pk}/check-source/"
    sent = {"version": 1, "status": "secondhand", "method": "other", "note": "x"}

    desk_of(editor).send("POST", path, sent, status=404)
