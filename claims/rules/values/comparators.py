"""The comparators, one row each. After FHIR Quantity.comparator and TEI att.ranging."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .value import Interval, Value

# Value, tolerance, no numbers below 0 → the interval in the value's own unit.
Bounds = Callable[[Value, Decimal, bool], Interval]

# The rules of ours by which a bound is derived that the words do not give: code and sentence.
DERIVATIONS = {
    "around_number": "“Approximately” reaches 5 % to either side of the number.",
    "below_number": "“Nearly” begins 5 % before the number and does not reach it.",
    "above_number": "“Just over” ends 5 % after the number and does not include it.",
    "around_range": "“Approximately” reaches 5 % beyond either end of the range.",
    "outer_end": "Of a range behind “at least” the low end counts, behind “at most” the high end.",
    "rounding": "A rounded number stands for every number within half a step of it.",
    "vague_words": "The words name no number; a table says which numbers they allow.",
}


@dataclass(frozen=True)
class Comparator:
    """A comparator: its label, its spellings, and the numbers that it allows.

    ``bounds`` returns the interval by the table of ``docs/analysts/rules.md``; ``rule``, one of
    DERIVATIONS, is the rule of ours behind it, empty where the words give the bounds themselves.
    ``in_front`` and ``behind`` are the spellings that are read beside a number. ``is_range``: the
    comparator takes a low and a high, not one amount; ``words`` then holds both ends, or the
    ``range`` of both, in words. ``is_vague``: low and high are those of vague words. ``open_end``,
    “above” or “below”: the side without an end in the words. ``excludes_number``: the number that
    was said is not among those allowed.

    The others say what reading makes of it. ``sides``: the comparators of both ends, which make
    this range. ``of_range`` and ``of_vague``: what this one becomes in front of a range or of vague
    words. ``as_end``: what it says at one end of a range: “700 to just under 1,000”. ``mirror``:
    what it becomes if a loss is written as a number below 0.
    """

    label: str
    bounds: Bounds
    in_front: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    is_range: bool = False
    is_vague: bool = False
    open_end: str = ""
    excludes_number: bool = False
    rule: str = ""
    words: str = "%(range)s"
    sides: tuple[str, str] = ("", "")
    of_range: str = ""
    of_vague: str = ""
    as_end: str = ""
    mirror: str = ""


def _exactly(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
    v = value.amount
    if value.rounding is None:
        return Interval(v, True, v, True)
    half = value.rounding * Decimal("0.5")
    lower = max(v - half, Decimal(0)) if non_negative else v - half
    return Interval(lower, True, v + half, False)


def _approximately(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
    low, high = _ends(value)
    return Interval(low - abs(low) * tolerance, True, high + abs(high) * tolerance, True)


def _ends(value: Value) -> tuple[Decimal, Decimal]:
    return (value.low, value.high) if value.amount is None else (value.amount, value.amount)


def _nearly(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
    v = value.amount
    short = v - v * tolerance
    return Interval(short, True, v, False) if v > 0 else Interval(v, False, short, True)


def _just_over(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
    v = value.amount
    beyond = v + v * tolerance
    return Interval(v, False, beyond, True) if v > 0 else Interval(beyond, True, v, False)


def _above(*, inclusive: bool) -> Bounds:
    return lambda value, tolerance, non_negative: Interval(_ends(value)[0], inclusive, None, False)


def _below(*, inclusive: bool) -> Bounds:
    def bounds(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
        lower = Decimal(0) if non_negative else None
        return Interval(lower, non_negative, _ends(value)[1], inclusive)

    return bounds


def _between(low_inclusive: bool, high_inclusive: bool) -> Bounds:
    return lambda value, tolerance, non_negative: Interval(
        value.low, low_inclusive, value.high, high_inclusive
    )


def _vague(*, has_lower: bool = True, has_upper: bool = True) -> Bounds:
    """The end farther from zero is excluded: “hundreds” are fewer than a thousand."""

    def bounds(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
        is_positive = value.low >= 0
        zero = Decimal(0) if non_negative else None
        return Interval(
            value.low if has_lower else zero,
            is_positive if has_lower else non_negative,
            value.high if has_upper else None,
            has_upper and not is_positive,
        )

    return bounds


def _said(adverbs: str, *words: str) -> tuple[str, ...]:
    """Return each of the words behind each of the adverbs, which a bar separates."""
    return tuple(f"{adverb} {word}" for adverb in adverbs.split("|") for word in words)


# Adverbs that say how far: a long way leaves the other side open, a short way does not.
FAR = "well|far|way|much|many|significantly|considerably|substantially|comfortably|easily|greatly"
SHORT = "just|only just|slightly|a little|little|a bit|a shade|marginally|barely|fractionally"
OVER = ("more than", "greater than", "over", "above", "in excess of", "upwards of")
UNDER = ("less than", "fewer than", "under", "below")

COMPARATORS = {
    "eq": Comparator("exactly", _exactly, in_front=("=", "exactly", "precisely"), mirror="eq"),
    "approx": Comparator(
        "approximately",
        _approximately,
        in_front=(
            *("~", "≈", "c.", "ca.", "ca", "circa", "about", "around", "roughly", "some"),
            *("approximately", "approx.", "approx", "an estimated", "estimated", "estimated at"),
            *("in the region of", "in the order of", "on the order of", "in the neighborhood of"),
            *("somewhere around", "something like", "more or less"),
        ),
        behind=("or so", "or thereabouts", "give or take", ", give or take", "-odd", "odd"),
        rule="around_number",
        of_range="approx_range",
        of_vague="vague",
        mirror="approx",
    ),
    "nearly": Comparator(
        "nearly",
        _nearly,
        in_front=(
            *(
                "nearly",
                "almost",
                "close to",
                "just shy of",
                "shy of",
                "just short of",
                "not quite",
            ),
            *("approaching", "as good as", "practically", "virtually", "very nearly", "nearing"),
            *_said(SHORT, *UNDER),
        ),
        excludes_number=True,
        rule="below_number",
        as_end="lt",
        mirror="nearly",
    ),
    "just_over": Comparator(
        "just over",
        _just_over,
        in_front=_said(SHORT, *OVER),
        excludes_number=True,
        rule="above_number",
        as_end="gt",
        mirror="just_over",
    ),
    "gt": Comparator(
        "more than",
        _above(inclusive=False),
        in_front=(
            *(">", *OVER, "upward of", "exceeding", "north of", "beyond", "higher than"),
            *("larger than", "topping"),
            *_said(FAR, *OVER),
        ),
        open_end="above",
        excludes_number=True,
        of_vague="gte_vague",
        mirror="lt",
    ),
    "gte": Comparator(
        "at least",
        _above(inclusive=True),
        in_front=(
            *(">=", "≥", "at least", "no fewer than", "not fewer than", "no less than"),
            *("not less than", "a minimum of", "minimum of", "at the very least", "at a minimum"),
            *("as few as", "as little as", "at minimum"),
        ),
        behind=(
            *("+", "or more", "or over", "or above", "or greater", "and above", "and over"),
            *("at least", "at a minimum", "and counting", "and more", "and up"),
            *("plus", "-plus", "if not more", ", if not more", "or even more", ", or more"),
            *("and possibly more", ", possibly more", ", perhaps more", "or possibly more"),
        ),
        open_end="above",
        of_range="gte_range",
        of_vague="gte_vague",
        mirror="lte",
    ),
    "lt": Comparator(
        "less than",
        _below(inclusive=False),
        in_front=(
            "<",
            *UNDER,
            "south of",
            "not even",
            "short of",
            "lower than",
            *_said(FAR, *UNDER),
        ),
        open_end="below",
        excludes_number=True,
        of_vague="lte_vague",
        mirror="gt_lte",
    ),
    "lte": Comparator(
        "at most",
        _below(inclusive=True),
        in_front=(
            *("<=", "≤", "at most", "up to", "no more than", "not more than", "a maximum of"),
            *("maximum of", "as many as", "as much as", "no greater than", "not exceeding"),
            *(
                "at the most",
                "at the very most",
                "no higher than",
                "not above",
                "up to a maximum of",
            ),
        ),
        behind=(
            *("or fewer", "or less", "or below", "or under", "at most"),
            *("at the most", "maximum", "and below", "and under"),
        ),
        open_end="below",
        of_range="lte_range",
        of_vague="lte_vague",
        mirror="between",
    ),
    "between": Comparator(
        "between", _between(True, True), is_range=True, sides=("gte", "lte"), mirror="between"
    ),
    "gt_lt": Comparator(
        "more than … but less than …",
        _between(False, False),
        is_range=True,
        words="more than %(low)s but less than %(high)s",
        sides=("gt", "lt"),
        mirror="gt_lt",
    ),
    "gte_lt": Comparator(
        "at least … but less than …",
        _between(True, False),
        is_range=True,
        words="at least %(low)s but less than %(high)s",
        sides=("gte", "lt"),
        mirror="gt_lte",
    ),
    "gt_lte": Comparator(
        "more than … but at most …",
        _between(False, True),
        is_range=True,
        words="more than %(low)s but at most %(high)s",
        sides=("gt", "lte"),
        mirror="gte_lt",
    ),
    "approx_range": Comparator(
        "approximately … to …",
        _approximately,
        is_range=True,
        words="approximately %(range)s",
        rule="around_range",
        sides=("approx", "approx"),
        mirror="approx_range",
    ),
    "gte_range": Comparator(
        "at least … to …",
        _above(inclusive=True),
        is_range=True,
        open_end="above",
        words="at least %(range)s",
        rule="outer_end",
        mirror="lte_range",
    ),
    "lte_range": Comparator(
        "at most … to …",
        _below(inclusive=True),
        is_range=True,
        open_end="below",
        words="at most %(range)s",
        rule="outer_end",
    ),
    "vague": Comparator(
        "in vague words",
        _vague(),
        is_range=True,
        is_vague=True,
        rule="vague_words",
        of_vague="vague",
        mirror="vague",
    ),
    "gte_vague": Comparator(
        "at least, in vague words",
        _vague(has_upper=False),
        is_range=True,
        is_vague=True,
        open_end="above",
        words="at least %(range)s",
        rule="vague_words",
        mirror="lte_vague",
    ),
    "lte_vague": Comparator(
        "at most, in vague words",
        _vague(has_lower=False),
        is_range=True,
        is_vague=True,
        open_end="below",
        words="at most %(range)s",
        rule="vague_words",
    ),
}
RANGES = tuple(code for code, row in COMPARATORS.items() if row.is_range)
VAGUE = tuple(code for code, row in COMPARATORS.items() if row.is_vague)
OF_SIDES = {row.sides: code for code, row in COMPARATORS.items() if row.sides[0]}
OPEN_ENDED = tuple(code for code, row in COMPARATORS.items() if row.open_end)
# These stay open below in a chart, although the record knows that nothing is below 0.
OPEN_BELOW = tuple(code for code, row in COMPARATORS.items() if row.open_end == "below")


def derivation(value: Value) -> tuple[str, str] | None:
    """Return the rule of ours (code, sentence) that derived a bound; None if the words give it."""
    row = COMPARATORS.get(value.comparator)
    rule = "rounding" if value.rounding is not None else row and row.rule
    return (rule, DERIVATIONS[rule]) if rule else None
