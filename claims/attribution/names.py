"""The sources that a run of words names: one, several, or none.

The hard part is "and": it joins two names or is part of one name. ``Names.between_ands`` has the
rule. A name that is known as a whole is never divided.
"""

import re
from collections.abc import Iterator

from claims.attribution import vocabulary
from claims.attribution.phrases import (
    LONGEST_PHRASE,
    Find,
    ProposedHop,
    is_person,
    kind_of,
    look_up,
    names_an_office,
    read_phrase,
    trim,
)

LONGEST_NAME_IN_WORDS = 12

_LETTER = re.compile(r"[^\W\d_]")
_WITHIN_BRACKETS = re.compile(r"\([^()\n\r]{0,200}\)")
_COMMA = re.compile(r",\s{0,3}(?:(?:and|&)\s{1,3})?(?!\d)")
_AND = re.compile(r"\s{1,3}(?:and|&)\s{1,3}")
_PREPOSITION = re.compile(r"\s(?:of|for|on)\s")
_STARTS_ANEW = re.compile(rf"(?:the|an?|two|three|several)\s|{vocabulary.INSTITUTION}\b")
_ENDS_AS_A_BODY = re.compile(rf"\b(?:{vocabulary.INSTITUTION}|Care|Co|Sons|Partners|Ltd|Inc)$")
_NOUNS = (
    vocabulary.OFFICIALS,
    vocabulary.PEOPLE,
    vocabulary.OFFICE,
    vocabulary.OUTLET_NOUN,
    *vocabulary.PAPERS.values(),
)
# Words in lower case that may stand around a name.
_TRIMMINGS = (
    vocabulary.SAID,
    vocabulary.VENUE,
    vocabulary.CHANNEL,
    vocabulary.LEAD,
    vocabulary.QUALIFIERS,
    *_NOUNS,
)


class Names:
    """The reader of the names in a run of words; its look-up knows some names as a whole."""

    def __init__(self, find: Find):
        self.find = find

    def read(self, text: str, *, is_strict: bool) -> tuple[list[ProposedHop], list[str], bool]:
        """Return the sources, the parts that name none, and whether commas separate the sources.

        Without any source, the whole text is left over. Strict: each word has to look like part of
        a name, because no label or link says that a source stands here.
        """
        named, reported = self._without_what_was_said(text)
        pieces = [named] if self.know(named) else list(_between_commas(named))
        hops, left_over = [], []
        for words in (words for piece in pieces for words in self.between_ands(piece)):
            if self.may_name(words, is_strict=is_strict or len(pieces) > 1):
                hops.append(read_phrase(words, self.find))
            else:
                left_over.append(words)
        is_enumerated = len(pieces) > 1 and len(hops) > 1
        return hops, [*left_over, reported] if hops else [text], is_enumerated

    def know(self, text: str) -> bool:
        name = trim(text)
        return look_up(self.find, name, vocabulary.ARTICLE.sub("", name)) is not None

    def between_ands(self, text: str) -> Iterator[str]:
        """Yield the names on both sides of each "and" that divides two names.

        The "and" divides if both sides are known, if one is an outlet, if the left ends in
        brackets or the right is an abbreviation, or if the right starts anew: with an article
        ("and the Open Source Centre") or an organization's first word ("and Ministry of …").

        It does not divide a name that is known as a whole, nor an organization's name: after a
        preposition ("Ministry of Health and Social Care") or before an organization's last word
        ("Food and Agriculture Organization"). Otherwise it divides, and an editor sees both
        names.
        """
        start = 0
        for conjunction in outside_brackets(_AND, text):
            if self.know(text[start:]):
                break
            if self._are_two(trim(text[start : conjunction.start()]), text[conjunction.end() :]):
                yield text[start : conjunction.start()]
                start = conjunction.end()
        yield text[start:]

    def _are_two(self, left: str, remainder: str) -> bool:
        right = trim(_AND.split(remainder)[0])
        if left.endswith(")") or (right.isupper() and " " not in right):
            return True
        if _STARTS_ANEW.match(right) or (self.know(left) and self.know(right)):
            return True
        if vocabulary.OUTLETS & {kind_of(left), kind_of(right)}:
            return True
        return not (_PREPOSITION.search(left) or _ENDS_AS_A_BODY.search(right))

    def may_name(self, words: str, *, is_strict: bool) -> bool:
        """Return whether the words may name a source at all."""
        text = trim(words)
        if not has_letters(text) or len(text) > LONGEST_PHRASE:
            return False
        if self.know(text):
            return True
        if vocabulary.OPENER.match(text) or vocabulary.DATE.fullmatch(text):
            return False
        is_person_or_outlet = any(noun.search(text) for noun in _NOUNS)
        if is_person_or_outlet and vocabulary.CLOAKED.search(text):
            return True
        if len(text.split()) > LONGEST_NAME_IN_WORDS:
            return False
        has_name = is_person_or_outlet or kind_of(text) != "other"
        has_name = has_name or any(map(_is_capital, text.split()))
        return has_name and (not is_strict or _is_all_name(text))

    def _without_what_was_said(self, text: str) -> tuple[str, str]:
        """Split off the reported words: "Sky News reported that …" names only Sky News."""
        verb = vocabulary.SAID.search(text)
        if not verb or self.know(text):
            return text, ""
        reported = text[verb.end() :]
        if vocabulary.VENUE.fullmatch(reported) or vocabulary.CLOAKED.search(reported):
            return text, ""
        return text[: verb.start()], text[verb.start() :] if has_letters(reported) else ""


def has_letters(text: str) -> bool:
    return bool(_LETTER.search(text))


def outside_brackets(pattern: re.Pattern, text: str) -> Iterator[re.Match]:
    """Return the matches that do not start within a pair of brackets."""
    inside = {
        place
        for bracket in _WITHIN_BRACKETS.finditer(text)
        for place in range(bracket.start() + 1, bracket.end())
    }
    return (match for match in pattern.finditer(text) if match.start() not in inside)


def parts(text: str, separator: re.Pattern) -> Iterator[str]:
    """Yield the parts between the separators; brackets stay whole."""
    start = 0
    for match in outside_brackets(separator, text):
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


def _between_commas(text: str) -> Iterator[str]:
    """Yield the parts between commas; a name and its description stay together."""
    start = 0
    for comma in outside_brackets(_COMMA, text):
        left = text[start : comma.start()]
        right = next(parts(text[comma.end() :], _COMMA))
        if not _are_one(trim(left), trim(right)):
            yield left
            start = comma.end()
    yield text[start:]


def _are_one(left: str, right: str) -> bool:
    """Return whether a comma separates a name from its description or the place of the words.

    Examples: "Peskov, on Telegram", "Kommersant, a daily", "Dmitry Peskov, Kremlin spokesman".
    """
    if vocabulary.VENUE.fullmatch(right):
        return True
    noun = vocabulary.ASIDE.fullmatch(right) and vocabulary.OUTLET_NOUN.search(right)
    if noun and noun.end() == len(right):
        return True
    if is_person(left, shortest=2):
        return names_an_office(right)
    return is_person(right, shortest=2) and names_an_office(left)


def _is_all_name(text: str) -> bool:
    """Return whether the text has only capitals, small words and the words for sources."""
    for pattern in _TRIMMINGS:
        text = pattern.sub(" ", text)
    words = re.findall(r"\w[\w'’]*", text)
    return all(_is_capital(word) or vocabulary.SMALL.fullmatch(word) for word in words)


def _is_capital(word: str) -> bool:
    return not word[0].islower()
