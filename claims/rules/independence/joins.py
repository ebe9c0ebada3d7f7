"""The six joins: each rule puts citations into buckets and joins within them, never by pairs.

A bucket of n gives n − 1 joins, to the nearest: 10,000 citations take a fraction of a second.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.rules.independence import wording
from claims.rules.independence.counted import Counted
from claims.rules.independence.facts import Hand, Link, Network
from claims.rules.independence.lineage import ancestors, copied
from claims.rules.independence.upstream import BODY, LINKED, VOICE, Upstream


@dataclass(frozen=True)
class Join:
    """Two citations that are not independent: ``reason`` for programs, ``sentence`` for people."""

    first: Hashable
    second: Hashable
    reason: str
    sentence: str


class Found(NamedTuple):
    """A join in the making. ``distance``: the number of links, of which the least is kept.

    ``is_weak``: it counts only if nothing else joins the two.
    """

    reason: str
    pair: tuple[Hashable, Hashable]
    distance: int
    words: Callable[[], str]
    is_weak: bool = False


class Element(NamedTuple):
    """An origin in the bucket of what is upstream of it, and the citation that shows it best."""

    level: int
    distance: int
    citation: Hashable
    origin: Hashable
    path: tuple[Link, ...]


Buckets = Mapping[Hashable, Sequence[Element]]


@dataclass(frozen=True, eq=False)
class Case:
    """The input of the rules: the citations that count, and what is known around them.

    ``severed``: pairs of origins that an editor set apart; ``reached``: ``buckets`` of the rest;
    ``name`` gives a source's name inside a sentence.
    """

    counted: Sequence[Counted]
    network: Network
    upstream: Upstream
    reached: Buckets
    severed: Collection[tuple[Hashable, Hashable]]
    hands: Sequence[Hand]
    name: Callable[[Hashable], str]


def buckets(counted: Sequence[Counted], upstream: Upstream) -> dict[Hashable, list[Element]]:
    """Source → the origins that it is upstream of, itself among them, the nearest first."""
    best: dict[Hashable, dict[Hashable, Element]] = defaultdict(dict)
    for citation in counted:
        for origin in citation.origins:
            for source, (level, path) in upstream.of(origin, citation.on).items():
                element = Element(level, len(path), citation.id, origin, path)
                known = best[source].get(origin)
                if known is None or element[:2] < known[:2]:
                    best[source][origin] = element
    return {source: sorted(best[source].values(), key=lambda e: e[:4]) for source in sorted(best)}


def _pair(one: Hashable, other: Hashable) -> tuple[Hashable, Hashable]:
    return (one, other) if one <= other else (other, one)


def _shared_origins(case: Case) -> Iterator[Found]:
    """(a) Both lead to the very same source, or to several that they name jointly."""
    first: dict[Hashable, Hashable] = {}
    shared = defaultdict(list)
    for citation in case.counted:
        for origin in citation.origins:
            if first.setdefault(origin, citation.id) != citation.id:
                shared[_pair(first[origin], citation.id)].append(origin)
    for pair, origins in shared.items():
        yield Found(
            "shared_origin",
            pair,
            0,
            lambda origins=origins: f"Both lead to {wording.listed(map(case.name, origins))}",
        )


def _shared_voices(case: Case) -> Iterator[Found]:
    """Join (a): one is the other's body, or both speak for one.

    Two departments of one body speak for themselves, a link (d) that an editor may split, unless
    the body itself speaks too, or somebody for it.
    """
    for elements in case.reached.values():
        hub, *others = elements
        if hub.level == VOICE:
            for other in others:
                if other.level <= BODY:
                    yield from _linked("shared_origin", hub, other, case.name)


def _source_links(case: Case) -> Iterator[Found]:
    """Join (d): one is upstream of the other, or something is upstream of both.

    Within a bucket all depend on all, but for those set apart by hand: walk from one to all that
    are not set apart from it, and on from those.
    """
    for elements in case.reached.values():
        waiting = elements
        # Then (a) has joined all that are closer than a link.
        has_voice = elements[0].level == VOICE
        while waiting:
            first, *waiting = waiting
            queue = deque([first])
            while queue:
                one, left = queue.popleft(), []
                for other in waiting:
                    if (one.origin, other.origin) in case.severed:
                        left.append(other)
                        continue
                    queue.append(other)
                    if not has_voice or max(one.level, other.level) == LINKED:
                        yield from _linked("source_link", one, other, case.name)
                waiting = left


def _linked(reason: str, one: Element, other: Element, name: Callable) -> Iterator[Found]:
    """Join two origins through what is upstream of both, if two citations show them."""
    if one.citation != other.citation:
        yield Found(
            reason,
            _pair(one.citation, other.citation),
            one.distance + other.distance,
            lambda: wording.ways(name, one.path, other.path),
        )


def _republications(case: Case) -> Iterator[Found]:
    """(b) One document republishes the other, or both a third."""
    for copy in copied(case.counted, case.network):
        words = wording.republishes if copy.is_of_root else wording.republish_one
        for match in copy.originals:
            yield Found(
                "republication",
                _pair(match.id, copy.citation.id),
                0,
                lambda copy=copy, words=words: words(
                    case.name, case.network, copy.citation.document, copy.original
                ),
            )


def _relays(case: Case) -> Iterator[Found]:
    """Join (c): one heard through a relay what the other has from that relay as an origin.

    A relay stands for itself and for its bodies. The publisher is none: we read what it quotes.
    """
    for citation in case.counted:
        for relay in citation.relays:
            for source in case.upstream.stands_for(relay, citation.on):
                hub = case.reached[source][0] if source in case.reached else None
                if hub is None or hub.level > VOICE:
                    continue
                is_itself = relay == hub.origin
                path = case.upstream.of(relay, citation.on)[source].path
                yield Found(
                    "relay_is_origin",
                    _pair(hub.citation, citation.id),
                    len(path) + hub.distance,
                    lambda relay=relay, path=path, hub=hub: wording.through(
                        case.name, relay, path, hub.path
                    ),
                    is_weak=not is_itself,
                )


def _derived_series(case: Case) -> Iterator[Found]:
    """(e) One running count is worked out from the other, or both from a third."""
    members = defaultdict(list)
    without: dict[Hashable, Hashable] = {}
    for citation in case.counted:
        if citation.series is not None:
            members[citation.series].append(citation.id)
        else:
            for origin in citation.origins:
                without.setdefault(origin, citation.id)
    derived = defaultdict(list)
    for series in members:
        hub, *others = members[series]
        for distance, above in enumerate([series, *ancestors(case.network, series)]):
            derived[above].append((distance, series, hub))
        for other in others:
            yield Found(
                "derived_series",
                (hub, other),
                0,
                lambda series=series: (
                    f"Both hand on {wording.series(case.name, case.network, series)}"
                ),
                is_weak=True,
            )
    for above, series in derived.items():
        (distance, one, hub), *others = sorted(series)
        for further, other, citation in others:
            yield Found(
                "derived_series",
                _pair(hub, citation),
                distance + further,
                lambda above=above, pair=(one, other): wording.derives(
                    case.name, case.network, above, *pair
                ),
            )
        # Citations of the claimant of the count above that name no count.
        claimant, _derives_from = case.network.series.get(above, (None, None))
        if claimant in without:
            for further, other, citation in series:
                if other != above:
                    yield Found(
                        "derived_series",
                        _pair(without[claimant], citation),
                        further,
                        lambda above=above, other=other: wording.derives(
                            case.name, case.network, above, above, other
                        ),
                        is_weak=True,
                    )


def _by_hand(case: Case) -> Iterator[Found]:
    """(f) An editor says so. A citation that does not count joins nothing."""
    ids = {citation.id for citation in case.counted}
    for hand in case.hands:
        if hand.joins and {hand.first, hand.second} <= ids:
            yield Found(
                "by_hand",
                _pair(hand.first, hand.second),
                0,
                lambda hand=hand: f"Joined by hand: {hand.reason.strip().rstrip('.')}",
            )


@dataclass(frozen=True)
class Rule:
    """Why two citations are joined: ``label`` names it on the desk, ``finders`` find it."""

    label: str
    finders: tuple[Callable[[Case], Iterator[Found]], ...]


# In the order in which a finding lists them.
RULES = {
    "shared_origin": Rule("One origin", (_shared_origins, _shared_voices)),
    "republication": Rule("Republication", (_republications,)),
    "relay_is_origin": Rule("Heard through the other’s origin", (_relays,)),
    "source_link": Rule("Linked sources", (_source_links,)),
    "derived_series": Rule("One running count from the other", (_derived_series,)),
    "by_hand": Rule("Joined by hand", (_by_hand,)),
}
PLACES = {code: place for place, code in enumerate(RULES)}


def find(case: Case) -> list[Found]:
    """All joins, each reason once for two citations, by its shortest way; the weak ones last."""
    nearest: dict[tuple, Found] = {}
    for finder in (finder for rule in RULES.values() for finder in rule.finders):
        for found in finder(case):
            known = nearest.get((found.reason, found.pair, found.is_weak))
            if known is None or found.distance < known.distance:
                nearest[found.reason, found.pair, found.is_weak] = found
    return sorted(nearest.values(), key=lambda f: (f.is_weak, f.pair, PLACES[f.reason]))
