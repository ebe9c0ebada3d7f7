"""Exact decimals: their lengths, and their one written form."""

from decimal import Context, Decimal, Inexact, InvalidOperation

# A computation in this context is exact or raises Inexact; nothing is rounded.
EXACT = Context(prec=400, traps=[Inexact, InvalidOperation])

LONGEST_EXPONENT = 1000


def as_decimal(number: Decimal | int) -> Decimal:
    """Return a whole number or a Decimal as Decimal. Raises TypeError for an inexact float."""
    if isinstance(number, Decimal):
        return number
    if isinstance(number, int):
        return Decimal(number)
    raise TypeError(f"Expected Decimal or int, got {type(number).__name__}.")


def canonical(d: Decimal) -> tuple[int, str, int]:
    """Return sign (0 or 1), digits without outer zeros ("" for zero), and exponent; not rounded."""
    sign, digits, exponent = d.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{d} is not a finite number.")
    written = "".join(map(str, digits)).lstrip("0")
    significant = written.rstrip("0")
    if not significant:
        return 0, "", 0
    return sign, significant, exponent + len(written) - len(significant)


def significant_digits(d: Decimal) -> int:
    """Return the number of significant digits: 62000 → 2, 0.050 → 1, 1.05 → 3, 0 → 1.

    Zeros at the end don't count, because they cost no precision. Raises ValueError for NaN and
    Infinity.
    """
    return len(canonical(d)[1]) or 1


def decimal_places(d: Decimal) -> int:
    """Return the number of digits needed behind the point: 1.50 → 1, 62000 → 0."""
    return max(0, -canonical(d)[2])


def plain(d: Decimal | None) -> str | None:
    """Return a number as text: no exponent, no zeros at the end, no "-0".

    ``None`` stays ``None``. Raises ValueError for NaN, Infinity and exponents beyond ±1000, whose
    written form would fill the memory.
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
    """Return the number without zeros at the end: 62000.000 → 62000. ``None`` stays ``None``."""
    return None if d is None else Decimal(plain(d))
