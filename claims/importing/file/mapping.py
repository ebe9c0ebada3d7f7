"""The declared mapping from columns to members: a JSON object, checked whole before a row is read.

Each member is a constant (``"russia"``) or a column (``{"column": "date"}``), which may translate
its cells (``"values": {"RU": "russia"}``). ``defaults`` apply to every claim of a row. ``claims``
lists the claims of a row, with their own members. See docs/editors/imports.md.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from claims.importing.file.cells import DATE_ORDERS, DECIMAL_MARKS
from claims.importing.file.problems import UNSTORABLE, storable
from claims.rules import chains, choices
from claims.rules.refusals import Need
from claims.rules.saying import LANGUAGES

FORMATS = ("csv", "jsonl", "xlsx")
OPTIONS = (
    "format delimiter sheet header_row dates decimal_mark time_zone ignore defaults claims"
).split()
CODES = {
    "kind": choices.CLAIM_KINDS,
    "speech_act": choices.SPEECH_ACTS,
    "basis": choices.BASES,
    "stance": choices.STANCES,
    "drift": choices.DRIFTS,
    "primary_evidence": choices.PRIMARY_EVIDENCE,
    "designation": choices.DESIGNATIONS,
    "relation": choices.RELATIONS,
    "end": choices.CHAIN_ENDS,
}
NAMES = ("topic", "subject", "measure", "scope", "series", "publisher")
DATES = ("as_of", "period_start", "period_end", "stated_at", "published_at")
TEXTS = (
    "statement language quote no_quote_reason locator url title document_kind document_language "
    "byline comparator origin value"
).split()
MEMBERS = (*CODES, *NAMES, *DATES, *TEXTS, "chain", "translations")
NEEDED = ("statement", "topic", "subject", "url")
HOP_MEMBERS = ("source", "relation", "designation", "end", "as_reported")
MOST_CLAIMS = 200
# The placeholders of a statement: the value, the day, or a column by its name.
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
OWN_PLACEHOLDERS = ("value", "as_of")


class InvalidMapping(ValueError):
    """The mapping is invalid. ``needs`` has every fault, each with the path to its member."""

    def __init__(self, needs: list[Need]):
        super().__init__(" ".join(f"{need.field}: {need.message}" for need in needs))
        self.needs = needs


@dataclass(frozen=True)
class Spec:
    """The source of a member: a constant, or a column with the translation of its cells."""

    constant: object = None
    column: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ClaimMapping:
    """The members of a claim; ``translations``: templates of its statement by language."""

    members: Mapping[str, Spec]
    chain: tuple[Mapping[str, Spec], ...] = ()
    translations: Mapping[str, str] = field(default_factory=dict)

    @property
    def templates(self) -> list[str]:
        """The templates of the statement, in all languages."""
        return [str(self.members["statement"].constant or ""), *self.translations.values()]


@dataclass(frozen=True)
class FileMapping:
    options: Mapping[str, object]
    ignore: frozenset[str]
    claims: tuple[ClaimMapping, ...]

    @property
    def columns(self) -> set[str]:
        """All columns that a member reads or a statement names."""
        columns = set()
        for claim in self.claims:
            specs = [*claim.members.values(), *(s for hop in claim.chain for s in hop.values())]
            columns |= {spec.column for spec in specs if spec.column}
            for written in claim.templates:
                columns |= set(PLACEHOLDER.findall(written)) - set(OWN_PLACEHOLDERS)
        return columns


def parse(data) -> FileMapping:
    """Return the mapping of a JSON object. Raises ``InvalidMapping`` with every fault at once."""
    if not isinstance(data, dict):
        raise InvalidMapping([Need("not_an_object", "A mapping is a JSON object.", "")])
    needs = [*_text_needs(data), *_option_needs(data)]
    defaults = data.get("defaults", {})
    claim_objects = data.get("claims")
    if not isinstance(defaults, dict):
        needs.append(Need("not_an_object", "“defaults” is an object of members.", "defaults"))
        defaults = {}
    if not isinstance(claim_objects, list) or not 1 <= len(claim_objects) <= MOST_CLAIMS:
        message = f"“claims” is a list of 1 to {MOST_CLAIMS} claims that a row gives."
        raise InvalidMapping([*needs, Need("claims", message, "claims")])
    needs += _member_needs(defaults, "defaults")
    claims = []
    for index, own in enumerate(claim_objects):
        where = f"claims.{index}"
        if not isinstance(own, dict):
            needs.append(Need("not_an_object", "A claim is an object of members.", where))
            continue
        needs += _member_needs(own, where)
        merged = {**defaults, **own}
        needs += [
            Need("required", f"Give the {name}: a constant or a column.", f"{where}.{name}")
            for name in NEEDED
            if merged.get(name) in (None, "")
        ]
        claims.append(merged)
    if needs:
        raise InvalidMapping(needs)
    return FileMapping(
        {name: data[name] for name in OPTIONS[:7] if name in data},
        frozenset(data.get("ignore", ())),
        tuple(_claim(merged) for merged in claims),
    )


def _claim(merged: Mapping) -> ClaimMapping:
    hops = merged.get("chain") or ()
    chain = tuple({name: _spec(value) for name, value in hop.items()} for hop in hops)
    apart = ("chain", "translations")
    members = {name: _spec(value) for name, value in merged.items() if name not in apart}
    return ClaimMapping(members, chain, merged.get("translations") or {})


def _spec(declared) -> Spec:
    if isinstance(declared, dict):
        return Spec(None, declared["column"], declared.get("values", {}))
    return Spec(declared)


def _text_needs(data: Mapping) -> Iterator[Need]:
    """Yield a need for each text, names included, that no database can store."""
    waiting: list[tuple[str, object]] = [("", data)]
    while waiting:
        where, item = waiting.pop()
        if isinstance(item, dict):
            waiting += [(where, name) for name in item]
            waiting += [(f"{where}.{name}".lstrip("."), value) for name, value in item.items()]
        elif isinstance(item, list):
            waiting += [(f"{where}.{at}", value) for at, value in enumerate(item)]
        elif isinstance(item, str) and UNSTORABLE.search(item):
            message = "Remove the NUL or broken characters."
            yield Need("broken_characters", message, storable(where))


def _option_needs(data: Mapping) -> Iterator[Need]:
    for name in sorted(set(data) - set(OPTIONS)):
        yield Need("unknown_member", f"One of: {', '.join(OPTIONS)}.", name)
    for name, allowed in (
        ("format", FORMATS),
        ("dates", DATE_ORDERS),
        ("decimal_mark", DECIMAL_MARKS),
    ):
        if name in data and data[name] not in allowed:
            yield Need("unknown_value", f"One of: {', '.join(allowed)}.", name)
    delimiter = data.get("delimiter", ",")
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n\0':
        yield Need("delimiter", "A delimiter is one character, such as “;”.", "delimiter")
    head = data.get("header_row", 1)
    if not isinstance(head, int) or isinstance(head, bool) or not 1 <= head <= 1000:
        yield Need("header_row", "The row of the head is a number from 1.", "header_row")
    if not isinstance(data.get("sheet", ""), str):
        yield Need("sheet", "A sheet is named by its text.", "sheet")
    ignore = data.get("ignore", [])
    if not isinstance(ignore, list) or not all(isinstance(name, str) for name in ignore):
        yield Need("ignore", "“ignore” is a list of column names.", "ignore")
    zone = data.get("time_zone", "UTC")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        yield Need("time_zone", "A time zone is one of IANA’s, such as Europe/Kyiv.", "time_zone")


def _member_needs(members: Mapping, where: str) -> Iterator[Need]:
    for name, declared in members.items():
        at = f"{where}.{name}"
        if name not in MEMBERS:
            yield Need("unknown_member", f"One of: {', '.join(MEMBERS)}.", at)
        elif name == "chain":
            yield from _chain_needs(declared, at)
        elif name == "translations":
            yield from _translation_needs(declared, at)
        else:
            yield from _spec_needs(declared, at, CODES.get(name))
    if members.get("chain") and members.get("origin"):
        message = "Give the chain, or the origin to read it from, not both."
        yield Need("chain_or_origin", message, f"{where}.origin")


def _translation_needs(declared, where: str) -> Iterator[Need]:
    if not isinstance(declared, dict):
        message = "“translations” is an object: each language with its template."
        yield Need("translations", message, where)
        return
    for tag, template in declared.items():
        if tag not in LANGUAGES[1:]:
            message = f"One of: {', '.join(LANGUAGES[1:])}."
            yield Need("unknown_language", message, f"{where}.{tag}")
        elif not isinstance(template, str) or not 1 <= len(template) <= 2000:
            yield Need("constant", "A template is a text.", f"{where}.{tag}")


def _chain_needs(hops, where: str) -> Iterator[Need]:
    if not isinstance(hops, list) or not all(isinstance(hop, dict) for hop in hops):
        yield Need("chain", "A chain is a list of hops, from the publisher on.", where)
        return
    for index, hop in enumerate(hops):
        at = f"{where}.{index}"
        for name, value in hop.items():
            if name not in HOP_MEMBERS:
                message = f"One of: {', '.join(HOP_MEMBERS)}."
                yield Need("unknown_member", message, f"{at}.{name}")
            else:
                yield from _spec_needs(value, f"{at}.{name}", CODES.get(name))
        if hop.get("source") in (None, "") and index:
            yield Need("required", "Name the source.", f"{at}.source")
    if hops and hops[-1].get("end") not in tuple(chains.ENDS):
        message = f"Say how the chain ends, at its last hop: {', '.join(chains.ENDS)}."
        yield Need("required", message, f"{where}.{len(hops) - 1}.end")


def _spec_needs(declared, where: str, pairs) -> Iterator[Need]:
    constants = [declared]
    if isinstance(declared, dict):
        constants = []
        extra = sorted(set(declared) - {"column", "values"})
        if extra or not isinstance(declared.get("column"), str) or not declared["column"]:
            message = "A column is {“column”: its name}, and “values” where it translates."
            yield Need("column", message, where)
        values = declared.get("values", {})
        if not isinstance(values, dict):
            yield Need("values", "“values” is an object: cell to what it stands for.", where)
        else:
            constants = list(values.values())
    for constant in constants:
        if isinstance(constant, bool | float | list | dict):
            yield Need("constant", "A constant is a text or a whole number.", where)
        elif isinstance(constant, str) and len(constant) > 2000:
            yield Need("constant", "A constant has at most 2,000 characters.", where)
        elif pairs and constant not in (None, "") and constant not in dict(pairs):
            yield Need("unknown_value", f"One of: {', '.join(dict(pairs))}.", where)
