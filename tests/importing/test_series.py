"""A mapping that names a series: its values are its claimant's, and one for a day."""

import pytest

from claims import desk
from claims.desk import publishing
from claims.importing.batch import batches
from claims.loading.dossier import load_one
from claims.loading.findings import examine
from claims.models import Claim, Measure, Publication, Series
from tests import desk_steps
from tests.factories import NOW, ScopeFactory, SourceFactory, SourceLinkFactory, SubjectFactory
from tests.importing.files import HEAD, RATIONALE, approved, check, found, lines, mapping, registers
from tests.worlds import world

pytestmark = pytest.mark.django_db
SERIES = "losses-by-general-staff"


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


def day(number: int, value: object, how: str = "") -> str:
    return f"2024-01-{number:02},,{value},{how},\n"


def file_of(*rows: str) -> str:
    return HEAD + "".join(rows)


def drafted(series, value="62000", as_of="2024-01-01", step=desk_steps.draft, **kwargs) -> Claim:
    """A claim of the series that somebody wrote by hand."""
    cited = [desk_steps.citation("data-set", "general-staff")]
    fields = {"series": series, "value": value, "as_of": as_of, "as_of_precision": "day"}
    return step(citations=cited, **fields, **kwargs)


def test_values_of_a_series_are_imported_and_become_its_points(series, editor, reviewer):
    batch = approved(check(lines(5), editor, mapping(series=SERIES)), editor, reviewer)

    assert batch.counts["published"] == 5
    assert set(Claim.objects.values_list("series__slug", flat=True)) == {SERIES}
    assert Publication.objects.live().filter(series=series, point__isnull=False).count() == 5


def test_series_may_be_a_column_and_an_unknown_one_is_reported(series, editor):
    data = mapping(series={"column": "how"})
    data["claims"][0].pop("comparator")
    text = file_of(day(1, 100, SERIES), day(2, 200, "losses-by-general-stuff"), day(3, 300))

    batch = check(text, editor, data)

    assert found(batch) == [(3, "how", "unknown_series", "losses-by-general-stuff")]
    assert f"“{SERIES}”" in batch.rows.get(number=3).problems[0]["fix"]
    assert [r.draft["fields"].get("series") for r in batch.rows.order_by("id")] == [
        SERIES,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"measure": "tanks"}, "measure"),
        ({"subject": "others"}, "subject"),
        ({"scope": "kursk-operation"}, "scope"),
    ],
    ids=str,
)
def test_series_of_another_kind_is_reported_in_the_dry_run(series, editor, change, field):
    SubjectFactory(slug="others", name="Others")
    ScopeFactory()

    batch = check(lines(1), editor, mapping(change, series=SERIES))

    assert found(batch) == [(2, field, "series_of_another_kind", change[field])]


def test_value_of_a_series_needs_its_day(series, editor):
    data = mapping({"statement": "S {value}."}, series=SERIES, as_of={"column": "date"})

    batch = check(file_of(",,100,,\n"), editor, data)

    assert found(batch) == [(2, "as_of", "series_needs_as_of", "")]


def test_value_that_somebody_else_counts_is_reported(series, editor):
    SourceFactory(slug="nyt", name="NYT")
    data = mapping(series=SERIES, chain=[{}, {"source": "nyt", "end": "origin_named"}])

    batch = check(lines(1), editor, data)

    assert [p[2] for p in found(batch)] == ["series_claimant"]
    spokesman = SourceFactory(slug="nyt")
    SourceLinkFactory(from_source=spokesman, to_source=series.claimant, kind="speaks_for")
    assert check(lines(2), editor, data).counts["new"] == 2


def test_rows_that_differ_on_one_day_are_all_wrong_and_name_each_other(series, editor):
    text = file_of(day(1, 100), day(2, 200), day(1, 101), day(3, 300), day(1, 102))

    batch = check(text, editor, mapping(series=SERIES))

    assert found(batch) == [(n, "as_of", "series_day", "2024-01-01") for n in (2, 4, 6)]
    assert "Rows 2, 4, 6" in batch.rows.get(number=4).problems[0]["fix"]
    assert (batch.counts["new"], batch.counts["wrong"]) == (2, 3)
    assert (batch.rows.filter(outcome="new").count(), batch.state) == (2, "checked")


def test_rows_of_one_day_are_found_across_chunks(series, editor, monkeypatch):
    monkeypatch.setattr("claims.importing.batch.checking.CHUNK", 2)
    monkeypatch.setattr("claims.importing.batch.series_days.AT_ONCE", 1)
    rows = [day(n, 100 + n) for n in range(1, 6)] + [day(n, 200 + n) for n in (1, 4)]

    batch = check(file_of(*rows), editor, mapping(series=SERIES))

    assert sorted(n for n, *_rest in found(batch)) == [2, 5, 7, 8]


def test_same_value_twice_is_a_duplicate_and_not_a_quarrel(series, editor, reviewer):
    text = file_of(day(1, 100), day(1, 100), day(2, 200))

    batch = approved(check(text, editor, mapping(series=SERIES)), editor, reviewer)
    again = check(file_of(day(1, 100), day(3, 300)), editor, mapping(series=SERIES))

    assert (batch.counts["new"], batch.counts["duplicate"], batch.counts["wrong"]) == (2, 1, 0)
    assert (again.counts["new"], again.counts["duplicate"]) == (1, 1)
    assert [code for _row, _field, code, _value in found(again)] == ["duplicate"]


@pytest.mark.parametrize("step", ["draft", "submitted", "published"])
def test_day_that_has_its_value_is_reported_with_its_claim(series, editor, step):
    claim = drafted(series, step=getattr(desk_steps, step))

    batch = check(file_of(day(1, 100), day(2, 62200)), editor, mapping(series=SERIES))

    assert found(batch) == [(2, "date", "series_day", "2024-01-01")]
    fix = batch.rows.get(number=2).problems[0]["fix"]
    assert fix.startswith(f"{claim.ref} is {'public' if step == 'published' else 'on the desk'}")


def test_day_of_a_retracted_value_is_free_again(series, editor):
    drafted(series, step=desk_steps.retracted)

    assert check(file_of(day(1, 100)), editor, mapping(series=SERIES)).counts["new"] == 1


def test_value_that_is_public_while_its_claim_is_revised_elsewhere_holds_its_day(series, editor):
    claim = drafted(series, step=desk_steps.published, author=editor)
    claim = desk.revise(claim, by=editor, at=NOW)
    fields = {"series": None}
    desk.edit(claim, fields, by=editor, at=NOW, version=claim.version)

    batch = check(file_of(day(1, 100)), editor, mapping(series=SERIES))

    assert [code for _row, _field, code, _value in found(batch)] == ["series_day"]


def test_value_drafted_between_dry_run_and_submission_sets_the_row_aside(series, editor):
    batch = check(file_of(day(1, 100), day(2, 200)), editor, mapping(series=SERIES))
    drafted(series)

    batch = batches.submit(batch, by=editor, at=NOW)

    assert batch.rows.get(number=2).outcome == "wrong"
    assert (batch.done, batch.counts["wrong"]) == (1, 1)


def test_value_published_between_submission_and_approval_holds_the_claim(series, editor, reviewer):
    batch = check(file_of(day(1, 100, "about"), day(2, 200)), editor, mapping(series=SERIES))
    batch = batches.submit(batch, by=editor, at=NOW)
    # Near enough that no rule links the two: a link would leave the claim to the reviewers.
    taken = drafted(series, value="about 102", step=desk_steps.published)

    batch = batches.approve(batch, by=reviewer, at=NOW, rationale=RATIONALE)

    assert (batch.state, batch.counts["published"], batch.counts["left"]) == ("approved", 1, 1)
    row = batch.rows.get(number=2)
    assert row.outcome == "held"
    assert taken.ref in row.problems[-1]["fix"]


def test_two_batches_with_other_values_of_one_day_publish_one_of_them(series, editor, reviewer):
    data = mapping(series=SERIES)
    first, second = (check(file_of(day(1, n), day(n, n)), editor, data) for n in (11, 12))
    first = batches.submit(first, by=editor, at=NOW)

    second = batches.submit(second, by=editor, at=NOW)

    assert second.rows.get(number=2).outcome == "wrong"
    for batch in (first, second):
        batches.approve(batch, by=reviewer, at=NOW, rationale=RATIONALE)
    assert Publication.objects.in_force().filter(series=series).count() == 3


def test_questions_do_not_grow_with_the_values_of_a_series(
    series, editor, django_assert_max_num_queries
):
    data = mapping(series=SERIES)
    check(lines(3), editor, data)
    text = lines(60, first=5000).replace("2024-", "2023-")

    with django_assert_max_num_queries(110):
        batch = check(text, editor, data)
        batches.submit(batch, by=editor, at=NOW)


def test_publishing_one_by_one_still_names_the_value_of_the_day(series):
    taken = drafted(series, step=desk_steps.published)

    rival = drafted(series, value="about 62,000", step=desk_steps.reviewed)

    unmet = [n for n in publishing.publish_needs(examine(load_one(rival), NOW.date())) if not n.met]
    assert [(n.code, n.field) for n in unmet] == [("series_day", "as_of")]
    assert taken.ref in unmet[0].message
