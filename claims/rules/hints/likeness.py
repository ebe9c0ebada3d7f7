"""Two names that look like those of one body: “Ministry of Defence of Ukraine”, “Ukrainian MoD”.

Names are compared as sets of words: without articles and prepositions, with one word for a country
(“Ukrainian”, “of Ukraine”) and for each spelling (“defense”, “defence”). Two names look alike if

* they have the same words;
* one has the words of the other and a country, too (“US State Department”, “State Department”), or
  more words on one country (“Libyan Red Crescent Society”);
* what is left of one is an acronym of what is left of the other (“UK MoD”);
* one word differs, and only by its spelling (“Zelensky”, “Zelenskyy”).

Different countries, or numbers, are different bodies, and a spokesperson is not the body.
"""

import difflib
import re
import unicodedata

from claims.rules.hints.spokespeople import VOICE
from sources.naming import normalize

MOST_LETTERS = 200
# Words that an acronym may leave out; all but the last few are no part of a name otherwise.
SMALL = frozenset("the a an of for and on in at to de la du des der die und et".split())
COUNTRIES = {
    "us": "us usa american america united_states united_states_of_america",
    "uk": "uk british britain great_britain united_kingdom",
    "eu": "eu european_union",
    "un": "un united_nations",
    "north-korea": "dprk north_korea north_korean",
    "south-korea": "rok south_korea south_korean republic_of_korea",
    "russia": "russia russian russian_federation",
    "ukraine": "ukraine ukrainian",
    "china": "china chinese prc",
    "france": "france french",
    "germany": "germany german",
    "israel": "israel israeli",
    "iran": "iran iranian",
    "iraq": "iraq iraqi",
    "turkey": "turkey turkish turkiye",
    "syria": "syria syrian",
    "libya": "libya libyan",
    "japan": "japan japanese",
    "india": "india indian",
    "pakistan": "pakistan pakistani",
    "poland": "poland polish",
    "belarus": "belarus belarusian",
    "moldova": "moldova moldovan",
    "georgia": "georgia georgian",
    "armenia": "armenia armenian",
    "azerbaijan": "azerbaijan azerbaijani",
    "lebanon": "lebanon lebanese",
    "egypt": "egypt egyptian",
    "sudan": "sudan sudanese",
    "yemen": "yemen yemeni",
    "saudi-arabia": "saudi saudi_arabia saudi_arabian",
    "spain": "spain spanish",
    "italy": "italy italian",
    "norway": "norway norwegian",
    "sweden": "sweden swedish",
    "finland": "finland finnish",
    "estonia": "estonia estonian",
    "latvia": "latvia latvian",
    "lithuania": "lithuania lithuanian",
    "netherlands": "netherlands dutch",
    "belgium": "belgium belgian",
    "canada": "canada canadian",
    "australia": "australia australian",
    "austria": "austria austrian",
    "romania": "romania romanian",
    "hungary": "hungary hungarian",
    "serbia": "serbia serbian",
    "mexico": "mexico mexican",
    "brazil": "brazil brazilian",
}
COUNTRY_OF = {
    words.replace("_", " "): country
    for country, names in COUNTRIES.items()
    for words in names.split()
}
_COUNTRY = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, COUNTRY_OF), key=len, reverse=True))})\b"
)
# Words that are one word here.
_SAME = {
    "defense": "defence",
    "center": "centre",
    "labor": "labour",
    "program": "programme",
    "dept": "department",
    "min": "ministry",
    "govt": "government",
    "intl": "international",
    "natl": "national",
    "org": "organization",
    "univ": "university",
    "forces": "force",
    "services": "service",
    "nations": "nation",
}
_OFFICES = frozenset(
    "minister secretary president chief head commander director ambassador governor mayor".split()
)
_ALIKE, _LONG = 0.87, 6


def look_like_one(one: str, other: str) -> bool:
    """Return whether two names look like names of one body."""
    one, other = (_trimmed(name) for name in (one, other))
    if bool(VOICE.search(normalize(one))) != bool(VOICE.search(normalize(other))):
        return False
    (first, here), (second, there) = _words(one), _words(other)
    if not first or not second or (here and there and here != there):
        return _is_acronym(one, other) or _is_acronym(other, one)
    if _letters(one) == _letters(other):
        return True
    if first == second:
        return here == there or len(first) > 1
    # A minister is not the ministry, and the 47th brigade is not the 48th.
    apart = first ^ second
    if apart & _OFFICES or any(word.isdigit() or word[0].isdigit() for word in apart):
        return False
    return (
        _is_acronym(one, other)
        or _is_acronym(other, one)
        or (here == there and _differ_by_spelling(first - second, second - first))
        or (here == there and bool(here) and len(first & second) > 1 and _is_part(first, second))
    )


def _trimmed(name: str) -> str:
    """Return a name cut short, without dots in abbreviations, and without its own acronym."""
    name = unicodedata.normalize("NFKC", name[:MOST_LETTERS]).replace("’", "'")
    name = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda found: found[0].replace(".", ""), name)
    name = re.sub(r"'s\b", "", name)
    bare = re.sub(r"\s*\([^()]*\)", "", name)
    inner = re.findall(r"\(([^()]*)\)", name)
    is_own = bare and all(_is_short_for(_letters(word), bare.split()) for word in inner)
    return bare if is_own else name


def _words(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a name that count, and its countries."""
    plain = normalize(name)
    countries = frozenset(COUNTRY_OF[found] for found in _COUNTRY.findall(plain))
    rest = _COUNTRY.sub(" ", plain).split()
    return frozenset(_spelled(word) for word in rest if word not in SMALL), countries


def _spelled(word: str) -> str:
    word = re.sub(r"is(ation|e[ds]?|ing)$", r"iz\1", word) if len(word) > 6 else word
    return _SAME.get(word, word)


def _is_acronym(short: str, full: str) -> bool:
    """Return whether what only the first has is an acronym of what only the second has."""
    theirs = [word for word in re.split(r"[\W_]+", full) if word]
    known = {word.casefold() for word in theirs}
    ours = [word for word in re.split(r"[\W_]+", short) if word.casefold() not in known | SMALL]
    ours = [word for word in ours if word]
    acronyms = [word for word in ours if sum(map(str.isupper, word)) > 1 and len(word) < 8]
    _first, here = _words(short)
    _second, there = _words(full)
    # A country that is spelled in two ways stands on both sides: “UK MoD”.
    others = [word for word in ours if word not in acronyms and not _words(word)[1]]
    if others or not acronyms or (here and there and here != there):
        return False
    without = [
        word
        for word in _COUNTRY.sub(" ", " ".join(theirs).casefold()).split()
        if word not in {one.casefold() for one in ours if one not in acronyms}
    ]
    kept = [word for word in theirs if word.casefold() not in {w.casefold() for w in short.split()}]
    rest = [word for word in acronyms if word.casefold() not in COUNTRY_OF] or acronyms
    return len(rest) == 1 and any(
        _is_short_for(_letters(rest[0]), words) for words in (theirs, kept, without)
    )


def _letters(word: str) -> str:
    return normalize(word).replace(" ", "")


def _is_short_for(acronym: str, words: list[str]) -> bool:
    """Return whether the letters are the initials of some words, with or without small ones."""
    if len(acronym) < 2 or len(words) < 2:
        return False
    left_out = (frozenset(), frozenset(("the", "a", "an")), SMALL)
    return acronym in {
        "".join(_initial(word) for word in words if word.casefold() not in small)
        for small in left_out
    }


def _initial(word: str) -> str:
    """Return what an acronym takes of a word; all of an acronym within it: the UN of UNHCR."""
    return word.casefold() if word.isupper() and len(word) < 4 else word[0].casefold()


def _is_part(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _differ_by_spelling(one: frozenset[str], other: frozenset[str]) -> bool:
    if len(one) != 1 or len(other) != 1:
        return False
    (first,), (second,) = one, other
    is_long = min(len(first), len(second)) >= _LONG and first[0] == second[0]
    return is_long and difflib.SequenceMatcher(None, first, second, False).ratio() >= _ALIKE
