"""The drafts of a row's claims with their problems, as plain data; ``Registers`` has the names."""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from claims.importing.file import cells, names
from claims.importing.file.mapping import (
    CODES,
    DATES,
    NAMES,
    OWN_PLACEHOLDERS,
    PLACEHOLDER,
    ClaimMapping,
    FileMapping,
    Spec,
)
from claims.importing.file.problems import CellError, Problem
from claims.importing.file.reading import Row
from claims.rules import values
from claims.rules.saying import SOURCE_LANGUAGE, in_language

LONGEST_STATEMENT = 500


class Registers(Protocol):
    """The look-up of the names in a row; each method raises ``CellError`` for an unknown name."""

    def named(self, register: str, key: str): ...

    def units(self, measure) -> Sequence[values.UnitSpec]: ...

    def source(self, name: str): ...

    def find(self, name: str): ...

    def phrase(self, value: values.Value, language: str) -> str: ...


@dataclass
class Draft:
    """One claim of a row. ``fields``, ``document`` and ``cited`` are as the desk takes them.

    ``seen``: for each member that was read, its column and the text of the cell.
    """

    row: int
    part: int
    fields: dict = field(default_factory=dict)
    document: dict = field(default_factory=dict)
    cited: dict = field(default_factory=dict)
    hops: list[dict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    is_empty: bool = False

    @property
    def is_wrong(self) -> bool:
        return any(problem.is_error for problem in self.problems)


def drafts(row: Row, mapping: FileMapping, registers: Registers) -> Iterator[Draft]:
    """Yield the drafts of a row; a draft with an empty value cell is marked as empty."""
    for part, claim in enumerate(mapping.claims):
        yield _Reader(row, part, claim, mapping.options, registers).draft()


class _Reader:
    """The reader of one claim of one row; it collects every problem."""

    def __init__(self, row: Row, part: int, claim: ClaimMapping, options, registers: Registers):
        self.row, self.claim, self.registers = row, claim, registers
        self.order = options.get("dates", "")
        self.zone = options.get("time_zone", "")
        self.mark = options.get("decimal_mark", "")
        broken = {problem.field for problem in row.problems}
        self.result = Draft(row.number, part, problems=list(row.problems))
        self.broken = broken
        # Members and columns that are already wrong, so that nothing is reported twice.
        self.unread = set(broken)

    def draft(self) -> Draft:
        result = self.result
        spec = self.claim.members.get("value")
        if spec and cells.is_empty(self.cell(spec)) and not result.problems:
            result.is_empty = True
            return result
        if "" in self.broken:
            return result
        members = {
            name: self.member(name, spec)
            for name, spec in self.claim.members.items()
            if name not in ("value", "statement", "comparator", "origin")
        }
        self.fields(members)
        self.document(members)
        self.citation(members)
        return result

    def cell(self, spec: Spec):
        if not spec.column:
            return spec.constant
        cell = self.row.cells.get(spec.column)
        if spec.values and (key := cells.text(cell)) in spec.values:
            return spec.values[key]
        return cell

    def read(self, name: str, spec: Spec | None, reader: Callable):
        """Return the reader's result for a cell; None if the cell is empty or wrong."""
        if spec is None or spec.column in self.broken:
            return None
        cell = self.cell(spec)
        if cells.is_empty(cell):
            return None
        self.result.seen[name] = spec.column or name, cells.text(cell)
        try:
            return reader(cell)
        except CellError as error:
            where, written = self.result.seen[name]
            problem = Problem(where, error.code, written, error.fix)
            self.unread |= {name, spec.column}
            if problem not in self.result.problems:
                self.result.problems.append(problem)
            return None

    def member(self, name: str, spec: Spec):
        if name in NAMES:
            look_up = self.registers.source if name == "publisher" else None
            register = look_up or (lambda key: self.registers.named(name, key))
            return self.read(name, spec, lambda cell: register(cells.text(cell)))
        if name in ("stated_at", "published_at"):
            return self.read(name, spec, lambda c: cells.moment(c, self.order, self.zone))
        if name in DATES:
            return self.read(name, spec, lambda cell: cells.date(cell, self.order))
        if name in CODES:
            return self.read(name, spec, lambda cell: code(cells.text(cell), dict(CODES[name])))
        return self.read(name, spec, cells.text)

    def fields(self, members: dict) -> None:
        fields = {"kind": "quantity" if "value" in self.claim.members else "state_of_affairs"}
        for name in FIELDS:
            if members.get(name) is not None:
                fields[name] = members[name]
        fields["language"] = members.get("language") or "en"
        for name, precision in (("as_of", "as_of_precision"), ("stated_at", "stated_precision")):
            if members.get(name):
                fields[name], fields[precision] = members[name]
        for name in ("period_start", "period_end"):
            if members.get(name):
                fields[name], fields["period_precision"] = members[name]
        spec = self.claim.members.get("value")
        if spec:
            how = self.claim.members.get("comparator")
            word = self.read("comparator", how, lambda cell: cells.comparator(cells.text(cell)))
            units = self.registers.units(members.get("measure"))
            value = self.read(
                "value",
                spec,
                lambda cell: cells.value(cell, units, word=word or "", decimal_mark=self.mark),
            )
            if value is not None:
                fields["value"] = value
        template = cells.text(self.cell(self.claim.members["statement"]))
        fields["statement"] = self.statement(fields, template)
        if self.claim.translations:
            fields["translations"] = {
                tag: self.statement(fields, words, tag)
                for tag, words in self.claim.translations.items()
            }
        self.result.fields = fields

    def statement(self, fields: dict, template: str, language: str = SOURCE_LANGUAGE) -> str:
        """Return the statement in a language, by its template."""
        fillers = dict.fromkeys(OWN_PLACEHOLDERS, "")
        if "as_of" in fields:
            fillers["as_of"] = day_words(fields["as_of"], fields["as_of_precision"], language)
        if "value" in fields:
            fillers["value"] = self.registers.phrase(fields["value"], language)

        def fill(match: re.Match) -> str:
            name = match[1]
            member = self.claim.members.get(name, Spec()) if name in fillers else Spec(column=name)
            if name in self.unread or member.column in self.unread:
                return ""
            words = fillers[name] if name in fillers else cells.text(self.row.cells.get(name))
            if not words:
                fix = f"The statement names {{{name}}}, and the row gives none."
                problem = Problem(name, "not_given", "", fix)
                if problem not in self.result.problems:
                    self.result.problems.append(problem)
            return words

        written = PLACEHOLDER.sub(fill, template)
        if len(written) > LONGEST_STATEMENT:
            fix = f"A statement has at most {LONGEST_STATEMENT} characters."
            self.result.problems.append(Problem("statement", "too_long", written, fix))
        return written

    def document(self, members: dict) -> None:
        document = {"url": members.get("url") or ""}
        if members.get("publisher") is not None:
            document["publisher"] = members["publisher"]
        for name in ("title", "document_kind", "document_language", "byline"):
            if members.get(name):
                document[name.removeprefix("document_")] = members[name]
        if members.get("published_at"):
            document["published_at"], document["published_precision"] = members["published_at"]
        self.result.document = document

    def citation(self, members: dict) -> None:
        cited = {name: members[name] for name in CITED if members.get(name)}
        value = self.result.fields.get("value")
        cited["as_reported"] = value.as_reported if value else ""
        self.result.cited = cited
        if self.claim.chain:
            self.result.hops = [self.hop(at, hop) for at, hop in enumerate(self.claim.chain)]
        elif "origin" in self.claim.members:
            stated = {name: members.get(name) for name in ("relation", "designation", "end")}
            spec = self.claim.members["origin"]
            read = lambda cell: names.origins(cells.text(cell), self.registers.find, stated)  # noqa: E731
            self.result.hops = self.read("origin", spec, read) or []

    def hop(self, position: int, hop: dict[str, Spec]) -> dict:
        read = {
            name: self.read(f"chain.{position}.{name}", spec, cells.text) or ""
            for name, spec in hop.items()
            if name != "source"
        }
        source = self.read(
            f"chain.{position}.source",
            hop.get("source"),
            lambda cell: self.registers.source(cells.text(cell)),
        )
        return {"position": position, "source": source, **read}


FIELDS = "kind topic subject measure scope series speech_act basis".split()
CITED = ("stance", "quote", "no_quote_reason", "locator", "drift", "primary_evidence")


# The column that gives each part, by the desk's names.
PARTS = {
    **dict.fromkeys("amount low high unit rounding comparator range_kind".split(), "value"),
    **dict.fromkeys(("claimant", "hops"), "origin"),
    "as_reported": "value",
    "document": "published_at",
}


def located(problem: Problem, draft: Draft) -> Problem:
    """Return a problem of the desk's rules with its column and the text of the cell."""
    name = problem.field.rpartition(".")[2]
    name = name if name in draft.seen else PARTS.get(name, name)
    if name not in draft.seen:
        return problem
    column, written = draft.seen[name]
    return replace(problem, field=column, value=written)


def day_words(day: datetime.date, precision: str, language: str = SOURCE_LANGUAGE) -> str:
    """Return a day as a statement names it, no more precise than the cell."""
    if language != SOURCE_LANGUAGE:
        return in_language(language).day(day, precision)
    words = {"year": f"{day:%Y}", "month": f"{day:%Y-%m}"}
    words["quarter"] = f"{day:%Y} Q{(day.month + 2) // 3}"
    return words.get(precision, day.isoformat())


def code(written: str, codes: dict[str, str]) -> str:
    """Return one of the known codes, by its code or its label."""
    folded = written.casefold()
    for candidate, label in codes.items():
        if folded in (candidate, label.casefold()):
            return candidate
    raise CellError("unknown_value", f"One of: {', '.join(codes)}.")
