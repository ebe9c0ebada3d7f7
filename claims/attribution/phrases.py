"""The description of a source by one phrase: "a spokesperson for the US State Department".

Every result is a guess for an editor to confirm. A phrase that no pattern matches is simply a name.
Patterns are tried from the particular to the general, and the first match is used.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from claims.attribution import vocabulary

Find = Callable[[str], object | None]

LONGEST_PHRASE = 120  # what a hop's ``as_reported`` holds
_EDGES = " \t\r\n\f\v,;:.!?…–—-•*|/\"'“”„«»‘’[]"
_BRACKET = re.compile(r"\s*\(([^()]{1,80})\)")
_OWNER = re.compile(r"['’]s?$")
_SHORT = re.compile(r"[A-Z][\w&.-]{0,9}")


@dataclass(frozen=True)
class ProposedHop:
    """A source as the line names it, with guesses from the words.

    ``name`` is for looking up or creating a source; ``as_reported`` holds the exact words.
    ``match`` is the result of the look-up, or None. ``body`` is the organization that a role speaks
    for. ``kind`` is the kind of the source if it has to be created ("other" if the words do not
    tell).
    """

    name: str
    as_reported: str
    match: object | None = None
    relation: str = "cites"
    designation: str = ""
    descriptor: str = ""
    body: str = ""
    kind: str = "other"


def read_phrase(words: str, find: Find) -> ProposedHop:
    """Return the source that ``words`` names.

    ``words`` hold a letter, and LONGEST_PHRASE characters at most. The whole phrase is looked up
    first, then the name without and with its article, then the abbreviation in brackets. The
    ``kind`` of a source that was found replaces the guess.
    """
    as_reported = trim(words)
    text, in_brackets = _without_brackets(as_reported)
    verb = vocabulary.SAID.search(text)
    if verb:
        text = text[: verb.start()] + text[verb.end() :]
    venue = vocabulary.VENUE.search(text) or vocabulary.CHANNEL.search(text)
    text = text[: venue.start()] if venue else text
    lead = vocabulary.LEAD.match(text)
    text = text[lead.end() :] if lead else text
    hop = _describe(trim(text) or in_brackets or as_reported)
    name = vocabulary.ARTICLE.sub("", hop.name)
    short = in_brackets if _SHORT.fullmatch(in_brackets) else ""
    match = look_up(find, as_reported, name, hop.name, short)
    kind = getattr(match, "kind", "") or hop.kind
    designation = hop.designation or _designation_of_publication(kind, venue, lead)
    if vocabulary.CLOAKED.search(as_reported) and kind not in vocabulary.OUTLETS:
        designation = "official_unnamed" if designation == "official_unnamed" else "anonymous"
    return replace(
        hop,
        name=name,
        as_reported=as_reported,
        match=match,
        kind=kind,
        designation=designation,
        descriptor=hop.descriptor or trim(lead.group() if lead else "" if short else in_brackets),
    )


def _describe(text: str) -> ProposedHop:
    """Return the hop of the first pattern that fits, else of a plain name."""
    return (
        _paper(text)
        or _unnamed_people(text)
        or _office(text)
        or _outlet_by_its_noun(text)
        or ProposedHop(text, text, kind=kind_of(text))
    )


def look_up(find: Find, *names: str) -> object | None:
    """Return the first known source among the names; empty names are passed over."""
    return next((match for name in names if name and (match := find(name)) is not None), None)


def trim(text: str) -> str:
    """Return the text without punctuation around it, and without a bracket that has no partner."""
    while True:
        text = text.strip(_EDGES)
        surplus = text.count("(") - text.count(")")
        if text.startswith(")") or (surplus > 0 and text.startswith("(")):
            text = text[1:]
        elif text.endswith("(") or (surplus < 0 and text.endswith(")")):
            text = text[:-1]
        else:
            return text


def kind_of(name: str) -> str:
    """Return the kind that the words of a name suggest, else "other"."""
    kinds = vocabulary.KIND_OF_NAME.items()
    return next((kind for kind, pattern in kinds if pattern.search(name)), "other")


def names_an_office(text: str) -> bool:
    """Return whether the phrase is an office without its holder: "the head of the GUR"."""
    hop = _office(text)
    return hop is not None and hop.kind == "role"


def is_person(text: str, shortest: int = 1) -> bool:
    """Return whether the text may be a person's name: capitals, and no words of organizations."""
    words = text.split()
    return (
        shortest <= len(words) <= 4
        and all(word[0].isupper() and not word.isupper() for word in words)
        and kind_of(text) == "other"
    )


def _without_brackets(text: str) -> tuple[str, str]:
    """Return the text without its last pair of brackets, and the words in them."""
    pairs = list(_BRACKET.finditer(text))
    if not pairs:
        return text, ""
    last = pairs[-1]
    return f"{text[: last.start()]} {text[last.end() :].lstrip()}".strip(), last[1].strip()


def _designation_of_publication(kind: str, venue: re.Match | None, lead: re.Match | None) -> str:
    """Return a publication's designation: a document if its publisher is no outlet."""
    if lead and lead["own"]:
        return "own_reporting"
    is_published = venue or (lead and lead["paper"])
    if is_published and kind not in {"other", *vocabulary.OUTLETS}:
        return "official_document"
    return ""


def _paper(text: str) -> ProposedHop | None:
    for designation, pattern in vocabulary.PAPERS.items():
        if pattern.search(text):
            return ProposedHop(text, text, designation=designation)
    return None


def _unnamed_people(text: str) -> ProposedHop | None:
    officials = vocabulary.OFFICIALS.search(text)
    people = officials or vocabulary.PEOPLE.search(text)
    if not people:
        return None
    designation, kind = ("official_unnamed", "role") if officials else ("anonymous", "other")
    return ProposedHop(text, text, designation=designation, body=_body(text, people), kind=kind)


def _office(text: str) -> ProposedHop | None:
    """Read an office ("a spokesperson for X", "X spokesperson"), or a person by name and office."""
    head, _, description = text.partition(", ")
    if description and is_person(head, shortest=2):
        office = _office(description)
        return office and _holder(head, description, office.body)
    for office in vocabulary.OFFICE.finditer(text):
        before, after = text[: office.start()], text[office.end() :]
        if vocabulary.ENDS_IN_PREPOSITION.search(before):
            continue  # "the Office of the President" is an organization, not a person
        body = _body(text, office) if office["spokes"] else _body_after(text, office)
        if is_person(trim(after)):
            return _holder(trim(after), trim(text[: office.end()]), body)
        if not trim(after) or vocabulary.BELONGS_TO.match(after):
            return _role(text, office, body)
    return None


def _holder(name: str, descriptor: str, body: str) -> ProposedHop:
    return ProposedHop(
        name, name, designation="on_record_named", descriptor=descriptor, body=body, kind="person"
    )


def _role(text: str, office: re.Match, body: str) -> ProposedHop:
    link = vocabulary.BELONGS_TO.match(text, office.end())
    person = trim(text[link.end() :].partition(", ")[2]) if link else ""
    if is_person(person, shortest=2):
        return _holder(person, trim(text[: text.rindex(person)]), body)
    is_spokesperson = bool(office["spokes"])
    is_anybody = not body and office.group().endswith("s")  # "experts"
    role = "anonymous" if is_anybody else "on_record_role"
    return ProposedHop(
        f"{body} {office.group()}" if is_spokesperson and body else text,
        text,
        designation="spokesperson_unnamed" if is_spokesperson else role,
        descriptor=text[: link.end()].strip() if link else "",
        body=body,
        kind="role",
    )


def _body(text: str, noun: re.Match) -> str:
    """Return the organization that people speak for: after the noun (“for X”), else before it."""
    before = _OWNER.sub("", vocabulary.COUNTS.sub("", text[: noun.start()]).strip())
    is_a_name = (
        before[:1].isupper()
        and vocabulary.QUALIFIERS.sub("", before)
        and kind_of(before) not in vocabulary.OUTLETS
    )
    return _body_after(text, noun) or (before if is_a_name else "")


def _body_after(text: str, noun: re.Match) -> str:
    link = vocabulary.BELONGS_TO.match(text, noun.end())
    if not link:
        return ""
    body = vocabulary.ARTICLE.sub("", re.split(r", | who ", text[link.end() :])[0]).strip()
    return body if body[:1].isupper() else ""


def _outlet_by_its_noun(text: str) -> ProposedHop | None:
    """Read an outlet by its noun: “Kommersant newspaper”, “news outlet X”, “X, a daily”."""
    for noun in vocabulary.OUTLET_NOUN.finditer(text):
        before, after = trim(text[: noun.start()]), trim(text[noun.end() :])
        if after[:1].isupper():
            return ProposedHop(
                after, text, descriptor=trim(text[: noun.end()]), kind=noun.lastgroup
            )
        if not after:
            named, comma, _ = before.partition(", ")
            is_named = vocabulary.QUALIFIERS.sub("", named)[:1].isupper()
            descriptor = trim(text[len(named) :]) if comma else noun.group()
            name, descriptor = (named, descriptor) if is_named else (text, "")
            return ProposedHop(name, text, descriptor=descriptor, kind=noun.lastgroup)
    return None
