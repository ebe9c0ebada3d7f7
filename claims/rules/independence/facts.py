"""The input of the count: citations, and the network of sources and documents around them."""

import datetime
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from claims.rules.chains import Hop


class CircularReporting(ValueError):
    """A source stands twice in one chain: an outlet ends up as its own source."""

    code = "circular_reporting"

    def __init__(self, message: str, citations: Sequence[Hashable]):
        super().__init__(message)
        self.citations = tuple(citations)


@dataclass(frozen=True)
class Link:
    """``from_source`` depends on ``to_source``; ``valid_until`` is the first day it does not."""

    from_source: Hashable
    to_source: Hashable
    kind: str
    topic: Hashable | None = None
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None


@dataclass(frozen=True)
class Interested:
    """A source with a stake in the claim's topic, or in one above it."""

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
    """One claimant's running count, and the one that it was worked out from."""

    claimant: Hashable
    derives_from: Hashable | None = None


@dataclass(frozen=True)
class Cited:
    """One citation of the claim; ``hops`` is a chain that ``chains.problems`` accepts.

    Links and interests are judged on ``on``, else on the day of the document; if neither is known,
    all that ever held count. ``series``: the running count of the origin's number.
    """

    id: Hashable
    document: Hashable
    stance: str
    hops: tuple[Hop, ...]
    series: Hashable | None = None
    active: bool = True
    status: str = "unchecked"
    on: datetime.date | None = None


@dataclass(frozen=True)
class Hand:
    """An editor's ruling: two citations belong together, or their origins do not.

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

    ``topics``: the claim's and those above it: a link on one holds for all below. ``documents``:
    every cited document, and what is known of what they republish.
    """

    links: Collection[Link] = ()
    documents: Mapping[Hashable, Document] = field(default_factory=dict)
    series: Mapping[Hashable, Series] = field(default_factory=dict)
    interested: Collection[Interested] = ()
    topics: Collection[Hashable] = ()


def in_force(spell: Link | Interested, on: datetime.date | None) -> bool:
    """Return whether it holds on that day; on an unknown day all that ever held does."""
    return on is None or (
        (spell.valid_from is None or spell.valid_from <= on)
        and (spell.valid_until is None or on < spell.valid_until)
    )
