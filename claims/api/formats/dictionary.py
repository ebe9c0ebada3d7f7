"""The data dictionary: every member of every public document (docs/analysts/data-dictionary.md)."""

import re
from collections.abc import Iterator

from rest_framework import serializers

from claims.api.formats.columns import SEVERAL, SHAPES, TABLES, described, members
from claims.api.shapes.claims import RetractionDocument
from claims.api.shapes.counts import FigureAnswer, SeriesDetail
from claims.api.shapes.findings import IndependenceShape
from claims.record.shape import DecimalText

INTRODUCTION = """\
# Data dictionary

Every member of every public document: what it is, and the column that holds it in CSV and XLSX. \
It is derived from the shapes that write the documents, by `make schema`; the \
[API](../clients/api.md) and the [exports](exports.md) say how to ask for them.

- A path leads through the document: `value.unit.code`. `[]` stands for each member of a list. In \
a cell of CSV the values of a list are separated by a space.
- A **decimal** is a string of digits such as `62000` or `0.5`, without rounding. A **moment** is \
RFC 3339 in UTC, a **day** is `2025-04-28`. A **code** is one of a list, which stands at the end.
- “Null” says whether a member can be null: then it is not known, or does not apply. Documents of \
claims leave such members out ([versions](../clients/versions.md))."""
# Documents that are no row of a list.
SINGLE = {
    "retractions": ("A retracted claim", RetractionDocument),
    "independence": ("`independence/` of a claim", IndependenceShape),
    "series-in-full": ("One series", SeriesDetail),
    "answers": ("One figure, with its answer", FigureAnswer),
}
TYPES = {
    serializers.ChoiceField: "code",
    DecimalText: "decimal",
    serializers.IntegerField: "integer",
    serializers.BooleanField: "true or false",
    serializers.DateField: "day",
    serializers.DateTimeField: "moment",
    serializers.Serializer: "object",
}
Codes = dict[tuple, str]


def page() -> str:
    """Return the whole page as Markdown."""
    codes: Codes = {}
    parts = [INTRODUCTION]
    for table, shape in SHAPES.items():
        parts += [f"\n## {table}\n", *rows(table, shape, codes)]
    for name, (title, shape) in SINGLE.items():
        parts += [f"\n## {name}\n", f"{title}.\n", *rows(name, shape, codes)]
    parts.append("\n## Codes")
    for pairs, title in codes.items():
        listed = [f"| `{code}` | {label} |" for code, label in pairs]
        parts += [f"\n### {title}\n", "| code | what it is |\n|---|---|", *listed]
    return "\n".join(parts) + "\n"


def rows(table: str, shape: type[serializers.Serializer], codes: Codes) -> Iterator[str]:
    """Yield the lines of a document's table; lists of codes that are new are put into ``codes``."""
    columns: dict[str, list[str]] = {}
    for column in TABLES.get(table, ()):
        columns.setdefault(column.path, []).append(f"`{column.name}`")
    has_columns = table in TABLES
    yield "| member | type | null | what it is |" + " column |" * has_columns
    yield "|---|---|---|---|" + "---|" * has_columns
    for path, field in walk(shape()):
        kind = type_of(described(field))
        if kind.endswith(("code", "codes")):
            choices = tuple(getattr(field, "child", field).choices.items())
            title = codes.setdefault(choices, f"{table}: {path}")
            kind = f"[{kind}](#{anchor(title)})"
        null = "yes" if described(field).allow_null else ""
        cells = [f"`{path}`", kind, null, str(field.help_text)]
        if has_columns:
            cells.append(", ".join(columns.get(path.replace("[]", ""), ())))
        yield f"| {' | '.join(cells)} |"


def walk(part: serializers.Field, prefix: str = "") -> Iterator[tuple[str, serializers.Field]]:
    """Yield each member of a part with its path, a part before its own members.

    Members that only ``include`` adds have a section of their own.
    """
    for name, field in members(part).items():
        path = prefix + name
        yield path, field
        if not isinstance(field, IndependenceShape):
            yield from walk(field, f"{path}[]." if isinstance(field, SEVERAL) else f"{path}.")


def type_of(field: serializers.Field) -> str:
    """Return a type in words: “code”, “list of codes”."""
    if isinstance(field, SEVERAL):
        first, *more = type_of(field.child).split(" of ")
        return " of ".join(["list", f"{first}s", *more])
    return next((name for kind, name in TYPES.items() if isinstance(field, kind)), "text")


def anchor(title: str) -> str:
    """Return the address of a heading in a page of Markdown."""
    return re.sub(r"[^a-z0-9_ -]", "", title.lower()).replace(" ", "-")
