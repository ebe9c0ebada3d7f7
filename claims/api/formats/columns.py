"""The columns of each list as CSV, each with the path of the member that it is read from.

Description and type of a column follow from the shape of the document. The values of a list are
joined by a space (slugs, codes and URLs hold none).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rest_framework import serializers

from claims.api.shapes.claims import ChangeRow, ClaimDocument, CorrectionRow, PublicationRow
from claims.api.shapes.counts import FigureRow, MeasureRow, ScopeRow, SeriesRow, SubjectRow
from claims.api.shapes.findings import RelayRow
from claims.record.document import PointShape
from claims.record.shape import DecimalText
from claims.rules import chains
from sources.api import DocumentRow, SourceRow, TopicRow

SEVERAL = serializers.ListSerializer | serializers.ListField


class Column(NamedTuple):
    """``member``: the member of the document that it is read from; ``holds``: what it holds."""

    name: str
    description: str
    find: Callable[[dict], object]
    path: str
    holds: str = "text"

    @property
    def member(self) -> str:
        return self.path.partition(".")[0]

    @property
    def is_number(self) -> bool:
        return self.holds == "number"


def columns(shape: type[serializers.Serializer], paths: str = "") -> tuple[Column, ...]:
    """Return a column for each ``path`` or ``name=path``; without paths, one for each member.

    A column is named by the end of its path. A path to a part leads on to the first member of the
    part, which names it.
    """
    return tuple(column(shape, *part.split("=")) for part in paths.split() or members(shape()))


def column(shape: type[serializers.Serializer], name: str, path: str = "") -> Column:
    path = path or name
    fields = list(along(shape(), path))
    return Column(
        name.rpartition(".")[2],
        meaning(fields, path),
        reading([(field.field_name, isinstance(field, SEVERAL)) for field in fields]),
        ".".join(field.field_name for field in fields),
        holds(described(fields[-1])),
    )


def members(part: serializers.Field) -> dict[str, serializers.Field]:
    """Return the members of a part, or of each part of a list; empty for a plain value."""
    part = described(getattr(part, "child", part))
    return part.fields if isinstance(part, serializers.Serializer) else {}


def described(field: serializers.Field) -> serializers.Field:
    """Return what a method gives as its schema describes it; any other field as it is."""
    if isinstance(field, serializers.SerializerMethodField):
        method = getattr(field.parent, field.method_name)
        shape = getattr(method, "_spectacular_annotation", {}).get("field")
        return shape if isinstance(shape, serializers.Field) else field
    return field


def along(part: serializers.Field, path: str) -> Iterator[serializers.Field]:
    """Yield the fields that a path leads through, on to a plain value."""
    for name in path.split("."):
        part = members(part)[name]
        yield part
    while inner := members(part):
        part = next(iter(inner.values()))
        yield part


def meaning(fields: list[serializers.Field], path: str) -> str:
    """Return what a column means; where a slug or code stands for a part, what the part means."""
    field, last = fields[path.count(".")], fields[-1]
    if field is not last and last.field_name in ("slug", "code"):
        key = last.field_name.capitalize() + ("s" if isinstance(field, SEVERAL) else "")
        return f"{key}: {field.help_text[0].lower()}{field.help_text[1:]}"
    return str(field.help_text)


def holds(field: serializers.Field) -> str:
    """Return what a value of this field is to a spreadsheet."""
    if isinstance(field, serializers.ChoiceField):
        return "number" if all(isinstance(key, int) for key in field.choices) else "text"
    return next((kind for kind, types in KINDS.items() if isinstance(field, types)), "text")


KINDS = {
    "number": serializers.IntegerField | DecimalText,
    "day": serializers.DateField,
    "moment": serializers.DateTimeField,
}


def reading(path: list[tuple[str, bool]]) -> Callable[[dict], object]:
    """Return a function that reads a path of (name, is it a list); None where there is no part."""
    (name, is_list), *onward = path
    # Most columns: read for each of them in each row of an export.
    if not is_list and not onward:
        return lambda document: document.get(name)
    inner = reading(onward) if onward else lambda value: value
    if is_list:
        return lambda document: joined(inner(one) for one in document.get(name) or ())

    def read(document: dict):
        part = document.get(name)
        return inner(part) if part else None

    return read


def joined(values: Iterable) -> str | None:
    return " ".join(dict.fromkeys(value for value in values if value)) or None


def sources_as(role: str) -> Callable[[dict], object]:
    """Return a function that reads the slugs of the sources with this role in some chain."""
    return lambda document: joined(
        source
        for citation in document.get("citations", ())
        for source, found in chains.roles(
            [
                chains.Hop(hop["position"], hop["source"]["slug"], hop.get("end") or "")
                for hop in citation["chain"]
            ]
        )
        if found == role
    )


CHAIN = "citations.chain.source.slug"
VALUE = """
    value.comparator value.amount value.low value.high value.unit
    value.lower value.lower_inclusive value.upper value.upper_inclusive
"""
# The document of each list.
SHAPES = {
    "claims": ClaimDocument,
    "publications": PublicationRow,
    "corrections": CorrectionRow,
    "changes": ChangeRow,
    "series": SeriesRow,
    "points": PointShape,
    "figures": FigureRow,
    "sources": SourceRow,
    "relays": RelayRow,
    "documents": DocumentRow,
    "measures": MeasureRow,
    "subjects": SubjectRow,
    "scopes": ScopeRow,
    "topics": TopicRow,
}
CLAIM = (
    *columns(
        ClaimDocument,
        f"""
        ref publication.number publication_kind=publication.kind publication.published_from
        publication.public_note statement language kind topic subject measure scope series
        speech_act {VALUE} value.range_kind value.confidence_level value.rounding
        value.as_reported value_text=value.text display display_value
        as_of as_of_precision=as_of.precision
        period_start=period.start period_end=period.end period_precision=period.precision
        stated_at stated_precision=stated_at.precision basis claimants
        """,
    ),
    Column(
        "interests",
        "Stakes of who makes the claim, or is said to, in the topic.",
        lambda document: joined(
            one.get("interest")
            for one in document.get("attribution") or document.get("claimants") or ()
        ),
        "attribution.interest",
    ),
    Column("outlets", "Slugs of the publishers of what we read.", sources_as("outlet"), CHAIN),
    Column("relays", "Slugs of the sources in between.", sources_as("relay"), CHAIN),
    Column("origins", "Slugs of what the chains lead to.", sources_as("origin"), CHAIN),
    *columns(
        ClaimDocument,
        """
        documents=citations.document.url verdicts=attribution.verdict attribution_status
        verification_status credibility assessment.confidence independent_origins
        disinterested_origins band
        standing.needs_reassessment standing.reassessment_cause standing.content_sha256
        """,
    ),
)
POINT = columns(
    PointShape,
    f"""
    series ref number as_of as_of_precision=as_of.precision value.text {VALUE}
    verification_status independent_origins claimants stated_at published_from display display_value
    """,
)
DOCUMENT = columns(
    DocumentRow,
    """
    id url title kind language byline publisher published_at
    published_precision=published_at.precision republication_of
    """,
)
RELAY = columns(
    RelayRow,
    """
    source source_name=source.name source_kind=source.kind source_country=source.country direction
    claims citations first_on last_on is_lower_bound
    """,
)
CHOSEN = {"claims": CLAIM, "points": POINT, "documents": DOCUMENT, "relays": RELAY}
# The columns of each list: every member of its document, where they are not chosen.
TABLES = {table: CHOSEN.get(table) or columns(shape) for table, shape in SHAPES.items()}
