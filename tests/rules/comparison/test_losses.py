"""A part of a sum of money may exceed the whole where something may be a loss."""

from decimal import Decimal as D

import pytest

from claims.rules.comparison import Compared, compare, is_additive
from claims.rules.values import Interval

YEAR = {"measure": "profit", "dimension": "currency", "currency": "USD"}


def money(amount, **more):
    lower = None if amount is None else D(amount)
    return Compared(Interval(lower, lower is not None, D(9), True), **YEAR, **more)


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [("5", "6", True), ("-5", "6", False), (None, "6", False)]
)
def test_sums_of_money_are_additive_without_a_loss(part, whole, expected):
    assert is_additive(money(part), money(whole)) is expected
    assert is_additive(money(whole), money(part)) is expected


def test_profit_of_a_part_is_not_compared_with_a_whole_that_may_be_a_loss():
    whole, part = money("-5", scope="group"), money("7", scope="branch", scopes_above=("group",))

    assert compare(whole, part).differs[:1] == ("scope",)
