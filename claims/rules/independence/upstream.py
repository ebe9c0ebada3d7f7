"""The sources on which a source depends: its voice, its bodies, and further links upstream.

Every link reads "this depends on that", so one walk along the links finds all sources that a source
draws on. Two origins are dependent if one is upstream of the other, or if a source is upstream of
both: indirect control and shared data count too. Two origins are *not* dependent because a source
downstream draws on both: an aggregator does not make its sources one.
"""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from typing import NamedTuple

from claims.rules.independence.facts import Interested, Link, Network, in_force
from sources.link_kinds import KINDS, STANDS_FOR_KINDS, VOICE_KINDS

# The closeness of a source to a source upstream of it. Voice: itself, and the sources for which it
# speaks. Body: the sources of which it, or its voice, is part. Linked: control, copy, derivation.
VOICE, BODY, LINKED = range(3)
_STEPS = (
    (VOICE, frozenset(VOICE_KINDS)),
    (BODY, frozenset(STANDS_FOR_KINDS)),
    (LINKED, frozenset(KINDS)),
)


class Reach(NamedTuple):
    """The way from a source to one upstream: its closeness, and its links."""

    level: int
    path: tuple[Link, ...]


class Upstream:
    """The look-up of all sources upstream of a source on a day; each result is computed once.

    ``severed`` holds ordered pairs of sources that an editor split: the walk from the first does
    not step to the second by a link, unless the first stands for the second.
    """

    def __init__(self, network: Network, severed: Collection[tuple[Hashable, Hashable]] = ()):
        self._severed = frozenset(severed)
        self._links: Mapping[Hashable, list[Link]] = defaultdict(list)
        for link in sorted(network.links, key=_by_names):
            if link.topic is None or link.topic in network.topics:
                self._links[link.from_source].append(link)
        self._interests: Mapping[Hashable, list[Interested]] = defaultdict(list)
        for interest in network.interested:
            self._interests[interest.source].append(interest)
        # Between two neighboring days of this list, no upstream source changes.
        self._changes = sorted(
            {
                day
                for links in self._links.values()
                for link in links
                for day in (link.valid_from, link.valid_until)
                if day is not None
            }
        )
        self._known: dict[tuple, dict[Hashable, Reach]] = {}

    def of(self, source: Hashable, on: datetime.date | None) -> Mapping[Hashable, Reach]:
        """Return the source itself and all sources upstream of it, each by the closest way."""
        memo_key = (source, on and bisect_right(self._changes, on))
        if memo_key not in self._known:
            self._known[memo_key] = self._walk(source, on)
        return self._known[memo_key]

    def stands_for(self, source: Hashable, on: datetime.date | None) -> list[Hashable]:
        """Return the source itself, the sources for which it speaks, and the bodies of these."""
        return [to for to, reach in self.of(source, on).items() if reach.level <= BODY]

    def is_interested(self, source: Hashable, on: datetime.date | None) -> bool:
        """Return whether a source, or one upstream of it, has a stake in the topic on that day."""
        return any(
            in_force(interest, on)
            for to in self.of(source, on)
            for interest in self._interests.get(to, ())
        )

    def _walk(self, source, on) -> dict[Hashable, Reach]:
        reached = {source: Reach(VOICE, ())}
        for level, kinds in _STEPS:
            frontier = list(reached)
            while frontier:
                links = [
                    link
                    for at in frontier
                    for link in self._links.get(at, ())
                    if link.kind in kinds and in_force(link, on)
                ]
                frontier = []
                for link in links:
                    to = link.to_source
                    if to in reached or (level == LINKED and (source, to) in self._severed):
                        continue
                    reached[to] = Reach(level, (*reached[link.from_source].path, link))
                    frontier.append(to)
        return reached


def _by_names(link: Link) -> tuple:
    return (link.from_source, link.to_source, link.kind)
