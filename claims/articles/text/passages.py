"""The paragraphs and sentences of an article, each with its place in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 1_000  # characters; a longer one is no sentence, and is not read
# "Background:", "Details:" before a paragraph: labels with which some outlets divide their items.
SECTION = re.compile(
    r"(?:(Quote) from [^:.]{2,60}|([A-Z][a-z]{2,20}(?: [a-z]{2,12}){0,2})):(?:\s+|$)"
)
BULLET = re.compile(r"(?:[•·▪◦*‣–—-]|\(?[0-9]{1,2}[.)])\s+")
NO_TEXT = re.compile(
    r"(?:Photo|Photos|Image|Picture|Video|Illustration|Graphic|Screenshot)s?(?: by| credit)?:|"
    r"(?:Read (?:more|also)|See also|Related|Subscribe|Follow us|Share|Advertisement|Contacts?|"
    r"Media contacts?|Notes? to editors?|About [A-Z]|For immediate release|Embargoed|Press release|"
    r"\((?:Reporting|Writing|Editing|Additional reporting) by)\b",
    re.I,
)
CREDIT = re.compile(r"\.?\s?(?:Photo|Image|Picture|Source of the photo): ?[^.]{2,60}$")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt sen rep gov st jr sr no vs etc approx ca c fig "
    "jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp dept est e.g i.e".split()
)
_STOP = re.compile(r"[.!?…]+[\"”’')\]]{0,3}\s+(?=[\"“‘'(\[]{0,2}[A-Z0-9€$£])")
_WORD_BEFORE = re.compile(r"(?:^|[\s(\"“])([\w.]{1,8})$")


@dataclass(frozen=True)
class Sentence:
    """A sentence: ``start`` is its place in the text, ``place`` that place in words, to cite."""

    text: str
    start: int
    section: str
    place: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Paragraph:
    text: str
    start: int
    section: str
    place: str


def paragraphs(text: str, start: int) -> Iterator[Paragraph]:
    """Yield the paragraphs from ``start`` on; captions and links to other items are left out."""
    section, number = "", 0
    for line in re.finditer(r"[^\n]+", text[start:]):
        words, at = line[0], start + line.start()
        bullet = BULLET.match(words)
        if bullet:
            words, at = words[bullet.end() :], at + bullet.end()
        if NO_TEXT.match(words) or CREDIT.search(words):
            continue
        label = SECTION.match(words)
        if label:
            section, number = label[1] or label[2], 0
            if section.lower() not in ("source", "sources"):
                words, at = words[label.end() :], at + label.end()
        if not words.strip():
            continue
        number += 1
        kind = "item" if bullet else "paragraph"
        place = f"{section}, {kind} {number}" if section else f"{kind.capitalize()} {number}"
        yield Paragraph(words, at, section, place)


def sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    begin = 0
    for stop in _STOP.finditer(paragraph.text):
        if not _is_abbreviation(paragraph.text, stop.start()):
            yield _sentence(paragraph, begin, stop.end())
            begin = stop.end()
    if begin < len(paragraph.text):
        yield _sentence(paragraph, begin, len(paragraph.text))


def _sentence(paragraph: Paragraph, begin: int, end: int) -> Sentence:
    words = paragraph.text[begin:end].rstrip()
    return Sentence(words, paragraph.start + begin, paragraph.section, paragraph.place)


def _is_abbreviation(text: str, at: int) -> bool:
    """Return whether the dot ends no sentence: "Gen. Smith", "J. Smith", "U.S. troops"."""
    before = _WORD_BEFORE.search(text[max(0, at - 10) : at])
    if not before or text[at] != ".":
        return False
    word = before[1]
    is_initials = re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word) is not None
    return is_initials or word.lower() in _ABBREVIATIONS


def is_quoted(text: str) -> list[bool]:
    """Return for each character whether it stands within quotation marks."""
    flags, inside = [], False
    for sign in text:
        if sign == '"':
            inside = not inside
        elif sign in "“”":
            inside = sign == "“"
        flags.append(inside)
    return flags
