"""Checks of texts by their language."""

import re

from django.core.exceptions import ValidationError

# A language tag (BCP 47): the language, with script or region where they matter.
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
MOST_LANGUAGES, LONGEST = 20, 500
UNSTORABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def check_by_language(given) -> None:
    """Refuse what is not an object of language tags and texts; raises ``ValidationError``."""
    if not isinstance(given, dict):
        raise ValidationError('Give an object of languages and texts, such as {"uk": "Рейтер"}.')
    if len(given) > MOST_LANGUAGES:
        raise ValidationError(f"Give at most {MOST_LANGUAGES} languages.")
    for tag, text in given.items():
        check_tag(tag)
        check_text(text, tag)


def check_tag(tag: str) -> None:
    if not TAG.fullmatch(tag):
        raise ValidationError(f"“{tag[:20]}” is not a language tag (BCP 47), such as uk or pt-BR.")


def check_text(text, where: str) -> None:
    """Refuse what is no text of one line that a database can store."""
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        raise ValidationError(f"{where}: give a text of 1 to {LONGEST} characters.")
    if UNSTORABLE.search(text):
        raise ValidationError(f"{where}: remove the line breaks and control characters.")
