"""The head of an article: its address, title, byline and date; and the dateline."""

import datetime
import re
from dataclasses import dataclass

from claims.articles.text import dates
from claims.articles.text.passages import CREDIT, NO_TEXT, SECTION

LINES = 12  # the longest head, in lines
ADDRESS = re.compile(r"https?://[^\s<>\"]{4,1990}")
BYLINE = re.compile(r"(?:By|Author:|Written by|Reporting by) ([^\n,|]{3,80})", re.I)
_NAME = r"[^\W\d_][\w.'’-]{0,30}"
PERSON = re.compile(rf"{_NAME}(?: {_NAME}){{1,3}}")
# "KYIV, April 28 (Reuters) - ", "GENEVA (AP) — "
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})"
    r"(?:, [A-Z][A-Za-z.]{2,15}){0,2}(?:, (?P<date>[A-Z][a-z]{2,8}\.? [0-9]{1,2}|"
    r"[0-9]{1,2} [A-Z][a-z]{2,8})(?:,? [12][0-9]{3})?)?"
    r"(?: ?[(/](?P<agency>[A-Z][\w .]{1,30})[)/])? ?(?:--|[-–—:]) "
)
WORDS_OF_A_TITLE = 3


@dataclass(frozen=True)
class Head:
    """The head of an article.

    ``body`` is the place where the article itself begins; ``agency`` stands in the dateline;
    ``site`` is the publisher's name on the page.
    """

    url: str = ""
    site: str = ""
    title: str = ""
    byline: str = ""
    published_on: datetime.date | None = None
    agency: str = ""
    body: int = 0


def read_head(text: str) -> Head:
    """Read the head of a pasted article, as far as its lines tell. Nothing is guessed."""
    url, title, byline, published_on, body = "", "", "", None, 0
    lines = list(re.finditer(r"[^\n]+", text))[:LINES]
    for number, line in enumerate(lines):
        words = line[0].strip()
        if words.isupper() and dates.DATE.search(words.title()):
            words = words.title()
        address = ADDRESS.fullmatch(words)
        if address:
            url = url or address[0]
        elif by := BYLINE.fullmatch(words):
            byline = byline or in_title_case(by[1].strip())
        elif _is_date_line(words):
            date = dates.DATE.search(words)
            published_on = dates.in_text(date, None) or published_on
            byline = byline or _byline_before(words)
        elif NO_TEXT.match(words) or CREDIT.search(words):
            pass
        elif not title and _is_title(words, [later[0] for later in lines[number + 1 :]]):
            title = words
        else:
            break
        body = line.end()
    dateline = DATELINE.match(text, _skip(text, body))
    if dateline:
        body = dateline.end()
        day = dates.DATE.search(dateline[0])
        published_on = published_on or (dates.in_text(day, None) if day else None)
    agency = (dateline and dateline["agency"]) or ""
    return Head(url, "", title, byline, published_on, agency, body)


def _skip(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())


def _is_date_line(words: str) -> bool:
    """Return whether a line is a date with a year, and at most a name, a time or a menu."""
    date = dates.DATE.search(_apart(words))
    if not date or not (date["y1"] or date["y2"] or date["y3"]):
        return False
    other_words = re.findall(r"[^\W\d_]{2,}", _apart(words).replace(date[0], ""))
    return len(other_words) <= 7 and not words.rstrip().endswith((".", "!", "?"))


def _apart(words: str) -> str:
    """Separate a weekday from the word before: "POHORILOVMonday" was two elements of a page."""
    return re.sub(r"(?<=[A-Za-z])(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)", " ", words)


def _byline_before(words: str) -> str:
    """Return the name before the date in a line; before a comma it may be a town, so none."""
    words = _apart(words)
    at = dates.DATE.search(words).start()
    weekday = dates.WEEKDAY.search(words[:at])
    before = words[: weekday.start() if weekday else at].strip()
    if before.endswith(","):
        return ""
    before = before.strip(" |·—–-")
    before = re.sub(r"^(?:By|Published|Updated|Date|Posted)\b:?\s*", "", before, flags=re.I)
    return in_title_case(before) if PERSON.fullmatch(before) else ""


def in_title_case(name: str) -> str:
    return name.title() if name.isupper() else name


def _is_title(words: str, following: list[str]) -> bool:
    """Return whether a line has several words without a period, and text below it."""
    if SECTION.match(words) or dates.DATE.match(words) or len(words) > 300 or not following:
        return False
    is_sentence = words.endswith(".") or re.search(r"[.!?] [A-Z]", words)
    return len(words.split()) >= WORDS_OF_A_TITLE and not is_sentence and not DATELINE.match(words)
