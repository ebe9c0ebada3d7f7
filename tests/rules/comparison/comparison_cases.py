"""Builders of values to compare, and strategies that make any of them."""

import datetime
import json
from decimal import Decimal

from hypothesis import strategies as st

from claims.rules.comparison import Compared
from claims.rules.values import Interval, Value, interval
from tests import ROOT

VECTORS = {
    vector["id"]: vector
    for vector in json.loads(
        (ROOT / "tests" / "vectors" / "comparison.json").read_text(encoding="utf-8")
    )
}

DAY = datetime.date(2025, 4, 26)
NEXT = DAY + datetime.timedelta(1)


def day(text):
    return datetime.date.fromisoformat(text)


def said(comparator, amount=None, low=None, high=None, rounding=None):
    numbers = {"amount": amount, "low": low, "high": high, "rounding": rounding}
    return Value(comparator, **{n: None if v is None else Decimal(v) for n, v in numbers.items()})


def fact(comparator="eq", amount=None, measure="killed", **more):
    """A value on DAY; numbers as text or int, everything else as ``Compared`` takes it."""
    numbers = {name: more.pop(name, None) for name in ("low", "high", "rounding")}
    allowed = interval(said(comparator, amount, **numbers))
    return Compared(allowed, measure, **{"as_of": DAY, **more})


def running(comparator="eq", amount=None, **more):
    return fact(comparator, amount, is_cumulative=True, **{"claimant": "staff", **more})


def from_vector(entry):
    """One side of a vector."""
    more = {"is_cumulative": entry.get("cumulative", False), "claimant": entry.get("claimant")}
    if "period" in entry:
        start, end = entry["period"]
        more |= {"period_start": day(f"{start}-01"), "period_end": day(f"{end}-01")}
        more |= {"period_precision": "month", "as_of": None}
    if "as_of" in entry:
        more["as_of"] = day(entry["as_of"])
    numbers = {name: entry.get(name) for name in ("amount", "low", "high", "rounding")}
    return fact(entry["comparator"], measure=entry["measure"], **numbers, **more)


@st.composite
def intervals(draw):
    """Small ones, so that ends often meet; every kind of end."""
    low, high = sorted(draw(st.tuples(st.integers(0, 6), st.integers(0, 6))))
    is_point = low == high
    lower = None if draw(st.booleans()) and draw(st.booleans()) else Decimal(low)
    upper = None if draw(st.booleans()) and draw(st.booleans()) else Decimal(high)
    return Interval(
        lower,
        lower is not None and (is_point or draw(st.booleans())),
        upper,
        upper is not None and (is_point or draw(st.booleans())),
    )


def few(*choices):
    return st.sampled_from([choices[0], *choices])


_days = st.sampled_from([DAY, NEXT, day("2025-01-01"), day("2025-06-30")])
compared = st.builds(
    Compared,
    interval=intervals(),
    measure=few("killed", "losses"),
    subject=few("army", "navy"),
    scope=few(None, "country", "region"),
    scopes_above=few((), ("country",), ("region",)),
    dimension=few("persons", "ratio"),
    is_cumulative=st.booleans(),
    starts_on=few(None, day("2022-02-24")),
    as_of=st.none() | _days,
    as_of_precision=few("day", "month", "year"),
    period_start=few(None, day("2025-01-01"), day("2025-04-01")),
    period_end=few(None, day("2025-04-30"), day("2025-06-30")),
    period_precision=few("day", "month"),
    claimant=few(None, "staff", "ministry"),
)
tolerances = st.sampled_from([0, 1, 40]).map(datetime.timedelta)
