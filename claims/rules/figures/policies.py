"""The four policies: each chooses the answer among the values that fit the question."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from claims.rules.comparison import SIGNED, as_value, compare, hull
from claims.rules.figures.facts import Alternative, Candidate, Policy, Question
from claims.rules.figures.reasons import because, days, what_differs
from claims.rules.saying import N_, Note
from claims.rules.series import number_said
from claims.rules.values import OPEN_ENDED, VAGUE, Interval, UnitSpec, Value, shortest
from claims.rules.values.bounds import MAX_DECIMALS, MAX_DIGITS
from claims.rules.values.decimals import decimal_places

GRADES = "FEDCBA"
SMALLEST = Decimal(1).scaleb(-MAX_DECIMALS)


@dataclass(frozen=True)
class Choice:
    """The choice of a policy: the values used, the leading one first; the others with reasons."""

    used: tuple[Candidate, ...] = ()
    value: Value | None = None
    unit: UnitSpec | None = None
    interval: Interval | None = None
    note: Note | None = None
    missing: str = ""
    others: tuple[Alternative, ...] = ()


def choose(question: Question, policy: Policy, eligible: Sequence[Candidate]) -> Choice:
    """Return the policy's choice among the values, in order of time, that answer the question."""
    if policy.kind == "latest_of_series":
        return _latest(policy, eligible)
    if policy.kind == "preferred_claim":
        return _preferred(policy, eligible)
    comparable, others = _comparable(question, latest_of_each(eligible))
    if not comparable:
        return Choice(missing="no_value")
    follow = _envelope if policy.kind == "envelope" else _median
    chosen = follow(question, comparable)
    return replace(chosen, others=(*others, *chosen.others))


def place(candidate: Candidate) -> tuple:
    """Return the sort key of a value: time, then publication; undated values come first."""
    time, at = candidate.time, candidate.published_at
    ends = (time.last, time.first) if time else ()
    return bool(time), ends, at is not None, at and at.timestamp(), candidate.ref


def latest_of_each(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the last value of each ``line``. ``candidates`` are in order of time."""
    return sorted({candidate.line: candidate for candidate in candidates}.values(), key=place)


def _one(candidate: Candidate, others: Iterable[Candidate], reason: str, *words: str) -> Choice:
    return Choice(
        (candidate,),
        candidate.value,
        candidate.unit,
        candidate.compared.interval,
        others=_all(others, reason, *words),
    )


def _all(candidates: Iterable[Candidate], reason: str, *words: str) -> tuple[Alternative, ...]:
    return tuple(
        Alternative(candidate, reason, because(reason, *words)) for candidate in candidates
    )


def _latest(policy: Policy, eligible: Sequence[Candidate]) -> Choice:
    of_series = [candidate for candidate in eligible if candidate.series == policy.series]
    others = latest_of_each([c for c in eligible if c.series != policy.series])
    if not of_series:
        return Choice(missing="series_empty", others=_all(others, "other_series"))
    return _one(of_series[-1], others, "other_series")


def _preferred(policy: Policy, eligible: Sequence[Candidate]) -> Choice:
    preferred = [candidate for candidate in eligible if candidate.ref == policy.preferred]
    others = [c for c in latest_of_each(eligible) if c not in preferred]
    words = ("not_preferred", policy.preferred)
    if not preferred:
        return Choice(missing="preferred_missing", others=_all(others, *words))
    return _one(preferred[0], others, *words)


def _comparable(
    question: Question, current: Sequence[Candidate]
) -> tuple[list[Candidate], list[Alternative]]:
    """Return the values that are comparable with the newest, and the others with the reason."""
    comparable, others = [], []
    for candidate in reversed(current):
        newest = current[-1]
        comparison = compare(newest.compared, candidate.compared)
        differs = comparison.differs or (("period",) if comparison.part else ())
        if candidate is newest:
            comparable.append(candidate)
        elif differs:
            sentence = because("not_comparable", newest.ref, what_differs(differs))
            others.append(Alternative(candidate, "not_comparable", sentence))
        elif _is_stale(question, candidate, newest):
            sentence = because("stale", days(candidate.time), days(newest.time))
            others.append(Alternative(candidate, "stale", sentence))
        else:
            comparable.append(candidate)
    return comparable, others


def _is_stale(question: Question, candidate: Candidate, newest: Candidate) -> bool:
    if question.shelf_life_days is None:
        return False
    return (newest.time.last - candidate.time.last).days > question.shelf_life_days


def _envelope(question: Question, comparable: Sequence[Candidate]) -> Choice:
    if len(comparable) == 1:
        return _one(comparable[0], (), "")
    whole = hull(candidate.compared.interval for candidate in comparable)
    value = _said_in(question.unit, whole, comparable[0].compared.dimension)
    if value is None:
        return Choice(missing="no_bounds", others=_all(comparable, "unbounded"))
    note = (N_("the range of %(number)s comparable values"), len(comparable))
    return Choice(tuple(comparable), value, question.unit, whole, note)


def _median(question: Question, comparable: Sequence[Candidate]) -> Choice:
    open_ended = [c for c in comparable if c.value.comparator in OPEN_ENDED]
    in_vague_words = [c for c in comparable if c.value.comparator in set(VAGUE) - set(OPEN_ENDED)]
    unordered = {*OPEN_ENDED, *VAGUE}
    closed = [c for c in comparable if c.value.comparator not in unordered]
    counted = [candidate for candidate in closed if candidate.origins]
    others = [
        *_all(open_ended, "open_ended"),
        *_all(in_vague_words, "vague_words"),
        *_all((candidate for candidate in closed if not candidate.origins), "no_origin"),
    ]
    used = []
    for group in _groups(counted):
        best = max(group, key=_worth)
        used.append(best)
        others += _all((c for c in group if c is not best), "not_independent", best.ref)
    if not used:
        return Choice(missing="none_independent", others=tuple(others))
    if len(used) == 1:
        return replace(_one(used[0], (), ""), others=tuple(others))
    used.sort(key=lambda candidate: (_number(candidate), candidate.ref))
    low, high = used[(len(used) - 1) // 2], used[len(used) // 2]
    value, unit = low.value, low.unit
    if _number(low) != _number(high):
        ends = Interval(_number(low), True, _number(high), True)
        value, unit = _said_in(question.unit, ends, low.compared.dimension), question.unit
    return Choice(
        (low, *(candidate for candidate in used if candidate is not low)),
        value,
        unit,
        hull(candidate.compared.interval for candidate in used),
        (N_("the median of %(number)s values with independent origins"), len(used)),
        others=tuple(others),
    )


def _groups(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Return the values in groups that share an origin, directly or through other values."""
    group_of: dict[Hashable, list[Candidate]] = {}
    for candidate in candidates:
        joined = {id(group): group for o in candidate.origins if (group := group_of.get(o))}
        merged = [candidate, *(member for group in joined.values() for member in group)]
        for member in merged:
            group_of.update(dict.fromkeys(member.origins, merged))
    by_id = {id(group): group for group in group_of.values()}
    return sorted(by_id.values(), key=lambda group: min(member.ref for member in group))


def _worth(candidate: Candidate) -> tuple:
    """Return the sort key for one value of each origin: newest, best source, no stake."""
    is_dated, days_of, *_published = place(candidate)
    grade = GRADES.find(candidate.reliability)
    return is_dated, days_of, grade, not candidate.is_interested, place(candidate)


def _number(candidate: Candidate) -> Decimal:
    return number_said(candidate.value, candidate.unit.factor)


def _said_in(unit: UnitSpec, interval: Interval, dimension: str) -> Value | None:
    """Return the value in this unit for an interval; an inexact bound moves outward."""
    lower = _divided(interval.lower, unit.factor, ROUND_FLOOR)
    upper = _divided(interval.upper, unit.factor, ROUND_CEILING)
    own = replace(interval, lower=lower, upper=upper)
    value = as_value(own, non_negative=dimension not in SIGNED)
    return value and replace(value, unit=unit.code)


def _divided(bound: Decimal | None, factor: Decimal, rounding: str) -> Decimal | None:
    if bound is None:
        return None
    context = Context(prec=MAX_DIGITS, rounding=rounding)
    quotient = context.divide(bound, factor)
    return shortest(
        context.quantize(quotient, SMALLEST)
        if decimal_places(quotient) > MAX_DECIMALS
        else quotient
    )
