"""The words of written values in other languages than English, a module for each."""

from decimal import Decimal

from claims.rules.values.vague import in_words

from . import ukrainian


def vague_words(low: Decimal, high: Decimal, language: str) -> str | None:
    """Return the words of a vague count in a language (``uk``), else in English; None without."""
    if language == "uk":
        return in_words(low, high, ukrainian.SPOKEN, minus="мінус", to=" – ")
    return in_words(low, high)
