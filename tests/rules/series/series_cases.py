"""Builders of the members of series, and the real counts of the General Staff."""

import csv
import datetime
from decimal import Decimal
from functools import cache

from claims.rules.series import Member, number_said
from claims.rules.values import interval, phrase
from tests import ROOT
from tests.rules.comparison.comparison_cases import said

START = datetime.date(2025, 1, 1)
LOSSES = ROOT / "tests" / "data" / "russia_losses.csv"
WORDS = {"about": "approx", "more": "gt"}


def member(ref, as_of, value, **more):
    """``as_of`` may be a number of days from START; ``value`` a number, meant exactly."""
    value = said("eq", value) if isinstance(value, int | str) else value
    if isinstance(as_of, int):
        as_of = START + datetime.timedelta(as_of)
    more = {"number": number_said(value), **more}
    return Member(ref, as_of, interval(value), phrase(value), **more)


def count(*values, every=1, first=0):
    """A series with one value every so many days; None where one is missing."""
    return [
        member(place, first + place * every, value)
        for place, value in enumerate(values)
        if value is not None
    ]


def piled_up(*rises, every=1):
    """The running count that rises so."""
    levels = [str(sum(map(Decimal, rises[:end]))) for end in range(len(rises) + 1)]
    return count(*levels, every=every)


@cache
def losses():
    """Name of what was lost → its members, as they were said: exactly, about, more than."""
    found = {}
    with LOSSES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            as_of, word = datetime.date.fromisoformat(row.pop("date")), row.pop("personnel*")
            for name, number in row.items():
                if number:
                    comparator = WORDS[word] if name == "personnel" else "eq"
                    value = said(comparator, number)
                    found.setdefault(name, []).append(member(f"{name} {as_of}", as_of, value))
    return found
