"""The sum of killed, wounded and captured compared with losses."""

from decimal import Decimal

import pytest

from claims.rules.series import add_up
from tests.rules.comparison.comparison_cases import DAY, NEXT, day, fact

PARTS = ("killed", "wounded", "captured")


def sum_of(whole, *parts, measures=PARTS, **more):
    return add_up(whole, parts, measures, **more)


def losses(comparator="eq", amount=None, **more):
    return fact(comparator, amount, measure="losses", **more)


def parts(*amounts, **more):
    return [fact("eq", n, measure=m, **more) for m, n in zip(PARTS, amounts, strict=False)]


@pytest.mark.parametrize(
    ("whole", "amounts", "result", "excess"),
    [
        (losses("eq", 60), (10, 20, 30), "adds_up", 0),
        (losses("approx", 60), (10, 20, 33), "adds_up", 0),
        (losses("approx", 60), (10, 20, 34), "mismatch", 1),
        (losses("gt", 60), (10, 20, 30), "mismatch", 0),
        (losses("gte", 61), (10, 20, 30), "mismatch", -1),
        (losses("lte", 50), (10, 20, 30), "mismatch", 10),
        (losses("eq", 60), (10, 20), "incomplete", 0),
        (losses("eq", 60), (40, 20), "incomplete", 0),
        (losses("eq", 60), (40, 30), "mismatch", 10),
        (losses("eq", 60), (), "incomplete", 0),
    ],
)
def test_sum_as_far_as_the_words_allow(whole, amounts, result, excess):
    found = sum_of(whole, *parts(*amounts))

    assert (found.result, found.excess) == (result, excess)
    assert found.missing == PARTS[len(amounts) :]
    assert found.sum.lower == found.sum.upper == sum(amounts)


def test_mismatch_is_named():
    words = {"losses": "losses", "killed": "killed", "wounded": "wounded", "captured": "prisoners"}

    too_many = sum_of(losses("lte", 1000), *parts(500, 600, 700), name=words.get)
    too_few = sum_of(losses("eq", 2000), *parts(500, 600, 700))
    barely = sum_of(losses("gt", 1800), *parts(500, 600, 700))

    assert too_many.sentence == (
        "killed + wounded + prisoners: 1,800; losses: at most 1,000; at least 800 too many."
    )
    assert too_few.sentence == (
        "killed + wounded + captured: 1,800; losses: 2,000; at least 200 too few."
    )
    assert barely.sentence == "killed + wounded + captured: 1,800; losses: more than 1,800."


def test_what_adds_up_says_so():
    assert sum_of(losses("eq", 60), *parts(10, 20, 30)).sentence == (
        "The parts add up to the whole."
    )
    assert sum_of(losses("eq", 60), *parts(10)).sentence == (
        "Some parts are not known; the others fit within the whole."
    )


def test_intervals_are_added_not_numbers():
    vague = [fact("between", low=low, high=low + 10, measure=m) for low, m in enumerate(PARTS)]

    found = sum_of(losses("eq", 33), *vague)

    assert (found.result, found.sum.lower, found.sum.upper) == ("adds_up", 3, 33)
    assert sum_of(losses("eq", 40), *vague).excess == -7
    assert sum_of(losses("eq", 1), *vague).excess == 2


REGION = {"scope": "region", "scopes_above": ("country",)}
YEAR = {"period_start": day("2025-01-01"), "period_end": day("2025-12-31"), "as_of": None}
JUNE = {"period_start": day("2025-06-01"), "period_end": day("2025-06-30"), "as_of": None}


@pytest.mark.parametrize(
    ("whole", "part", "differs"),
    [
        ({}, {"subject": "navy"}, ("subject",)),
        ({}, {"dimension": "items"}, ("unit",)),
        ({}, {"scope": "other"}, ("scope",)),
        ({"scope": "country"}, REGION, ("scope",)),
        (REGION, {"scope": "country"}, ("scope",)),
        ({}, {"as_of": NEXT}, ("as_of",)),
        ({}, {"is_cumulative": True}, ("accumulation",)),
        ({"is_cumulative": True}, {"is_cumulative": True, "as_of": NEXT}, ("as_of",)),
        (YEAR, JUNE, ("period",)),
    ],
)
def test_part_of_something_else_cannot_be_added(whole, part, differs):
    other = fact("eq", 10, measure="wounded", **part)
    alike = fact("eq", 10, measure="killed", **whole)

    found = sum_of(losses("eq", 60, **whole), alike, other)

    assert found.result == "not_comparable"
    assert found.differs == (("wounded", differs),)
    assert found.excess == 0
    assert found.sentence == (
        "Cannot be added, since they are not of the same thing as the whole: wounded."
    )


def test_running_counts_of_one_day_are_added():
    same = {"is_cumulative": True, "as_of": DAY}

    assert sum_of(losses("eq", 60, **same), *parts(10, 20, 30, **same)).result == "adds_up"


def test_change_may_be_made_up_by_what_is_missing():
    change = {"dimension": "change"}

    assert sum_of(losses("eq", 60, **change), *parts(40, 30, **change)).result == "incomplete"
    assert sum_of(losses("eq", 60, **change), *parts(40, 30, 1, **change)).excess == Decimal(11)


@pytest.mark.parametrize(
    "wrong", [[fact("eq", 5, measure="missing")], [*parts(5), *parts(6)]], ids=["foreign", "twice"]
)
def test_part_of_no_use_is_refused(wrong):
    with pytest.raises(ValueError, match="measure of its own"):
        sum_of(losses("eq", 60), *wrong)
