"""The comparison of two values: the eight results, and what differs if they are not comparable."""

import datetime
from dataclasses import replace

import pytest

from claims.rules.comparison import DIFFERENCES, RESULTS, Comparison, compare, span
from tests.rules.comparison.comparison_cases import (
    DAY,
    NEXT,
    VECTORS,
    day,
    fact,
    from_vector,
    running,
)


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_vector_holds_both_ways(vector):
    first, second = from_vector(vector["a"]), from_vector(vector["b"])

    found = compare(first, second)

    assert found.result == vector["expect"]
    assert list(found.differs) == vector.get("differs", [])
    assert compare(second, first) == found.mirrored


SINCE = {"starts_on": day("2022-02-24")}
YEAR = {"period_start": day("2025-01-01"), "period_end": day("2025-12-31"), "as_of": None}
JUNE = {"period_start": day("2025-06-01"), "period_end": day("2025-06-30"), "as_of": None}
REGION = {"scope": "region", "scopes_above": ("country", "world")}


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        (fact("eq", 5), fact("eq", 5), "equal"),
        (fact("gte", 5), fact("gt", 5), "consistent"),
        (fact("lt", 5), fact("gte", 5), "conflict"),
        (fact("lte", 5), fact("gte", 5), "consistent"),
        (running("eq", 5), running("eq", 5, as_of=NEXT), "equal"),
        (running("eq", 5), running("eq", 6, as_of=NEXT), "growth"),
        (running("eq", 5), running("eq", 6, as_of=NEXT, claimant="ministry"), "growth"),
        (running("eq", 6), running("eq", 5, as_of=NEXT), "revision_down"),
        (running("eq", 6), running("eq", 5, as_of=NEXT, claimant="ministry"), "conflict"),
        (running("eq", 6), running("eq", 5, as_of=NEXT, claimant=None), "conflict"),
        (
            running("eq", 6, claimant=None),
            running("eq", 5, as_of=NEXT, claimant=None),
            "conflict",
        ),
        (running("eq", 6), running("eq", 5), "conflict"),
        (running("approx", 100), running("approx", 99, as_of=NEXT), "consistent"),
        (running("gt", 12000), running("approx", 12000, as_of=NEXT), "consistent"),
        (running("eq", 5, **SINCE), running("eq", 6, as_of=NEXT, **SINCE), "growth"),
        (running("eq", 5, **SINCE), running("eq", 5), "consistent"),
        (running("eq", 5, **SINCE), running("eq", 6), "conflict"),
        (
            running("eq", 5, **YEAR),
            running("eq", 6, starts_on=day("2025-01-01"), as_of=day("2026-01-01")),
            "growth",
        ),
        (
            running("eq", 5, as_of_precision="month"),
            running("eq", 5, as_of_precision="month"),
            "equal",
        ),
        (running("eq", 5, as_of_precision="month"), running("eq", 5), "consistent"),
        (
            running("eq", 5, as_of_precision="month"),
            running("eq", 6, as_of=day("2025-05-01")),
            "growth",
        ),
        (fact("eq", 5, as_of_precision="month"), fact("eq", 5), "consistent"),
        (fact("eq", 5, as_of_precision="month"), fact("eq", 6), "conflict"),
        (fact("eq", 5, **YEAR), fact("eq", 5, **YEAR), "equal"),
        (fact("eq", 5, **YEAR | {"as_of": DAY}), fact("eq", 5), "consistent"),
        (fact("eq", 5, **YEAR | {"as_of": DAY}), fact("eq", 5, **YEAR), "equal"),
        (fact("eq", 5, **JUNE), fact("eq", 5, **YEAR), "subset_ok"),
        (fact("eq", 6, **JUNE), fact("eq", 5, **YEAR), "subset_conflict"),
        (fact("eq", 4, **JUNE), fact("eq", 5, **YEAR), "subset_ok"),
        (fact("gte", 5, **REGION), fact("lt", 5, scope="country"), "subset_conflict"),
        (fact("gte", 5, **REGION), fact("lte", 5, scope="country"), "subset_ok"),
        (fact("eq", 4, **REGION), fact("eq", 5, scope="world"), "subset_ok"),
        (fact("eq", 4, **REGION, **JUNE), fact("eq", 5, scope="world", **YEAR), "subset_ok"),
        (running("eq", 4, **REGION), running("eq", 5, scope="world", as_of=NEXT), "subset_ok"),
        (
            running("eq", 6, **REGION),
            running("eq", 5, scope="world", as_of=NEXT),
            "subset_conflict",
        ),
    ],
)
def test_result_and_its_mirror(first, second, result):
    found = compare(first, second)

    assert found.result == result
    assert found.differs == ()
    assert compare(second, first) == found.mirrored
    assert (found.later != "") == (result in ("growth", "revision_down"))
    assert found.later in ("", "second")
    assert found.part == ("first" if result.startswith("subset") else "")


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        (fact("eq", 5), fact("eq", 5, measure="losses"), ["measure"]),
        (fact("eq", 5), running("eq", 5, measure="losses", as_of=NEXT), ["measure"]),
        (
            fact("eq", 5),
            fact("eq", 5, measure="m", subject="s", scope="x", dimension="items"),
            ["measure", "subject", "scope", "unit"],
        ),
        (fact("eq", 5), fact("eq", 5, scope="region"), ["scope"]),
        (fact("eq", 5, scope="a"), fact("eq", 5, scope="b"), ["scope"]),
        (
            fact("eq", 5, scope="a", scopes_above=("b", "a")),
            fact("eq", 5, scope="b", scopes_above=("a", "b")),
            ["scope"],
        ),
        (
            fact("eq", 5, **REGION),
            fact("eq", 5, scope="country", dimension="ratio"),
            ["scope", "unit"],
        ),
        (
            fact("eq", 5, dimension="ratio", **REGION),
            fact("eq", 5, dimension="ratio", scope="country"),
            ["scope"],
        ),
        (
            fact("eq", 5, dimension="currency", currency="USD"),
            fact("eq", 5, dimension="currency", currency="EUR"),
            ["unit"],
        ),
        (fact("eq", 5), running("eq", 5), ["accumulation"]),
        (fact("eq", 5), fact("eq", 5, as_of=NEXT), ["as_of"]),
        (fact("eq", 5), fact("eq", 5, as_of=None), ["as_of"]),
        (fact("eq", 5, as_of=None), fact("eq", 5, as_of=None), ["as_of"]),
        (running("eq", 5), running("eq", 5, as_of=None), ["as_of"]),
        (running("eq", 5, **SINCE), running("eq", 6, starts_on=DAY), ["start"]),
        (running("eq", 5, **SINCE), running("eq", 6, as_of=NEXT), ["start"]),
        (running("eq", 5), running("eq", 6, as_of_precision="month"), ["as_of"]),
        (
            fact("eq", 5, **JUNE),
            fact("eq", 5, period_start=DAY, period_end=day("2025-06-10"), as_of=None),
            ["period"],
        ),
        (
            fact("eq", 5, dimension="ratio", **JUNE),
            fact("eq", 5, dimension="ratio", **YEAR),
            ["period"],
        ),
        (
            fact("eq", 5, **YEAR, **REGION),
            fact("eq", 5, **JUNE, scope="country"),
            ["scope", "period"],
        ),
        (
            running("eq", 5, as_of=NEXT, **REGION),
            running("eq", 4, scope="country"),
            ["scope", "as_of"],
        ),
        (
            running("eq", 5, as_of_precision="month", **REGION),
            running("eq", 4, scope="country"),
            ["scope", "as_of"],
        ),
    ],
)
def test_not_comparable_names_what_differs(first, second, differs):
    found = compare(first, second)

    assert found == Comparison("not_comparable", tuple(differs))
    assert compare(second, first) == found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("gte", "lte"),
        ("lte", "gte"),
    ],
)
def test_open_end_is_below_nothing(first, second):
    assert compare(fact(first, 5), fact(second, 5)).result == "consistent"


def test_days_within_the_tolerance_are_the_same_but_never_equal():
    first, second = fact("eq", 5), fact("eq", 5, as_of=day("2025-04-29"))

    near = compare(first, second, tolerance=datetime.timedelta(3))
    far = compare(first, second, tolerance=datetime.timedelta(2))

    assert near.result == "consistent"
    assert far.differs == ("as_of",)


def test_tolerance_does_not_blur_the_order_of_a_running_count():
    later = running("eq", 6, as_of=NEXT)

    found = compare(running("eq", 5), later, tolerance=datetime.timedelta(3))

    assert found.result == "growth"


def test_longer_chain_of_scopes_is_a_part_of_each():
    part = fact("eq", 6, **REGION)

    results = [compare(fact("eq", 5, scope=scope), part) for scope in ("country", "world")]

    assert [(found.result, found.part) for found in results] == [("subset_conflict", "second")] * 2


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        ("day", "2024-02-10", "2024-02-10"),
        ("unknown", "2024-02-10", "2024-02-10"),
        ("month", "2024-02-01", "2024-02-29"),
        ("quarter", "2024-01-01", "2024-03-31"),
        ("year", "2024-01-01", "2024-12-31"),
    ],
)
def test_coarse_date_means_all_its_days(precision, first, last):
    found = span(day("2024-02-10"), precision)

    assert (found.first, found.last) == (day(first), day(last))


def test_last_quarter_ends_with_the_year():
    assert span(day("2024-10-01"), "quarter").last == day("2024-12-31")


def test_period_with_one_end_is_not_known():
    assert fact("eq", 5, period_start=DAY).period is None
    assert fact("eq", 5, period_end=DAY).period is None


def test_running_count_starts_with_its_coarse_period():
    assert running("eq", 5, period_start=DAY, period_precision="year").start == day("2025-01-01")
    assert running("eq", 5, period_start=DAY, **SINCE).start == day("2022-02-24")


def test_period_of_a_plain_number_is_no_day():
    assert fact("eq", 5, **JUNE).day is None
    assert running("eq", 5, **JUNE).day == span(day("2025-06-30"))


def test_sentences():
    several = compare(fact("eq", 5), fact("eq", 5, measure="m", subject="s", scope="x"))

    assert several.sentence == "Not comparable: the measure, the subject and the scope differ."
    assert compare(fact("eq", 5), fact("eq", 5, as_of=None)).sentence == (
        "Not comparable: the day that the value is for differs, or is not known."
    )
    assert compare(fact("eq", 5), fact("eq", 6)).sentence == ("In conflict: no number fits both.")


def test_every_result_and_difference_has_words():
    assert all(Comparison(result, ("measure",)).sentence.endswith(".") for result in RESULTS)
    assert all(Comparison("not_comparable", (code,)).sentence for code in DIFFERENCES)


def test_mirror_of_a_mirror_is_the_finding():
    found = compare(running("eq", 5), running("eq", 6, as_of=NEXT))

    assert found.mirrored == replace(found, later="first")
    assert found.mirrored.mirrored == found
