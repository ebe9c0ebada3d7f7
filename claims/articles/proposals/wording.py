"""The words of a proposal: its statement, and the passage that is quoted."""

import re

LONGEST_QUOTE = 300
LONGEST_STATEMENT = 500
_ASIDE = re.compile(r",? (?:which|who|and that)\b|, (?:while|as|although|but|though)\b|;")
_FOLLOWING = re.compile(r",? following (?:a|an|the)\b")
_OF_THEIRS = re.compile(r"(?:its|his|her|their)\b")
_THEY = re.compile(r"(?:it|he|she|they)\b(?=\s)")
_FINITE = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will|would|can|could|may|might|must|rose|fell|lost|fled|"
    r"made|sold|got|took|went|came|gave|sent|hit|cost|grew|won|met|left|needs|costs|covers|"
    r"includes|employs|holds|remains|shows|stands|owns|makes|[a-z]{2,20}ed)\b"
)
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[\"“”\[\]]")
_EDGES = " \t\n,;:–—-"


def statement(words: str) -> str:
    """The words as a sentence of our own: no quotation marks, a capital, a period."""
    text = _SPACES.sub(" ", _MARKS.sub("", words)).strip(_EDGES).rstrip(".!? ")
    if len(text) >= LONGEST_STATEMENT:
        text = text[: LONGEST_STATEMENT - 2].rsplit(" ", 1)[0] + " …"
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def own_words(words: str, speaker: str, verb: str, *, is_deed: bool) -> str:
    """What somebody says as a sentence that stands by itself: "its profit" → "Acme’s profit"."""
    if found := _OF_THEIRS.match(words):
        return f"{speaker}’s{words[found.end() :]}"
    if found := _THEY.match(words):
        return f"{speaker}{words[found.end() :]}"
    if is_deed or not _FINITE.search(words):
        return f"{speaker} {verb} {words}"
    return words


def without_aside(words: str, least: int) -> int:
    """Where the clause ends: before "which …" or "while …" that begins behind ``least``."""
    found = _ASIDE.search(words, least)
    return found.start() if found else len(words)


def without_following(words: str) -> str:
    found = _FOLLOWING.search(words, 20)
    return words[: found.start()] if found else words


def quote(words: str, keep: int = 0) -> str:
    """The passage, verbatim; a long one is cut behind ``keep``, or at a word."""
    text = words.strip(_EDGES)
    if text[:1] in '"“' and text.count('"') % 2 + (text.count("“") != text.count("”")):
        text = text[1:]
    if text[:1] in '"“' and text[-1:] in '"”':
        text = text[1:-1]
    text = text.rstrip(".").strip(_EDGES)
    if text[-1:] in '"”' and text.count('"') % 2:
        text = text[:-1]
    if len(text) <= LONGEST_QUOTE:
        return text
    if 0 < keep <= LONGEST_QUOTE:
        return text[:keep].strip(_EDGES)
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0]
