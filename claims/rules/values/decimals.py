"""Exact decimals: how long they are, and the one way to write them."""

from decimal import Context, Decimal, Inexact, InvalidOperation

# Work done in this context is exact or raises Inexact; nothing is ever rounded to fit.
EXACT = Context(prec=400, traps=[Inexact, InvalidOperation])

LONGEST_EXPONENT = 1000


def as_decimal(number: Decimal | int) -> Decimal:
    """Whole numbers may come as int. A float raises TypeError: 0.1 as a float is not 0.1."""
    if isinstance(number, Decimal):
        return number
    if isinstance(number, int):
        return Decimal(number)
    raise TypeError(f"Expected Decimal or int, got {type(number).__name__}.")


def canonical(d: Decimal) -> tuple[int, str, int]:
    """Sign (0 or 1), digits without outer zeros ("" for zero), exponent; no rounding."""
    sign, digits, exponent = d.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{d} is not a finite number.")
    written = "".join(map(str, digits)).lstrip("0")
    significant = written.rstrip("0")
    if not significant:
        return 0, "", 0
    return sign, significant, exponent + len(written) - len(significant)


def significant_digits(d: Decimal) -> int:
    """Digits between the outermost non-zero ones: 62000 → 2, 0.050 → 1, 1.05 → 3, 0 → 1.

    Zeros at the end don't count, since they cost no precision. Raises ValueError for NaN and
    Infinity.
    """
    return len(canonical(d)[1]) or 1


def decimal_places(d: Decimal) -> int:
    """Digits needed behind the point: 1.50 → 1, 62000 → 0."""
    return max(0, -canonical(d)[2])


def plain(d: Decimal | None) -> str | None:
    """The one way to write a number: no exponent, no zeros at the end, no "-0".

    ``None`` stays ``None``. Raises ValueError for NaN, Infinity and exponents beyond ±1000,
    whose plain form would fill the memory.
    """
    if d is None:
        return None
    if d.as_tuple().exponent == 0:
        return str(int(d))
    sign, digits, exponent = canonical(d)
    if abs(exponent) > LONGEST_EXPONENT:
        raise ValueError(f"{d} is too long to be written without an exponent.")
    return format(Decimal((sign, tuple(map(int, digits)), exponent)), "f")


def shortest(d: Decimal | None) -> Decimal | None:
    """The same number without zeros at the end: 62000.000 → 62000. ``None`` stays ``None``."""
    return None if d is None else Decimal(plain(d))
