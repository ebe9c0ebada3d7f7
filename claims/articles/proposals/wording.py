"""The words of a proposal: its statement and its quote."""

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
    """Return the words as our own sentence: no quotation marks, a capital, a period."""
    text = _SPACES.sub(" ", _MARKS.sub("", words)).strip(_EDGES).rstrip(".!? ")
    if len(text) >= LONGEST_STATEMENT:
        text = text[: LONGEST_STATEMENT - 2].rsplit(" ", 1)[0] + " …"
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def own_words(words: str, speaker: str, verb: str, *, is_deed: bool) -> str:
    """Return a speaker's words as an independent sentence: "its profit" → "Acme’s profit"."""
    if match := _OF_THEIRS.match(words):
        return f"{speaker}’s{words[match.end() :]}"
    if match := _THEY.match(words):
        return f"{speaker}{words[match.end() :]}"
    if is_deed or not _FINITE.search(words):
        return f"{speaker} {verb} {words}"
    return words


def without_aside(words: str, least: int) -> int:
    """Return the end of the clause: before "which …" or "while …" that begins after ``least``."""
    aside = _ASIDE.search(words, least)
    return aside.start() if aside else len(words)


def without_following(words: str) -> str:
    following = _FOLLOWING.search(words, 20)
    return words[: following.start()] if following else words


def quote(words: str, keep: int = 0) -> str:
    """Return the passage, verbatim; a long one is cut after ``keep``, or at a word."""
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
