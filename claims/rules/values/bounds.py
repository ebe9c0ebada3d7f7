"""The checks of a value, and its interval (``docs/analysts/rules.md``)."""

from decimal import Decimal, Inexact, localcontext

from . import vague
from .comparators import COMPARATORS
from .decimals import EXACT, as_decimal, decimal_places, shortest, significant_digits
from .value import NUMBER_FIELDS, RANGE_KINDS, Interval, InvalidValue, Value
from .value import ValueProblem as Problem

# Limits within which every database that we run on is exact: SQLite keeps 15 digits of a decimal
# column, and the columns are numeric(24, 6).
MAX_DIGITS = 15
MAX_DECIMALS = 6
MAX_WHOLE_DIGITS = 18


def number_problems(field: str, number: Decimal, subject: str) -> list[Problem]:
    """Return why ``number`` can't be stored exactly; ``subject`` begins each sentence."""
    if not number.is_finite():
        return [Problem(field, "not_finite", f"{subject} must be a finite number.")]
    errors = []
    if (digits := significant_digits(number)) > MAX_DIGITS:
        message = f"{subject} has {digits} significant digits; at most {MAX_DIGITS} are kept."
        errors.append(Problem(field, "too_many_digits", message))
    if (places := decimal_places(number)) > MAX_DECIMALS:
        message = f"{subject} has {places} decimals; at most {MAX_DECIMALS} are kept."
        errors.append(Problem(field, "too_many_decimals", message))
    if number and number.adjusted() >= MAX_WHOLE_DIGITS:
        message = f"{subject} must be below 10 to the power of {MAX_WHOLE_DIGITS}."
        errors.append(Problem(field, "too_large", message))
    return errors


def problems(value: Value) -> list[Problem]:
    """Return every problem of a value, by field; an empty list means that the value is valid."""
    errors = []
    for field in NUMBER_FIELDS:
        number = getattr(value, field)
        if number is not None:
            subject = f"The {field.replace('_', ' ')}"
            errors += number_problems(field, number, subject)
    if value.comparator not in COMPARATORS:
        known = ", ".join(COMPARATORS)
        message = f"The comparator “{value.comparator[:40]}” is not one of {known}."
        errors.append(Problem("comparator", "unknown_comparator", message))
    elif COMPARATORS[value.comparator].is_range:
        errors += _range_problems(value)
    else:
        errors += _single_problems(value)
    return errors + _rounding_problems(value) + _kind_problems(value)


def _is_finite(*numbers: Decimal | None) -> bool:
    return all(number is not None and number.is_finite() for number in numbers)


def _single_problems(value: Value) -> list[Problem]:
    words = f"“{COMPARATORS[value.comparator].label}”"
    errors = []
    if value.amount is None:
        errors.append(Problem("amount", "amount_required", f"{words} needs an amount."))
    for field in ("low", "high"):
        if getattr(value, field) is not None:
            message = f"{words} takes an amount only; a {field} belongs to a range."
            errors.append(Problem(field, f"{field}_not_allowed", message))
    row = COMPARATORS[value.comparator]
    is_near = row.excludes_number and not row.open_end
    if is_near and _is_finite(value.amount) and not value.amount:
        message = f"“{row.label} 0” leaves no number that it could mean; give the number said."
        errors.append(Problem("amount", "nearly_zero", message))
    return errors


def _range_problems(value: Value) -> list[Problem]:
    low, high, amount = value.low, value.high, value.amount
    words = f"“{COMPARATORS[value.comparator].label}”"
    errors = [
        Problem(field, f"{field}_required", f"{words} needs a {field}.")
        for field in ("low", "high")
        if getattr(value, field) is None
    ]
    if value.range_kind == "best_low_high" and amount is None:
        message = "A best value with low and high needs an amount: the best value."
        errors.append(Problem("amount", "amount_required", message))
    if _is_finite(low, high) and low >= high:
        message = "The low must be below the high; a single number is not a range."
        return [*errors, Problem("low", "low_not_below_high", message)]
    if amount is not None and value.comparator != "between":
        message = f"{words} takes a low and a high only; a best value belongs to “between”."
        errors.append(Problem("amount", "amount_not_allowed", message))
    elif _is_finite(low, high, amount) and not low <= amount <= high:
        message = "The amount must lie inside the range, from the low to the high."
        errors.append(Problem("amount", "amount_outside_range", message))
    is_vague = COMPARATORS[value.comparator].is_vague and _is_finite(low, high)
    if is_vague and vague.in_words(low, high) is None:
        message = (
            "No vague words have this low and high: “hundreds” has 200 and 1,000, for example."
        )
        errors.append(Problem("low", "no_vague_words", message))
    return errors


def _rounding_problems(value: Value) -> list[Problem]:
    if value.rounding is None:
        return []
    errors = []
    if value.comparator != "eq":
        message = "A rounding belongs to an exact figure; leave it out here."
        errors.append(Problem("rounding", "rounding_not_allowed", message))
    if _is_finite(value.rounding) and value.rounding <= 0:
        message = "The rounding must be above 0: the step, such as 100, that was rounded to."
        errors.append(Problem("rounding", "rounding_not_positive", message))
    return errors


def _kind_problems(value: Value) -> list[Problem]:
    kind, level = value.range_kind, value.confidence_level
    errors = []
    if kind and kind not in RANGE_KINDS:
        message = f"The range kind “{kind[:40]}” is not one of {', '.join(RANGE_KINDS)}."
        errors.append(Problem("range_kind", "unknown_range_kind", message))
    if kind and value.comparator != "between":
        message = "A range kind belongs to “between”; leave it out here."
        errors.append(Problem("range_kind", "range_kind_not_allowed", message))
    if kind == "confidence_interval" and level is None:
        message = "A confidence interval needs its level, such as 0.95."
        errors.append(Problem("confidence_level", "confidence_level_required", message))
    if kind != "confidence_interval" and level is not None:
        message = "A confidence level belongs to a confidence interval; leave it out here."
        errors.append(Problem("confidence_level", "confidence_level_not_allowed", message))
    if _is_finite(level) and not 0 < level < 1:
        message = "The confidence level must lie between 0 and 1, such as 0.95."
        errors.append(Problem("confidence_level", "confidence_level_out_of_range", message))
    return errors


# Dimensions with numbers below 0.
SIGNED = ("temperature", "change")


def is_non_negative(value: Value, dimension: str) -> bool:
    """Return whether the value's dimension has no number below 0 that the value could allow.

    A person is never less than none. An amount of money below 0 is a loss; an amount above 0, such
    as “less than US$5”, was said of money that is there.
    """
    numbers = [n for n in (value.amount, value.low, value.high) if _is_finite(n)]
    is_loss = dimension == "currency" and any(n <= 0 for n in numbers)
    return dimension not in SIGNED and not is_loss


def interval(
    value: Value,
    *,
    factor: Decimal = Decimal(1),
    non_negative: bool = True,
    tolerance: Decimal = Decimal("0.05"),
) -> Interval:
    """Return the interval of a value in base units (its own unit times ``factor``).

    ``non_negative``: the dimension has no numbers below 0. Then "less than 5" begins at 0, a
    rounded figure does not go below 0, and a negative number is refused. ``tolerance``, between 0
    and 1, is the reach of "approximately" and "nearly" as a share of the amount. Below zero
    "nearly" means a little closer to zero: "nearly -40" is (-40, -38]. A rounded figure includes
    its lower half-way point and excludes the upper one, on either side of zero.

    Raises InvalidValue, also when a bound isn't exact in 15 significant digits and 6 decimals: a
    bound is refused, never rounded.
    """
    factor, tolerance = as_decimal(factor), as_decimal(tolerance)
    errors = problems(value)
    if not (_is_finite(factor) and factor > 0):
        message = "The unit's factor to its base unit must be a finite number above 0."
        errors.append(Problem("unit", "bad_factor", message))
    if not (_is_finite(tolerance) and 0 < tolerance < 1):
        message = "The tolerance must lie between 0 and 1, such as 0.05."
        errors.append(Problem("tolerance", "bad_tolerance", message))
    if non_negative:
        errors += _negative_problems(value)
    if errors:
        raise InvalidValue(errors)

    row = COMPARATORS[value.comparator]
    try:
        with localcontext(EXACT):
            own = row.bounds(value, tolerance, non_negative)
            lower = None if own.lower is None else own.lower * factor
            upper = None if own.upper is None else own.upper * factor
    except Inexact:
        message = "The unit's factor or the tolerance has too many digits for an exact bound."
        raise InvalidValue([Problem("unit", "inexact_bound", message)]) from None
    low_field, high_field = ("low", "high") if row.is_range else ("amount",) * 2
    for field, name, bound in ((low_field, "lower", lower), (high_field, "upper", upper)):
        if bound is not None:
            errors += number_problems(field, bound, f"The {name} bound in base units")
    if errors:
        raise InvalidValue(errors)
    return Interval(shortest(lower), own.lower_inclusive, shortest(upper), own.upper_inclusive)


def _negative_problems(value: Value) -> list[Problem]:
    errors = [
        Problem(field, "negative", f"The {field} must not be below 0 in this unit.")
        for field in ("amount", "low", "high")
        if _is_finite(number := getattr(value, field)) and number < 0
    ]
    if value.comparator == "lt" and _is_finite(value.amount) and not value.amount:
        message = "Nothing is less than 0 in this unit; “exactly” or “at most” 0 would do."
        errors.append(Problem("amount", "empty_interval", message))
    return errors
