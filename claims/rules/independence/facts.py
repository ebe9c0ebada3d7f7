"""The facts that the count reads: citations, and the network of sources and documents."""

import datetime
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from claims.rules.chains import Hop


class CircularReporting(ValueError):
    """A source appears twice in one chain: an outlet is its own source."""

    code = "circular_reporting"

    def __init__(self, message: str, citations: Sequence[Hashable]):
        super().__init__(message)
        self.citations = tuple(citations)


@dataclass(frozen=True)
class Link:
    """A link: ``from_source`` depends on ``to_source``, until the day before ``valid_until``."""

    from_source: Hashable
    to_source: Hashable
    kind: str
    topic: Hashable | None = None
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None


@dataclass(frozen=True)
class Interested:
    """A source with a stake in the claim's topic, or in a topic above it."""

    source: Hashable
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None


@dataclass(frozen=True)
class Document:
    id: Hashable
    publisher: Hashable
    published_on: datetime.date | None = None
    republication_of: Hashable | None = None


class Series(NamedTuple):
    """A running count of one claimant, and the series from which it derives."""

    claimant: Hashable
    derives_from: Hashable | None = None


@dataclass(frozen=True)
class Cited:
    """One citation of the claim; ``hops`` is a chain that ``chains.problems`` accepts.

    Links and interests are judged on the day ``on``, else on the day of the document's publication.
    If neither is known, every link and every stake that was ever in force counts. ``series`` is the
    running count from which the origin's number is taken. ``status`` is the source verification
    status; ``statuses`` are those of single origins, where the chain leads to several.
    """

    id: Hashable
    document: Hashable
    stance: str
    hops: tuple[Hop, ...]
    series: Hashable | None = None
    active: bool = True
    status: str = "unchecked"
    statuses: Mapping[Hashable, str] = field(default_factory=dict)
    on: datetime.date | None = None


@dataclass(frozen=True)
class Hand:
    """An editor's ruling on two citations: a join of the two, or a split of their origins.

    A split is about the *origins* of the two, so it holds for every citation that leads to them.
    """

    first: Hashable
    second: Hashable
    joins: bool
    reason: str

    def __post_init__(self):
        if not self.reason.strip():
            raise ValueError("A join or split by hand needs a reason.")
        if self.first == self.second:
            raise ValueError("A join or split by hand needs two citations.")


@dataclass(frozen=True)
class Network:
    """The known sources and documents, for the topic of one claim.

    ``topics`` are the claim's topic and the topics above it: a link on a topic holds for all topics
    below. ``documents`` holds every cited document, and the known documents that they republish.
    """

    links: Collection[Link] = ()
    documents: Mapping[Hashable, Document] = field(default_factory=dict)
    series: Mapping[Hashable, Series] = field(default_factory=dict)
    interested: Collection[Interested] = ()
    topics: Collection[Hashable] = ()


def in_force(spell: Link | Interested, on: datetime.date | None) -> bool:
    """Return whether a link or stake is in force on a day; on an unknown day each one is."""
    return on is None or (
        (spell.valid_from is None or spell.valid_from <= on)
        and (spell.valid_until is None or on < spell.valid_until)
    )
