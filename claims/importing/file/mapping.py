"""The declared mapping: which column is what. A JSON object, checked whole before a row is read.

Each member is a constant (``"russia"``), or a column (``{"column": "date"}``), which may
translate what it holds (``"values": {"RU": "russia"}``). ``defaults`` hold for every claim of a
row; ``claims`` lists what one row gives, with what is its own. See docs/editors/imports.md.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from claims.importing.file.cells import DATE_ORDERS, DECIMAL_MARKS
from claims.importing.file.problems import UNSTORABLE, storable
from claims.rules import chains, choices
from claims.rules.refusals import Need

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
MEMBERS = (*CODES, *NAMES, *DATES, *TEXTS, "chain")
NEEDED = ("statement", "topic", "subject", "url")
HOP_MEMBERS = ("source", "relation", "designation", "end", "as_reported")
MOST_CLAIMS = 200
# What a statement holds open for a row to fill: the value, the day, or a column by its name.
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
OWN_PLACEHOLDERS = ("value", "as_of")


class InvalidMapping(ValueError):
    """``needs`` has every fault of the mapping, each with the path to its member."""

    def __init__(self, needs: list[Need]):
        super().__init__(" ".join(f"{need.field}: {need.message}" for need in needs))
        self.needs = needs


@dataclass(frozen=True)
class Spec:
    """Where a member comes from: a constant, or a column with what its cells stand for."""

    constant: object = None
    column: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ClaimMapping:
    members: Mapping[str, Spec]
    chain: tuple[Mapping[str, Spec], ...] = ()


@dataclass(frozen=True)
class FileMapping:
    options: Mapping[str, object]
    ignore: frozenset[str]
    claims: tuple[ClaimMapping, ...]

    @property
    def columns(self) -> set[str]:
        """Every column that some member reads, or that a statement names."""
        found = set()
        for claim in self.claims:
            specs = [*claim.members.values(), *(s for hop in claim.chain for s in hop.values())]
            found |= {spec.column for spec in specs if spec.column}
            written = str(claim.members["statement"].constant or "")
            found |= set(PLACEHOLDER.findall(written)) - set(OWN_PLACEHOLDERS)
        return found


def parse(data) -> FileMapping:
    """Raises ``InvalidMapping`` with every fault at once."""
    if not isinstance(data, dict):
        raise InvalidMapping([Need("not_an_object", "A mapping is a JSON object.", "")])
    needs = [*_text_needs(data), *_option_needs(data)]
    defaults = data.get("defaults", {})
    given = data.get("claims")
    if not isinstance(defaults, dict):
        needs.append(Need("not_an_object", "“defaults” is an object of members.", "defaults"))
        defaults = {}
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_CLAIMS:
        message = f"“claims” is a list of 1 to {MOST_CLAIMS} claims that a row gives."
        raise InvalidMapping([*needs, Need("claims", message, "claims")])
    needs += _member_needs(defaults, "defaults")
    claims = []
    for index, own in enumerate(given):
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
    chain = tuple(
        {name: _spec(value) for name, value in hop.items()} for hop in merged.get("chain") or ()
    )
    members = {name: _spec(value) for name, value in merged.items() if name != "chain"}
    return ClaimMapping(members, chain)


def _spec(given) -> Spec:
    if isinstance(given, dict):
        return Spec(None, given["column"], given.get("values", {}))
    return Spec(given)


def _text_needs(data: Mapping) -> Iterator[Need]:
    """Texts that no database keeps, names included; each with the path to its member."""
    waiting: list[tuple[str, object]] = [("", data)]
    while waiting:
        where, found = waiting.pop()
        if isinstance(found, dict):
            waiting += [(where, name) for name in found]
            waiting += [(f"{where}.{name}".lstrip("."), value) for name, value in found.items()]
        elif isinstance(found, list):
            waiting += [(f"{where}.{at}", value) for at, value in enumerate(found)]
        elif isinstance(found, str) and UNSTORABLE.search(found):
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
    for name, given in members.items():
        at = f"{where}.{name}"
        if name not in MEMBERS:
            yield Need("unknown_member", f"One of: {', '.join(MEMBERS)}.", at)
        elif name == "chain":
            yield from _chain_needs(given, at)
        else:
            yield from _spec_needs(given, at, CODES.get(name))
    if members.get("chain") and members.get("origin"):
        message = "Give the chain, or the origin to read it from, not both."
        yield Need("chain_or_origin", message, f"{where}.origin")


def _chain_needs(given, where: str) -> Iterator[Need]:
    if not isinstance(given, list) or not all(isinstance(hop, dict) for hop in given):
        yield Need("chain", "A chain is a list of hops, from the publisher on.", where)
        return
    for index, hop in enumerate(given):
        at = f"{where}.{index}"
        for name, value in hop.items():
            if name not in HOP_MEMBERS:
                message = f"One of: {', '.join(HOP_MEMBERS)}."
                yield Need("unknown_member", message, f"{at}.{name}")
            else:
                yield from _spec_needs(value, f"{at}.{name}", CODES.get(name))
        if hop.get("source") in (None, "") and index:
            yield Need("required", "Name the source.", f"{at}.source")
    if given and given[-1].get("end") not in tuple(chains.ENDS):
        message = f"Say how the chain ends, at its last hop: {', '.join(chains.ENDS)}."
        yield Need("required", message, f"{where}.{len(given) - 1}.end")


def _spec_needs(given, where: str, pairs) -> Iterator[Need]:
    constants = [given]
    if isinstance(given, dict):
        constants = []
        extra = sorted(set(given) - {"column", "values"})
        if extra or not isinstance(given.get("column"), str) or not given["column"]:
            message = "A column is {“column”: its name}, and “values” where it translates."
            yield Need("column", message, where)
        values = given.get("values", {})
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
