"""Vague, open and negative values in the record: their words, their bounds, and the filters."""

import pytest

from claims.loading.facts import unit_spec
from claims.rules.values import parse
from tests.desk_steps import published
from tests.factories import MeasureFactory, UnitFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

SAID = {
    "hundreds": ("vague", "hundreds", "200", True, "1000", False),
    "over 700 but under 1,000": (
        *("gt_lt", "more than 700 but less than 1,000"),
        *("700", False, "1000", False),
    ),
    "at least four to six": ("gte_range", "at least 4 to 6", "4", True, None, None),
    "just over 500": ("just_over", "just over 500", "500", False, "525", True),
    "up to several thousand": ("lte_vague", "at most several thousand", "0", True, "10000", False),
}
MEMBERS = "comparator text lower lower_inclusive upper upper_inclusive".split()


@world
def claims(db):
    return {words: published(value=words) for words in SAID}


def test_words_come_back_with_their_bounds(api, claims):
    for words, claim in claims.items():
        value = api.get(f"claims/{claim.ref}/")["value"]

        assert tuple(value.get(name) for name in MEMBERS) == SAID[words]
        assert value["as_reported"] == words


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"value_min": "1000"}, {"at least four to six", "up to several thousand"}),
        ({"value_max": "199"}, {"at least four to six", "up to several thousand"}),
        ({"value_min": "700", "value_max": "1000", "value_match": "within"},
         {"over 700 but under 1,000"}),
        ({"value_min": "200", "value_max": "1000", "value_match": "within"},
         {"hundreds", "over 700 but under 1,000", "just over 500"}),
    ],
    ids=["1,000 or more", "up to 199", "700 to 1,000", "200 to 1,000"],
)  # fmt: skip
def test_filters_read_the_bounds(api, claims, given, found):
    words = {claim.ref: words for words, claim in claims.items()}

    assert {words[ref] for ref in api.refs(**given)} == found


def test_loss_of_money_is_below_zero(api):
    unit = UnitFactory(code="usd", name="US dollar", plural="US dollars", symbol="US$",
                       dimension="currency", currency="USD")  # fmt: skip
    profit = MeasureFactory(code="profit", dimension="currency", default_unit=unit)
    claim = published(
        measure=profit, value=parse("a loss of more than US$3 million", [unit_spec(unit)])
    )

    value = api.get(f"claims/{claim.ref}/")["value"]

    assert (value["text"], value.get("lower")) == ("less than -US$3 million", None)
    assert (value["upper"], value["upper_inclusive"]) == ("-3000000", False)
    assert api.refs(value_max="-3000000.5") == [claim.ref]
