"""The columns of a value fit each comparator, whatever writes them."""

import pytest
from django.db import IntegrityError, transaction

from claims.models import Claim
from claims.rules.values import COMPARATORS, RANGES
from tests.rows import stored

pytestmark = pytest.mark.django_db

AMOUNT = {"amount": 300, "low": None, "high": None}
NOTHING = {"amount": None, "low": None, "high": None}
ENDS = {"amount": None, "low": 200, "high": 1000}


def refused(name, **columns):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        stored(Claim, **columns)


def test_columns_fit_their_comparator():
    for code in COMPARATORS:
        fits, other = (ENDS, NOTHING) if code in RANGES else (AMOUNT, ENDS)

        stored(Claim, comparator=code, **fits)
        refused("claim_value_fits_its_comparator", comparator=code, **other)


def test_range_has_a_low_below_its_high_and_only_between_a_best_value():
    for code in RANGES:
        refused("claim_range_is_the_right_way_up", comparator=code, **{**ENDS, "high": 200})
        if code == "between":
            stored(Claim, comparator=code, **{**ENDS, "amount": 300})
        else:
            best = {**ENDS, "amount": 300}
            refused("claim_best_value_is_inside_the_range", comparator=code, **best)
