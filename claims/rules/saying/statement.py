"""A statement in a language: its translation, or the statement itself as a quote."""

import re

from .parts import Other, Parts
from .tongue import N_, Tongue, primary

# A period that ends no initials: not that of “the U.S.”.
PERIOD = re.compile(r"((?<![A-Z])\.|(?<=[A-Z]{2})\.|…)*\s*$")


def in_own_words(claim: Parts | Other, tongue: Tongue) -> str:
    """Return a statement in the language; without a translation it is quoted as it is."""
    language = primary(claim.language)
    if language != tongue.code and claim.translations.get(tongue.code):
        return without_period(claim.translations[tongue.code])
    return quoted(without_period(claim.statement), language, tongue)


def without_period(words: str) -> str:
    return PERIOD.sub("", words.strip())


def quoted(words: str, language: str, tongue: Tongue) -> str:
    if primary(language) == tongue.code:
        return words
    text = N_("“%(words)s” (in %(language)s)")
    return tongue.text(text, words=words, language=tongue.name_of(language))
