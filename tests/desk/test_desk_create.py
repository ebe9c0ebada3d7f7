"""Writing a draft: the stored columns, and bad input refused with its field and no row."""

import dataclasses
from decimal import Decimal

import pytest

from claims import desk
from claims.models import Claim, Event
from claims.rules.refusals import Invalid
from claims.rules.values import Value
from sources.models import Source
from tests import desk_steps
from tests.desk_steps import citation, claim_fields
from tests.factories import NOW, DocumentFactory, MeasureFactory, SourceFactory, UnitFactory
from tests.rows import contents

pytestmark = pytest.mark.django_db


def refused(editor, fields, citations=(), **kwargs) -> list[tuple[str, str]]:
    """(code, field) of every need, after making sure that nothing was written."""
    before = contents()

    with pytest.raises(Invalid) as refusal:
        desk.create(fields, citations, by=editor, at=NOW, **kwargs)

    assert contents() == before
    assert all(need.message.endswith(".") for need in refusal.value.needs), refusal.value.needs
    return [(need.code, need.field) for need in refusal.value.needs]


def test_draft_is_kept_as_it_was_given(editor):
    claim = desk.create(claim_fields(), [citation()], by=editor, at=NOW, note="From the paper.")

    claim.refresh_from_db()
    assert claim.ref == "CLM-000001"
    assert (claim.review_state, claim.version) == ("draft", 1)
    assert (claim.comparator, claim.amount) == ("gt", 62000)
    assert (claim.lower, claim.lower_inclusive, claim.upper) == (62000, False, None)
    assert claim.unit == claim.measure.default_unit
    assert (claim.created_by, claim.last_edited_by) == (editor, editor)
    assert [hop.source.slug for hop in claim.citations.get().hops.all()] == ["outlet", "origin"]
    event = Event.objects.get()
    assert (event.claim, event.verb, event.from_state, event.to_state) == (
        claim,
        "create",
        "",
        "draft",
    )
    assert (event.by, event.at, event.note) == (editor, NOW, "From the paper.")


def test_citation_without_hops_starts_with_the_publisher(editor):
    document = DocumentFactory()

    claim = desk.create(claim_fields(), [{"document": document}], by=editor, at=NOW)

    hop = claim.citations.get().hops.get()
    assert (hop.position, hop.source, hop.end) == (0, document.publisher, "")


def test_refs_run_on_after_a_refusal(editor):
    desk_steps.draft(author=editor)
    refused(editor, claim_fields(statement=""))

    assert desk_steps.draft(author=editor).ref == "CLM-000002"


FIELDS = {
    "no statement": ({"statement": ""}, ("required", "statement")),
    "statement of white space": (
        {"statement": " \n\t "},
        ("claim_statement_is_not_empty", "statement"),
    ),
    "statement of 10 MB": ({"statement": "x" * 10_000_000}, ("max_length", "statement")),
    "statement one letter too long": ({"statement": "x" * 501}, ("max_length", "statement")),
    "NUL in the statement": ({"statement": "a\x00b"}, ("null_characters", "statement")),
    "half a letter": ({"statement": "a\ud83d"}, ("broken_characters", "statement")),
    "NUL in the language": ({"language": "e\x00"}, ("null_characters", "language")),
    "no topic": ({"topic": None}, ("required", "topic")),
    "no subject": ({"subject": None}, ("required", "subject")),
    "unknown kind": ({"kind": "rumor"}, ("invalid_choice", "kind")),
    "unknown speech act": ({"speech_act": "sang"}, ("invalid_choice", "speech_act")),
    "unknown basis": ({"basis": "rumor"}, ("invalid_choice", "basis")),
    "a state by hand": ({"review_state": "published"}, ("unknown_field", "review_state")),
    "an author by hand": ({"created_by": None}, ("unknown_field", "created_by")),
    "a version by hand": ({"version": 9}, ("unknown_field", "version")),
    "period upside down": (
        {"period_start": "2025-05-01", "period_end": "2025-04-01", "period_precision": "day"},
        ("claim_period_starts_before_it_ends", "period_end"),
    ),
    "date without a precision": (
        {"as_of": "2025-05-01"},
        ("claim_as_of_has_a_precision", "as_of_precision"),
    ),
    "precision without a date": (
        {"as_of_precision": "day"},
        ("claim_as_of_has_a_precision", "as_of_precision"),
    ),
    "a day that is none": (
        {"as_of": "2025-02-30", "as_of_precision": "day"},
        ("invalid_date", "as_of"),
    ),
}
RANGE = Value(comparator="between", low=2, high=5)
VALUES = {
    "unknown comparator": (Value("roughly", 5), ("unknown_comparator", "comparator")),
    "no comparator": (Value("", 5), ("unknown_comparator", "comparator")),
    "16 digits": (Value("eq", 1234567890123456), ("too_many_digits", "amount")),
    "7 decimals": (Value("eq", Decimal("0.1234567")), ("too_many_decimals", "amount")),
    "too large": (Value("eq", 10**18), ("too_large", "amount")),
    "not a number": (Value("eq", Decimal("NaN")), ("not_finite", "amount")),
    "infinite": (Value("gt", Decimal("Infinity")), ("not_finite", "amount")),
    "unknown unit": (Value("eq", 5, unit="parsec"), ("unknown_unit", "unit")),
    "NUL in the unit": (Value("eq", 5, unit="a\x00"), ("null_characters", "unit")),
    "NUL in their words": (
        Value("eq", 5, as_reported="five\x00"),
        ("null_characters", "as_reported"),
    ),
}


@pytest.mark.parametrize(("changes", "expected"), FIELDS.values(), ids=FIELDS)
def test_bad_field_is_refused(editor, changes, expected):
    assert refused(editor, claim_fields(**changes), [citation()]) == [expected]


@pytest.mark.parametrize(("value", "expected"), VALUES.values(), ids=VALUES)
def test_bad_value_is_refused(editor, value, expected):
    assert expected in refused(editor, claim_fields(value=value), [citation()])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"low": 5, "high": 2}, "low"),
        ({"low": 5, "high": 5}, "low"),
        ({"amount": 9}, "amount"),
        ({"high": None}, "high"),
        ({"range_kind": "confidence_interval"}, "confidence_level"),
        ({"range_kind": "confidence_interval", "confidence_level": 1}, "confidence_level"),
        ({"rounding": 100}, "rounding"),
    ],
    ids=[
        "upside down",
        "a single point",
        "best value outside",
        "half a range",
        "no level",
        "level of 1",
        "rounding",
    ],
)
def test_bad_range_is_refused(editor, changes, field):
    value = dataclasses.replace(RANGE, **changes)

    assert field in [name for _code, name in refused(editor, claim_fields(value=value))]


def test_unit_of_another_dimension_is_refused(editor):
    UnitFactory(code="usd", name="US dollar", plural="US dollars", dimension="currency",
                currency="USD")  # fmt: skip

    needs = refused(editor, claim_fields(value=Value("eq", 5, unit="usd")))

    assert needs == [("claim_unit_has_the_dimension_of_its_measure", "unit")]


def test_value_without_any_unit_is_refused(editor):
    fields = claim_fields(measure=MeasureFactory()) | {"measure": None}

    assert refused(editor, fields) == [("claim_value_has_a_unit", "unit")]


def test_every_problem_is_named_at_once(editor):
    fields = claim_fields(statement="x" * 501, topic=None, basis="rumor", value=Value("gt"))
    bad = [citation(quote="x" * 301), citation("outlet") | {"hops": [{"position": 0}]}]

    needs = refused(editor, fields, bad, note="\x00")

    assert set(needs) == {
        ("null_characters", "note"),
        ("amount_required", "amount"),
        ("required", "topic"),
        ("max_length", "statement"),
        ("invalid_choice", "basis"),
        ("max_length", "citations.0.quote"),
        ("required", "citations.1.hops.0.source"),
    }


def test_note_of_10_mb_is_refused(editor):
    assert refused(editor, claim_fields(), note="x" * 10_000_000) == [("too_long", "note")]


def test_document_of_a_merged_publisher_is_cited_under_the_one_that_stands(editor):
    publisher = SourceFactory(slug="new")
    document = DocumentFactory(publisher=SourceFactory(slug="old", merged_into=publisher))

    claim = desk.create(claim_fields(), [{"document": document}], by=editor, at=NOW)

    assert claim.citations.get().hops.get().source == publisher
    assert Source.objects.count() == 2
    assert Claim.objects.get() == claim
