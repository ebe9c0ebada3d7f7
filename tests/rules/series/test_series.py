"""The order, the current value, gaps and downward revisions of one series."""

import datetime
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.rules.comparison import is_below
from claims.rules.series import Member, downward_revisions, timeline
from tests.rules.comparison.comparison_cases import day, intervals, said
from tests.rules.series.series_cases import START, count, losses, member

NOON = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)

REVISIONS = {
    ("APC", "2022-10-12", 5181, "2022-10-13", 5167),
    ("MRL", "2024-11-29", 1255, "2024-11-30", 1253),
    ("MRL", "2025-04-21", 1368, "2025-04-22", 1367),
    ("aircraft", "2023-10-02", 316, "2023-10-03", 315),
    ("aircraft", "2024-10-02", 369, "2024-10-03", 368),
    ("anti-aircraft warfare", "2024-08-04", 911, "2024-08-05", 910),
    ("anti-aircraft warfare", "2025-10-02", 1224, "2025-10-03", 1222),
    ("cruise missiles", "2024-03-12", 1920, "2024-03-13", 1919),
    ("cruise missiles", "2025-05-03", 3197, "2025-05-04", 3196),
    ("field artillery", "2026-03-03", 37842, "2026-03-04", 37832),
    ("special equipment", "2024-11-29", 3700, "2024-11-30", 3617),
    ("special equipment", "2025-10-02", 3979, "2025-10-03", 3970),
    ("tank", "2023-05-27", 3799, "2023-05-28", 3797),
}


def refs(members):
    return [member.ref for member in members]


def pairs(revisions):
    return [(revision.before.ref, revision.after.ref) for revision in revisions]


def test_real_count_was_revised_downward_thirteen_times():
    found = {
        (name, str(before.as_of), int(before.number), str(after.as_of), int(after.number))
        for name, members in losses().items()
        for fall in timeline(members, is_cumulative=True).revisions
        for before, after in [(fall.before, fall.after)]
    }

    assert found == REVISIONS


def test_real_count_has_no_gaps():
    series = {name: timeline(found, is_cumulative=True) for name, found in losses().items()}

    assert {name: found.gaps for name, found in series.items() if found.gaps} == {}
    assert len(series["personnel"].members) == 1626
    assert series["personnel"].current.text == "approximately 1,456,610"
    assert series["personnel"].on(day("2024-08-06")).text == "approximately 585,140"


def test_order_of_what_is_given_does_not_matter():
    members = losses()["tank"]
    shuffled = random.Random(4).sample(members, len(members))

    assert timeline(shuffled, is_cumulative=True) == timeline(members, is_cumulative=True)


def test_later_word_for_one_time_takes_the_place_of_the_earlier():
    first, second = member("z", 0, 5, said_at=NOON), member("a", 0, 6, said_at=NOON + HOUR)

    found = timeline([second, first], is_cumulative=True)

    assert found.members == (second,)
    assert found.replaced == ((first, second),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"said_at": NOON}),
        ({"said_at": NOON, "published_at": NOON}, {"said_at": NOON, "published_at": NOON + HOUR}),
        ({"said_at": NOON, "published_at": NOON + HOUR}, {"said_at": NOON + HOUR}),
        (
            {"said_at": NOON},
            {"said_at": NOON.astimezone(datetime.timezone(-5 * HOUR)) + HOUR},
        ),
    ],
    ids=["unknown first", "by publication", "said before published", "by moment"],
)
def test_who_came_last_holds(one, other):
    members = [member("b", 0, 5, **one), member("a", 0, 6, **other)]

    assert timeline(members, is_cumulative=False).current.ref == "a"


def test_of_two_words_at_one_moment_the_higher_ref_holds():
    members = [member("b", 0, 5), member("a", 0, 6)]

    assert timeline(members, is_cumulative=False).current.ref == "b"


def test_empty_series_has_no_value():
    found = timeline([], is_cumulative=True)

    assert (found.members, found.current, found.on(START), found.gaps) == ((), None, None, ())


def test_value_on_a_day_is_the_latest_until_then():
    found = timeline(count(5, 6, None, 7), is_cumulative=True)
    days = [START + datetime.timedelta(number) for number in range(-1, 5)]

    assert [on and on.ref for on in map(found.on, days)] == [None, 0, 1, 1, 3, 3]


def test_month_holds_when_it_is_over():
    month = member("april", day("2025-04-01"), 5, as_of_precision="month")
    found = timeline([month], is_cumulative=False)

    assert found.on(day("2025-04-29")) is None
    assert found.on(day("2025-04-30")) == month


@pytest.mark.parametrize(
    ("values", "fallen"),
    [
        ([5, 5, 6], []),
        ([6, 5, 5], [(0, 1)]),
        ([6, 5, 4], [(0, 1), (1, 2)]),
        ([3799, 3797, 3798, 3800, 3799], [(0, 1), (3, 4)]),
        ([said("gt", 12000), said("approx", 12000)], []),
        ([said("gt", 12000), said("eq", 12000)], [(0, 1)]),
        ([said("gte", 12000), said("eq", 12000)], []),
        ([said("approx", 100), said("approx", 96), said("approx", 90)], [(0, 2)]),
        ([said("gte", 5), said("gt", 5), said("eq", 5)], [(1, 2)]),
        ([said("lte", 9), 5, 4], [(1, 2)]),
    ],
)
def test_downward_revision_is_what_the_words_exclude(values, fallen):
    assert pairs(timeline(count(*values), is_cumulative=True).revisions) == fallen


def test_number_for_a_period_is_not_revised_by_the_next():
    assert timeline(count(6, 5), is_cumulative=False).revisions == ()


def test_revision_names_dates_and_values():
    (fall,) = timeline(count(3799, 3797), is_cumulative=True).revisions

    assert fall.sentence == "Revised downward: 3,799 as of 2025-01-01, 3,797 as of 2025-01-02."


def test_month_and_a_day_in_it_have_no_order():
    month = member("april", day("2025-04-01"), 6, as_of_precision="month")
    within, after = member("26th", day("2025-04-26"), 5), member("may", day("2025-05-01"), 5)

    found = timeline([month, within, after], is_cumulative=True)

    assert pairs(found.revisions) == [("april", "may")]


def test_month_and_its_last_day_have_no_order():
    month = member("april", day("2025-04-01"), 6, as_of_precision="month")
    last = member("30th", day("2025-04-30"), 5)

    assert timeline([month, last], is_cumulative=True).revisions == ()


def brute(ordered):
    """Each member that falls below an earlier one since the last that fell."""
    since, found = [], []
    for after in ordered:
        higher = [m for m in since if is_below(after.interval, m.interval)]
        if any(m.span.is_before(after.span) for m in higher):
            found.append(after)
            since = []
        since.append(after)
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(intervals(), st.sampled_from(["day", "month"])), max_size=12), st.data())
def test_revisions_are_those_that_every_pair_would_show(values, data):
    members = [
        Member(place, START + datetime.timedelta(9 * place), allowed, "", as_of_precision=precision)
        for place, (allowed, precision) in enumerate(values)
    ]
    ordered = timeline(members, is_cumulative=True).members

    found = list(downward_revisions(ordered))

    assert [fall.after for fall in found] == brute(ordered)
    assert all(is_below(fall.after.interval, fall.before.interval) for fall in found)
    assert all(fall.before.span.is_before(fall.after.span) for fall in found)


@pytest.mark.parametrize(
    ("days", "every", "missing"),
    [
        ([0, 1, 2, 3], None, []),
        ([0, 1, 2, 4], None, [(2, 4, 1)]),
        ([0, 1, 2, 9, 10], None, [(2, 9, 6)]),
        ([0, 31, 59, 90, 151], None, [(90, 151, 1)]),
        ([0, 7], None, []),
        ([0, 7], 1, [(0, 7, 6)]),
        ([0, 7, 8], 7, []),
        ([0, 10], 7, []),
        ([0, 11], 7, [(0, 11, 1)]),
    ],
)
def test_gaps_are_measured_by_the_usual_distance(days, every, missing):
    members = [member(place, place, 5) for place in days]

    found = timeline(members, is_cumulative=True, every_days=every)

    assert [(gap.after.ref, gap.before.ref, gap.missing) for gap in found.gaps] == missing


def test_usual_distance_is_the_median_and_one_day_at_least():
    end = day("2025-03-31")
    coarse = [member(p, end, 5, as_of_precision=p) for p in ("day", "month", "quarter")]

    assert timeline(count(5, 6, 7, every=7), is_cumulative=True).usual_days == 7
    assert timeline(count(5, 6), is_cumulative=True).usual_days is None
    assert timeline(coarse, is_cumulative=True).usual_days == 1


@pytest.mark.parametrize("every", [0, -1])
def test_distance_below_a_day_is_refused(every):
    with pytest.raises(ValueError, match="every day at the most"):
        timeline([], is_cumulative=True, every_days=every)
