"""Warnings of a file: told row by row and counted by code, answered once, kept with each claim."""

import json

import pytest

from claims import desk
from claims.importing.batch import batches
from claims.models import Answer, Claim, Event, Measure, Publication, Series
from claims.record.history import all_faults
from claims.rules.refusals import Invalid, NotAllowed, NotReady
from tests.factories import NOW, SourceFactory, SubjectFactory, UserFactory
from tests.importing.files import HEAD, RATIONALE, check, found, mapping, registers
from tests.worlds import world

pytestmark = pytest.mark.django_db

SERIES = "losses-by-general-staff"
# Row 2 is of the year 21; 999 is on its way, 10,040 has a digit too many, 1,010 is a fall back.
ROWS = (
    ("0021-05-01", 5),
    *(
        (f"2024-01-{day:02}", value)
        for day, value in enumerate((980, 990, 999, 1004, 10040, 1010, 1015), start=1)
    ),
)
YEAR, STEP, FALL = "year_unlikely", "step_beyond_habit", "running_count_falls"
WHY = "It stands so in the file."


@world
def series(db):
    registers()
    return Series.objects.create(
        slug=SERIES,
        name="Losses by the General Staff",
        measure=Measure.objects.get(code="personnel-losses"),
        subject=SubjectFactory(),
        claimant=SourceFactory(slug="general-staff"),
    )


def file_of(rows=ROWS) -> str:
    return HEAD + "".join(f"{day},,{value},,\n" for day, value in rows)


@pytest.fixture
def batch(series, editor):
    return check(file_of(), editor, mapping(series=SERIES))


def answered(batch, by, *codes):
    for code in codes:
        batch = batches.answer_warning(batch, code=code, note=WHY, by=by, at=NOW)
    return batch


def approve(batch, reviewer):
    return batches.approve(batch, by=reviewer, at=NOW, rationale=RATIONALE)


def test_report_names_row_column_and_reason_and_counts_by_code(batch):
    assert [one[:3] for one in found(batch)] == [
        (2, "date", YEAR),
        (7, "personnel", STEP),
        (8, "personnel", FALL),
    ]
    fixes = [row.problems[0]["fix"] for row in batch.rows.exclude(problems=[]).order_by("id")]
    assert "10040 as of 2024-01-05 follows 1004 as of 2024-01-04" in fixes[1]
    counts = {name: n for name, n in batch.counts.items() if "warning" in name}
    assert counts == {"warnings": 3, **{f"warning_{code}": 1 for code in (YEAR, STEP, FALL)}}


def test_order_of_the_rows_does_not_count(series, editor):
    batch = check(file_of(ROWS[::-1]), editor, mapping(series=SERIES))

    assert sorted(code for _row, _field, code, _value in found(batch)) == [FALL, STEP, YEAR]


def test_batch_waits_for_an_answer_to_each_code(batch, editor, reviewer):
    batch = batches.submit(answered(batch, editor, YEAR), by=editor, at=NOW)

    with pytest.raises(NotReady) as refused:
        approve(batch, reviewer)

    codes = [need.code for need in refused.value.needs]
    assert codes == [f"warning_{STEP}", f"warning_{FALL}"]
    assert not Publication.objects.exists()


def test_answer_of_the_batch_is_kept_with_each_of_its_claims(batch, editor, reviewer):
    batch = batches.submit(answered(batch, editor, YEAR, STEP), by=editor, at=NOW)
    batch = approve(answered(batch, reviewer, FALL), reviewer)

    assert batch.counts["published"] == len(ROWS)
    kept = [(one.code, one.by, one.note) for one in Answer.objects.order_by("code")]
    assert kept == [(FALL, reviewer, WHY), (STEP, editor, WHY), (YEAR, editor, WHY)]
    event = Event.objects.get(claim=Answer.objects.get(code=YEAR).claim, verb="approve")
    assert [one["code"] for one in json.loads(event.snapshot)["claim"]["answers"]] == [YEAR]
    assert list(all_faults()) == []


def test_claim_that_somebody_answered_by_hand_still_belongs_to_its_batch(batch, editor, reviewer):
    batch = batches.submit(answered(batch, editor, STEP, FALL), by=editor, at=NOW)
    claim = Claim.objects.get(as_of__year=21)
    desk.answer_warning(claim, code=YEAR, note=WHY, by=editor, at=NOW)

    with pytest.raises(NotReady):
        approve(batch, reviewer)
    batch = approve(answered(batch, reviewer, YEAR), reviewer)

    assert batch.counts["published"] == len(ROWS)
    assert Answer.objects.filter(claim=claim).count() == 1


def test_quote_that_gives_another_number_is_told_at_its_column(series, editor):
    data = mapping(no_quote_reason=None, quote={"column": "how"})
    data["claims"][0].pop("comparator")
    text = HEAD + "2024-01-01,,5,more than 62 soldiers,\n2024-01-02,,62,62 soldiers,\n"

    assert found(check(text, editor, data)) == [
        (2, "how", "value_differs_from_words", "more than 62 soldiers")
    ]


REFUSED = {
    "no word": ({"note": " "}, Invalid, "answer_says_why"),
    "too many words": ({"note": "x" * 4001}, Invalid, "too_long"),
    "NUL": ({"note": "It is \x00 right."}, Invalid, "null_characters"),
    "another code": ({"code": "code_for_unknown"}, NotReady, "no_such_warning"),
    "no code": ({"code": "s"}, NotReady, "no_such_warning"),
}


@pytest.mark.parametrize(("given", "refusal", "code"), REFUSED.values(), ids=REFUSED)
def test_answer_of_a_batch_that_is_refused(batch, editor, given, refusal, code):
    with pytest.raises(refusal) as refused:
        batches.answer_warning(batch, **{"code": YEAR, "note": WHY, **given}, by=editor, at=NOW)

    assert [need.code for need in refused.value.needs] == [code]
    batch.refresh_from_db()
    assert batch.answers == {}


def test_answer_is_for_those_who_may_answer_a_claim_and_before_the_approval(
    batch, editor, reviewer
):
    for person in (UserFactory(roles=["analyst"]), UserFactory(roles=["contributor"])):
        with pytest.raises(NotAllowed):
            answered(batch, person, YEAR)
    batch = batches.submit(answered(batch, editor, YEAR, STEP, FALL), by=editor, at=NOW)
    batch = approve(batch, reviewer)

    with pytest.raises(NotReady):
        answered(batch, editor, YEAR)
