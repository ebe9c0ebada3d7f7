"""Stored series as the rules read them: points, gaps, revisions, hints and sums, at any moment."""

import datetime
import json

import pytest
from django.db import IntegrityError, transaction

from claims import desk
from claims.figures import running_counts
from claims.models import Claim, Series
from claims.record.document import ValueShape
from claims.record.history import faults
from claims.record.shape import complete
from claims.rules.refusals import Invalid, NotReady
from tests import desk_steps
from tests.counts import START, Count
from tests.desk_steps import citation, refusal
from tests.factories import NOW, MeasureFactory, SourceFactory, SourceLinkFactory
from tests.tampering import run, without_triggers
from tests.worlds import world

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@world
def people(editor, reviewer):
    return editor, reviewer


@world
def count(people):
    return Count(people=people)


def days(series, **clocks) -> list[int]:
    points = [json.loads(point) for point in running_counts.points(series, **clocks)]
    dates = [datetime.date.fromisoformat(point["as_of"]["date"]) for point in points]
    return [(date - START).days for date in dates]


def test_points_stand_by_day_whatever_the_order_of_publication(count):
    for day in (4, 0, 2):
        count.publish(day, f"{100 + day}")

    found = running_counts.read(count.series)

    assert days(count.series) == [0, 2, 4]
    assert [member.number for member in found.members] == [100, 102, 104]
    assert found.current.text == "104"


def test_point_is_what_was_published(count):
    claim = count.publish(0, "more than 62,000")
    document = json.loads(claim.publications.get().content)

    (point,) = map(json.loads, running_counts.points(count.series))

    assert point == {
        "series": "general-staff",
        "ref": claim.ref,
        "number": 1,
        "as_of": {"date": "2024-08-01", "precision": "day"},
        "value": complete(ValueShape, document["value"]),
        "display": document["display"],
        "display_value": "more than 62,000 people",
        "verification_status": "attributed",
        "independent_origins": 1,
        "claimants": ["general-staff-source"],
        "stated_at": None,
        "published_from": "2025-05-01T12:00:00.000000Z",
    }


@pytest.mark.parametrize(
    ("precision", "until", "is_over"),
    [
        ("day", START, True),
        ("day", START - DAY, False),
        ("month", datetime.date(2024, 8, 30), False),
        ("month", datetime.date(2024, 8, 31), True),
        ("quarter", datetime.date(2024, 9, 29), False),
        ("quarter", datetime.date(2024, 9, 30), True),
        ("year", datetime.date(2024, 12, 30), False),
        ("year", datetime.date(2024, 12, 31), True),
        ("year", datetime.date(2030, 1, 1), True),
    ],
)
def test_value_counts_from_the_last_day_that_it_is_for(count, precision, until, is_over):
    count.publish(0, "600,000", as_of_precision=precision)

    found = running_counts.read(count.series, until=until)

    assert bool(found.current) == is_over


@pytest.mark.parametrize("change", ["point = REPLACE(point, '62000', '26000')", "series_id = NULL"])
def test_point_that_was_tampered_with_is_found(count, change):
    claim = count.publish(0, "more than 62,000")
    assert list(faults(claim)) == []

    with without_triggers():
        assert run(f"UPDATE claims_publication SET {change}") == 1

    assert list(faults(claim))


def test_gaps_and_falls_are_found(count):
    for day, value in enumerate(["100", "120", "more than 110", "about 100", "130"]):
        count.publish(day, value)
    count.publish(8, "140")

    found = running_counts.read(count.series)

    (fall,) = found.revisions
    assert fall.sentence == (
        "Revised downward: 120 as of 2024-08-02, approximately 100 as of 2024-08-04."
    )
    (gap,) = found.gaps
    assert (gap.after.as_of, gap.before.as_of, gap.missing) == (START + 4 * DAY, START + 8 * DAY, 3)


def test_count_that_does_not_run_on_may_fall(people):
    count = Count(people=people, is_cumulative=False)
    for day, value in enumerate(["900", "700"]):
        count.publish(day, value)

    assert running_counts.read(count.series).revisions == ()


def test_drafts_and_values_in_review_are_no_points(count):
    fields = {"series": count.series, "as_of": START, "as_of_precision": "day"}
    desk_steps.draft(**fields)
    desk_steps.reviewed(**fields)

    assert running_counts.points(count.series) == []


def test_one_value_is_public_for_a_day(count):
    first = count.publish(0, "100")

    with pytest.raises(NotReady) as refused:
        count.publish(0, "110")

    (need,) = refused.value.needs
    assert (need.code, need.field) == ("series_day", "as_of")
    assert first.ref in need.message
    assert [member.text for member in running_counts.read(count.series).members] == ["100"]


def test_the_database_holds_one_value_a_day_too(count):
    """Where two publish at once: whatever the verb saw, the second is refused."""
    first = count.publish(0, "100").publications.get()
    other = count.publish(1, "110").publications.get()

    twin = {**first.__dict__, "claim_id": other.claim_id, "event_id": other.event_id}
    twin = {name: twin[name] for name in [field.attname for field in first._meta.local_fields]}
    with pytest.raises(IntegrityError), transaction.atomic():
        type(first)(**{**twin, "id": None, "number": 2, "kind": "update"}).save()


def test_value_of_somebody_else_is_none_of_the_series(count, people):
    with pytest.raises(NotReady) as refused:
        count.publish(0, "100", citations=[citation("outlet", "stranger", quote="100")])

    assert [need.code for need in refused.value.needs] == ["series_claimant"]


def test_who_speaks_for_the_claimant_gives_its_values(count):
    SourceLinkFactory(from_source=SourceFactory(slug="speaker"), to_source=count.source)

    count.publish(0, "100", citations=[citation("outlet", "speaker")])

    assert days(count.series) == [0]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"as_of": None, "as_of_precision": "unknown"}, ("series_needs_as_of", "as_of")),
        ({"measure": "killed"}, ("series_of_another_kind", "measure")),
    ],
    ids=["no day", "another measure"],
)
def test_claim_of_a_series_counts_what_it_counts_for_a_day(count, people, fields, found):
    if "measure" in fields:
        fields = {"measure": MeasureFactory(code="killed", name="Killed")}
    given = desk_steps.claim_fields(series=count.series, as_of=START, as_of_precision="day")

    assert refusal(Invalid, desk.create, given | fields, [citation()], by=people[0]) == [found]


def test_series_alike_are_hinted_at_until_an_editor_has_said_so(count, people):
    other = Count("uk-mod", "UK MoD", people=people)
    numbers = [100, 107, 111, 130, 134, 150, 171, 173, 190, 204, 222, 225, 240, 263]
    for day, number in enumerate(numbers):
        count.publish(day, f"{number}")
        other.publish(day, f"{number + 1000}")

    own = running_counts.read(count.series)
    ((found, likely),) = running_counts.alike(count.series, own)
    assert found == other.series
    assert likely.periods == 13
    assert likely.sentence == (
        "Perhaps not independent: of 13 common periods, increments correlate at 1 and "
        "13 agree within 1 %."
    )
    assert running_counts.alike(count.series, own, NOW - DAY) == []

    Series.objects.filter(pk=other.series.pk).update(
        derives_from=count.series, derivation_note="It follows the daily count."
    )

    assert running_counts.alike(count.series, own) == []
    other.series.refresh_from_db()
    assert running_counts.alike(other.series, running_counts.read(other.series)) == []


def test_eleven_periods_are_too_few_for_a_hint(count, people):
    other = Count("uk-mod", "UK MoD", people=people)
    for day, number in enumerate([100, 107, 111, 130, 134, 150, 171, 173, 190, 204, 222, 225]):
        count.publish(day, f"{number}")
        other.publish(day, f"{number}")

    assert running_counts.alike(count.series, running_counts.read(count.series)) == []


@world
def parted(people):
    """Losses that are the sum of killed and wounded, each counted by the same staff."""
    whole = Count(people=people)
    parts = []
    for code in ("killed", "wounded"):
        measure = MeasureFactory(code=code, name=code.title(), is_cumulative=True)
        whole.series.measure.parts.add(measure)
        part = Count(code, code.title(), people=people, source=whole.source, measure=measure)
        parts.append(part)
    return whole, *parts


@pytest.mark.parametrize(
    ("killed", "wounded", "result"),
    [
        ("about 100", "about 200", "adds_up"),
        ("100", "250", "mismatch"),
        ("100", None, "incomplete"),
        ("400", None, "mismatch"),
        (None, None, None),
    ],
)
def test_parts_of_the_latest_value_are_added_up(parted, killed, wounded, result):
    whole, *parts = parted
    whole.publish(0, "290")
    whole.publish(1, "300")
    for part, value in zip(parts, (killed, wounded), strict=True):
        part.publish(0, "5")
        if value:
            part.publish(1, value)

    found = running_counts.sum_of_parts(whole.series, running_counts.read(whole.series))

    assert (found and found.result) == result
    if (killed, wounded) == ("100", "250"):
        assert (
            found.sentence == "Killed + Wounded: 350; Personnel losses: 300; at least 50 too many."
        )


def test_part_that_a_spokesperson_gives_is_added_too(parted):
    whole, killed, wounded = parted
    SourceLinkFactory(from_source=SourceFactory(slug="speaker"), to_source=whole.source)
    whole.publish(0, "300")
    killed.publish(0, "100")
    wounded.publish(0, "200", citations=[citation("outlet", "speaker")])

    assert (
        running_counts.sum_of_parts(whole.series, running_counts.read(whole.series)).result
        == "adds_up"
    )


def test_reading_costs_the_same_however_many_values(count, people, django_assert_num_queries):
    Count("uk-mod", people=people).publish(0, "5")
    for days_ in (range(2), range(2, 9)):
        for day in days_:
            count.publish(day, f"{100 + day}")
        with django_assert_num_queries(6):
            own = running_counts.read(count.series)
            running_counts.alike(count.series, own)
            running_counts.sum_of_parts(count.series, own)

    assert Claim.objects.count() == 10
