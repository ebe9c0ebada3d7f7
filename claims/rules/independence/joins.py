"""The joins. Each rule puts citations into buckets and joins within them, never by pairs.

A bucket of n citations gives n − 1 joins, each to the nearest citation. This is enough to connect
and explain them, and 10,000 citations of one claim take a fraction of a second.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.rules.independence import wording
from claims.rules.independence.counted import Counted
from claims.rules.independence.facts import Hand, Link, Network
from claims.rules.independence.lineage import ancestors, copied, families
from claims.rules.independence.onward import Onward, Severed, first_publishers, with_originals
from claims.rules.independence.upstream import BODY, LINKED, VOICE, Upstream


@dataclass(frozen=True)
class Join:
    """Two citations that are not independent: ``reason`` for programs, ``sentence`` for people."""

    first: Hashable
    second: Hashable
    reason: str
    sentence: str


class Found(NamedTuple):
    """A possible join. ``distance`` counts its links: of several, the nearest is used.

    ``is_weak``: the join counts only if nothing else joins the two; otherwise it would repeat that.
    """

    reason: str
    pair: tuple[Hashable, Hashable]
    distance: int
    words: Callable[[], str]
    is_weak: bool = False


class Element(NamedTuple):
    """An origin in the bucket of a source upstream of it, with the citation that shows it best."""

    level: int
    distance: int
    citation: Hashable
    origin: Hashable
    path: tuple[Link, ...]


Buckets = Mapping[Hashable, Sequence[Element]]


@dataclass(frozen=True, eq=False)
class Case:
    """The case of one claim: the citations that count, and the known facts around them.

    ``severed``: what an editor split; ``reached``: the ``buckets`` without those pairs of origins;
    ``onward``: the origins whose chains go on. ``name`` gives a source's name as in the middle of a
    sentence.
    """

    counted: Sequence[Counted]
    network: Network
    upstream: Upstream
    reached: Buckets
    severed: Severed
    onward: Onward
    hands: Sequence[Hand]
    name: Callable[[Hashable], str]


def buckets(counted: Sequence[Counted], upstream: Upstream) -> dict[Hashable, list[Element]]:
    """Return by source the origins that it is upstream of, including itself, the nearest first."""
    best: dict[Hashable, dict[Hashable, Element]] = defaultdict(dict)
    for citation in counted:
        for origin in citation.origins:
            for source, (level, path) in upstream.of(origin, citation.on).items():
                element = Element(level, len(path), citation.id, origin, path)
                nearest = best[source].get(origin)
                if nearest is None or element[:2] < nearest[:2]:
                    best[source][origin] = element
    return {source: sorted(best[source].values(), key=lambda e: e[:4]) for source in sorted(best)}


def _pair(one: Hashable, other: Hashable) -> tuple[Hashable, Hashable]:
    return (one, other) if one <= other else (other, one)


def _shared_origins(case: Case) -> Iterator[Found]:
    """(a) Join citations that lead to the same source, or to the same joint sources."""
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
    """(a) Join two origins if one is the other's body, or both speak for one body.

    Two departments of one body each speak for themselves: this is a link (d), which an editor may
    split, unless the body or somebody who speaks for it is an origin too.
    """
    for elements in case.reached.values():
        hub, *others = elements
        if hub.level == VOICE:
            for other in others:
                if other.level <= BODY:
                    yield from _linked("shared_origin", hub, other, case.name)


def _source_links(case: Case) -> Iterator[Found]:
    """(d) Join two origins if one is upstream of the other, or a source is upstream of both.

    Within a bucket all origins depend on each other, except those that an editor split. The walk
    goes from one origin to all that are not split from it, and on from those.
    """
    for elements in case.reached.values():
        waiting = elements
        # In this case (a) has already joined all origins that are closer than a link.
        has_voice = elements[0].level == VOICE
        while waiting:
            first, *waiting = waiting
            queue = deque([first])
            while queue:
                one, apart = queue.popleft(), []
                for other in waiting:
                    if (one.origin, other.origin) in case.severed.origins:
                        apart.append(other)
                        continue
                    queue.append(other)
                    if not has_voice or max(one.level, other.level) == LINKED:
                        yield from _linked("source_link", one, other, case.name)
                waiting = apart


def _linked(reason: str, one: Element, other: Element, name: Callable) -> Iterator[Found]:
    """Yield the join of two origins by a source upstream of both, unless one citation has both."""
    if one.citation != other.citation:
        yield Found(
            reason,
            _pair(one.citation, other.citation),
            one.distance + other.distance,
            lambda: wording.ways(name, one.path, other.path),
        )


def _republications(case: Case) -> Iterator[Found]:
    """(b) Join citations if one document republishes the other, or both republish a third."""
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
    """(c) Join a citation heard through a relay with a citation of that relay as origin."""
    for citation in case.counted:
        for relay in citation.relays:
            yield from _goes_on(case, "relay_is_origin", citation, relay, wording.through)


def _publishers(case: Case) -> Iterator[Found]:
    """(c) Join a citation that was read at a publisher with a citation of it as origin.

    The publisher of what a document republishes is the publisher of its text, too.
    """
    for citation in case.counted:
        for publisher in citation.publishers:
            yield from _goes_on(case, "chain_continues", citation, publisher, wording.read_at)
        for publisher in first_publishers(citation, case.network):
            for join in _goes_on(case, "chain_continues", citation, publisher, wording.copied_from):
                yield join._replace(is_weak=True)


def _goes_on(
    case: Case, reason: str, citation: Counted, source: Hashable, words
) -> Iterator[Found]:
    """Yield the joins with citations whose origin hands the claim on in this citation.

    A relay or publisher stands for itself and for its bodies.
    """
    for body in case.upstream.stands_for(source, citation.on):
        hub = next(
            (
                element
                for element in case.reached.get(body, ())
                if element.level == VOICE and not case.severed.parts(element.origin, citation)
            ),
            None,
        )
        if hub is None or hub.citation == citation.id:
            continue
        path = case.upstream.of(source, citation.on)[body].path
        yield Found(
            reason,
            _pair(hub.citation, citation.id),
            len(path) + hub.distance,
            lambda path=path, hub=hub: words(case.name, source, path, hub.path),
            is_weak=source != hub.origin,
        )


def _documents(case: Case) -> Iterator[Found]:
    """(c) Join a citation that read a document with citations of that document as the origin's."""
    issuers, readers = defaultdict(dict), defaultdict(list)
    for citation in case.counted:
        for origin, named in citation.issued:
            for document in with_originals(case.network, named):
                issuers[document].setdefault(origin, citation)
        for document in citation.read:
            readers[document].append(citation)
    for document in issuers.keys() & readers.keys():
        (first, hub), *others = issuers[document].items()
        pairs = [(first, hub, reader) for reader in readers[document]]
        pairs += [(origin, one, readers[document][0]) for origin, one in others]
        for origin, one, reader in pairs:
            is_apart = origin in reader.origins or case.severed.parts(origin, reader)
            if one.id != reader.id and not is_apart:
                yield _by_document(case, one, reader, document, wording.leads_to)


def _one_text(case: Case) -> Iterator[Found]:
    """(c) Join a citation of an origin's document with all that have this document, or a copy."""
    hubs: dict[Hashable, tuple[Hashable, Counted, Hashable]] = {}
    near = [(one, {one.document, *one.read, *dict(one.issued).values()}) for one in case.counted]
    named = {document for _one, documents in near for document in documents}
    root_of = families(case.network.documents, sorted(named))
    for citation in case.counted:
        for origin, document in citation.issued:
            hubs.setdefault(root_of[document][0], (origin, citation, document))
    for citation, documents in near if hubs else ():
        for root in {root_of[document][0] for document in documents} & hubs.keys():
            origin, hub, document = hubs[root]
            if hub.id != citation.id and not case.severed.parts(origin, citation):
                yield _by_document(case, hub, citation, document, wording.one_text, is_weak=True)


def _by_document(case: Case, one: Counted, other: Counted, document, words, is_weak=False) -> Found:
    return Found(
        "chain_continues",
        _pair(one.id, other.id),
        0,
        lambda: words(case.name, case.network, document),
        is_weak,
    )


def _derived_series(case: Case) -> Iterator[Found]:
    """(e) Join citations if one running count derives from the other, or both from a third."""
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
        # Citations of the upper count's claimant that do not say which count they quote.
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
    """(f) Join citations that an editor joined. A citation that does not count joins nothing."""
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
    """A reason for joins: ``label`` is its name on the desk, ``finders`` find the joins."""

    label: str
    finders: tuple[Callable[[Case], Iterator[Found]], ...]


# The order in which a finding lists them.
RULES = {
    "shared_origin": Rule("One origin", (_shared_origins, _shared_voices)),
    "republication": Rule("Republication", (_republications,)),
    "relay_is_origin": Rule("Heard through the other’s origin", (_relays,)),
    "chain_continues": Rule("The chain goes on", (_documents, _publishers, _one_text)),
    "source_link": Rule("Linked sources", (_source_links,)),
    "derived_series": Rule("One running count from the other", (_derived_series,)),
    "by_hand": Rule("Joined by hand", (_by_hand,)),
}
PLACES = {code: place for place, code in enumerate(RULES)}


def find(case: Case) -> list[Found]:
    """Return all joins, weak ones last: each reason once for two citations, by its shortest way."""
    nearest: dict[tuple, Found] = {}
    for finder in (finder for rule in RULES.values() for finder in rule.finders):
        for join in finder(case):
            current = nearest.get((join.reason, join.pair, join.is_weak))
            if current is None or join.distance < current.distance:
                nearest[join.reason, join.pair, join.is_weak] = join
    return sorted(nearest.values(), key=lambda join: (join.is_weak, join.pair, PLACES[join.reason]))
