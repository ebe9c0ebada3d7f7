"""Parsing of texts that an editor or an article wrote into values."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from ..bounds import problems
from ..comparators import COMPARATORS
from ..decimals import EXACT, shortest
from ..tokens import Token, scan
from ..value import AS_REPORTED_LENGTH, InvalidValue, UnitSpec, Value
from ..value import ValueProblem as Problem
from ..vocabulary import SCALE_WORDS
from .quantities import Quantity, Tokens, kinds_of, misplaced_comparator, quantity
from .ranges import range_of, side

BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)")
# The number of an account in brackets is below 0: (1,234) or US$(3.2) million.
ACCOUNTED = re.compile(r"u?\(u?n[swx]?u?\)[swx]?u?")


def parse(text: str, units: Sequence[UnitSpec] = ()) -> Value:
    """Return the value that ``text`` states; ``as_reported`` keeps the text, trimmed.

    Raises InvalidValue, field "value", for any text that isn't exactly one value: never another
    exception, and never a guess. The choices where English is ambiguous:

    - A dot is the decimal point ("1.234" < 2); a comma or a space stands between full groups of
      three digits; "1,5", "1,23,456" and "1.234.567" are refused as ambiguous.
    - The decimals before a scale carry their rounding: "62.4k" is 62,400 to the nearest 100. Other
      numbers, "62k" and "exactly 62.4k" have none unless it is said: "to the nearest …".
    - The range kind is never inferred: "100-300" has none. Only "a range of …", "2,975
      (2,658–3,290)" and "95% CI" set one.
    - A scale behind a range applies to both ends ("1.7–5.5 bn") if the first number is the
      smaller one; "900 to 1.2 million" is refused, "ninety to one hundred" is not.
    - "and" separates only after "between"; "between one thousand and two hundred and three
      thousand" has two readings and is refused.
    - A billion is a thousand millions. "m" is a million unless ``units`` contains another "m":
      then "5 m" is refused, "US$5m" is not.
    - A number without a unit has no unit. But if ``units`` is a single counted unit (people,
      items), it has that one, because nobody repeats such a unit behind every number.
    - "About", "at least" and "at most" may stand before a range; "more than 100 to 300" is refused.
    - Vague counts ("hundreds", "several dozen") are read by a table; "about" adds nothing to them.
    - A number of an account in brackets and "a loss of" are below 0, except that a loss of people
      or items is their number. "A third" and "one in five" are read in percent only.
    - Ukrainian words are read too; there a comma with one or two digits behind it is decimal.
    """
    reported = text.strip()
    try:
        if not reported:
            raise Problem("value", "empty", "Write the number that was said.")
        if len(reported) > AS_REPORTED_LENGTH:
            message = f"The text is longer than {AS_REPORTED_LENGTH} characters; keep the number."
            raise Problem("value", "too_long", message)
        with localcontext(EXACT):
            value = _read(scan(reported, units), units, reported)
    except Problem as problem:
        raise InvalidValue([problem]) from None
    if errors := problems(value):
        raise InvalidValue(Problem("value", each.code, each.message) for each in errors)
    return value


def _read(tokens: Tokens, units: Sequence[UnitSpec], reported: str) -> Value:
    fields, quantities = {}, []
    tokens = [token for token in tokens if token.kind != "e"]
    tokens, is_below, is_loss = _take_loss(tokens)
    tokens, level = _take_level(tokens)
    tokens, step = _split(tokens, "o")
    tokens, best = _split(tokens, "v")
    if step is not None:
        if kinds_of(tokens)[-1:] == "(" and kinds_of(step)[-1:] == ")":
            tokens, step = tokens[:-1], step[:-1]
        quantities.append(_step(step))
        fields["rounding"] = quantities[0].amount
    if bracketed := BRACKETS.fullmatch(kinds_of(tokens)):
        before = tokens[: bracketed.end(1)]
        inside = tokens[bracketed.start(2) : bracketed.end(2)]
        if before and inside:
            if best is not None:
                raise Problem("value", "two_best_values", "Write the best value once.")
            best, fields["range_kind"] = before, "best_low_high"
        if inside or level is not None:
            tokens = inside or before
    if kinds_of(tokens)[:1] == "r":
        fields["range_kind"], tokens = "reported_range", tokens[1:]
    if level is not None:
        fields |= {"range_kind": "confidence_interval", "confidence_level": level}

    comparator, ends = range_of(tokens)
    if ends:
        fields |= {"comparator": comparator, "low": ends[0].low, "high": ends[1].high}
        quantities += ends
        if best is not None:
            quantities.append(quantity(best))
            if quantities[-1].is_vague:
                raise misplaced_comparator()
            fields["amount"] = quantities[-1].amount
    else:
        if fields.get("range_kind") or best is not None:
            message = "A range needs its two ends, such as “100 to 300”."
            raise Problem("value", "range_expected", message)
        comparator, single = side(tokens)
        quantities.append(single)
        fields |= _single(comparator, single, fields.get("rounding"))
    if any(each.comparator for each in quantities):
        raise misplaced_comparator()
    numbers = {name: shortest(each) for name, each in fields.items() if isinstance(each, Decimal)}
    value = Value(**{**fields, **numbers}, unit=_unit(quantities, units), as_reported=reported)
    is_counted = any(unit.is_counted for unit in units if unit.code == value.unit)
    return _mirrored(value) if is_below or (is_loss and not is_counted) else value


def _single(comparator: str, single: Quantity, rounding: Decimal | None) -> dict:
    """Return the fields of one number, or of one vague count, behind its comparator."""
    if single.is_vague:
        code = COMPARATORS[comparator].of_vague if comparator else "vague"
        if not code:
            raise misplaced_comparator()
        return {"comparator": code, "low": single.low, "high": single.high}
    fields = {"comparator": comparator or "eq", "amount": single.amount}
    if not comparator and rounding is None and single.step:
        fields["rounding"] = single.step
    return fields


def _mirrored(value: Value) -> Value:
    """Return a loss as a value below 0: “a loss of more than 3” is less than -3."""
    row = COMPARATORS[value.comparator]
    is_negative = any(n is not None and n < 0 for n in (value.amount, value.low))
    if not row.mirror or value.range_kind or is_negative:
        message = "Write this loss with a minus sign alone, such as “-5 to -3”."
        raise Problem("value", "unclear_loss", message)
    if row.is_range:
        return replace(value, comparator=row.mirror, low=-value.high, high=-value.low)
    if COMPARATORS[row.mirror].is_range:
        return replace(
            value, comparator=row.mirror, amount=None, low=-value.amount, high=Decimal(0)
        )
    return replace(value, comparator=row.mirror, amount=-value.amount)


def _take_loss(tokens: Tokens) -> tuple[Tokens, bool, bool]:
    """Split off the brackets of an account, and “a loss of”: tokens, is below 0, is a loss."""
    kinds = kinds_of(tokens)
    if ACCOUNTED.fullmatch(kinds) and not any(token.value == "square" for token in tokens):
        return [token for token in tokens if token.kind not in "()"], True, False
    if kinds[:1] == "l" or kinds[-1:] == "l":
        return [token for token in tokens if token.kind != "l"], False, True
    return tokens, False, False


def _take_level(tokens: Tokens) -> tuple[Tokens, Decimal | None]:
    """Split off the confidence level, which may stand anywhere, but only once."""
    levels = [token.value for token in tokens if token.kind == "%"]
    if len(levels) > 1:
        raise Problem("value", "two_levels", "Write one confidence level, such as 95% CI.")
    return [token for token in tokens if token.kind != "%"], levels[0] if levels else None


def _split(tokens: Tokens, kind: str) -> tuple[Tokens, Tokens | None]:
    """Return the tokens before the first token of this kind, and those after it."""
    at = kinds_of(tokens).find(kind)
    return (tokens, None) if at < 0 else (tokens[:at], tokens[at + 1 :])


def _step(tokens: Tokens) -> Quantity:
    """Read the step of a rounding: "100", "hundred", "US$100 million"."""
    if tokens and tokens[0].value in SCALE_WORDS:
        tokens = [Token("w", "a"), *tokens]
    step = quantity(tokens)
    if step.comparator or step.is_vague or step.is_share:
        raise misplaced_comparator()
    return step


def _unit(quantities: list[Quantity], units: Sequence[UnitSpec]) -> str:
    """Return the code of the one unit that is named, or of the single counted unit."""
    named = {unit.code: unit.plural for each in quantities for unit in each.units}
    if any(each.is_share for each in quantities):
        percent = next((unit for unit in units if "%" in unit.spellings), None)
        if percent is None:
            message = "A share such as “a third” is read in percent only; write the number."
            raise Problem("value", "share_without_percent", message)
        named[percent.code] = percent.plural
    if len(named) > 1:
        message = f"The text names {' and '.join(named.values())}; a value has one unit."
        raise Problem("value", "two_units", message)
    if not named and len(units) == 1 and units[0].is_counted:
        return units[0].code
    return next(iter(named), "")
