"""A language to say things in: its catalogue, and its numbers, days and lists by Unicode CLDR."""

import datetime
import functools
import gettext
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

SOURCE_LANGUAGE = "en"
# A further language needs a folder in ``claims/locale``, and its code here.
LANGUAGES = (SOURCE_LANGUAGE, "uk")
CATALOGUES = Path(__file__).parents[2] / "locale"

SCALES = (10**12, 10**9, 10**6)
MOST_DECIMALS = 3
FORMS = ("zero", "one", "two", "few", "many", "other")
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def N_(text: str) -> str:
    """Mark a text for the catalogues; it is translated where it is used."""
    return text


# Patterns of CLDR by the precision of a date.
DAYS = {
    "day": N_("d MMMM y"),
    "month": N_("MMMM y"),
    "quarter": N_("QQQ y"),
    "year": N_("y"),
}


class Tongue:
    """One language, by its code in ``LANGUAGES``."""

    def __init__(self, code: str):
        self.code = code
        self.locale = Locale.parse(code)
        folder = None if code == SOURCE_LANGUAGE else [code]
        self.catalogue = (
            gettext.translation("django", CATALOGUES, folder)
            if folder
            else gettext.NullTranslations()
        )

    def text(self, text: str, **parts: str) -> str:
        """Return a text of the catalogue with its named parts."""
        return self.catalogue.gettext(text) % parts

    def texts(self, one: str, many: str, count: int, **parts: str) -> str:
        """Return a text with the form that belongs to a number of things."""
        return self.catalogue.ngettext(one, many, count) % parts

    def number(self, number: Decimal) -> str:
        """Return a number with its digits in groups, never rounded: "62,000" or "62 000"."""
        return format_decimal(number, locale=self.locale, decimal_quantization=False)

    def spoken(self, number: Decimal) -> str:
        """Return a number with its scale in words where the rest needs few decimals."""
        for scale in SCALES:
            if abs(number) >= scale and number % (scale // 10**MOST_DECIMALS) == 0:
                count = number / scale
                forms = self.locale.compact_decimal_formats["long"][self.locale.plural_form(count)]
                pattern = forms[str(scale)].pattern.replace(NO_BREAK_SPACE, " ")
                return pattern.replace("0", self.number(count)).replace(" ", NO_BREAK_SPACE)
        return self.number(number)

    def day(self, date: datetime.date, precision: str) -> str:
        """Return a day, month, quarter or year in words."""
        pattern = self.text(DAYS.get(precision, DAYS["day"]))
        return format_date(date, pattern, locale=self.locale)

    def listed(self, items: Iterable[str]) -> str:
        """Return “A, B, and C”."""
        return format_list(list(items), locale=self.locale)

    def name_of(self, tag: str) -> str:
        """Return the name of the language of a tag (BCP 47), or the tag itself."""
        try:
            language = Locale.parse(tag, sep="-").language
        except (ValueError, UnknownLocaleError):
            return tag
        return self.locale.languages.get(language, tag)


@functools.cache
def in_language(code: str) -> Tongue:
    """Return a language of ``LANGUAGES``: its catalogue is read once."""
    return Tongue(code)


def plural_forms(tag: str) -> tuple[str, ...]:
    """Return the plural forms of a language (CLDR), “other” last; of an unknown one, that alone."""
    try:
        rules = Locale.parse(tag, sep="-").plural_form.rules
    except (ValueError, UnknownLocaleError):
        rules = {}
    return tuple(form for form in FORMS if form in rules or form == "other")


def primary(tag: str) -> str:
    """Return the language of a tag without region or script: en of en-GB."""
    return tag.replace("_", "-").partition("-")[0].lower()
