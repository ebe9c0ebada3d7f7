"""The count of independent origins: from citations to clusters, with the explanation."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from claims.rules.independence.counted import Counted, Denial, NotCounted, sift
from claims.rules.independence.facts import Cited, Hand, Network
from claims.rules.independence.joins import PLACES, RULES, Case, Found, Join, buckets, find
from claims.rules.independence.lineage import ancestors
from claims.rules.independence.roots import root_circles
from claims.rules.independence.upstream import BODY, LINKED, Upstream
from claims.rules.independence.wording import sentence


@dataclass(frozen=True)
class Cluster:
    """One independent origin: the citations that lead to it, and their joins.

    ``roots`` are the origins that derive from no other origin of the cluster. ``interested`` are
    the origins with a stake in the topic, their own or that of a source on which they depend. A
    cluster is disinterested if some root has no stake.
    """

    citations: tuple[Hashable, ...]
    origins: tuple[Hashable, ...]
    roots: tuple[Hashable, ...]
    interested: tuple[Hashable, ...]
    disinterested: bool
    joins: tuple[Join, ...]


@dataclass(frozen=True)
class Split:
    """The effect of a split by hand.

    ``effect``: separated, still_joined (something else joins them), no_link (no source link joined
    them), not_counted (one of the two does not count).
    """

    first: Hashable
    second: Hashable
    effect: str
    sentence: str


@dataclass(frozen=True)
class Finding:
    """The number of independent origins, and everything that explains the count."""

    independent_origins: int
    disinterested_origins: int
    clusters: tuple[Cluster, ...]
    reasons: tuple[str, ...]
    not_counted: Mapping[Hashable, NotCounted]
    denied: tuple[Denial, ...]
    splits: tuple[Split, ...]


def count(
    citations: Collection[Cited],
    network: Network,
    hands: Collection[Hand] = (),
    name: Callable[[Hashable], str] = str,
) -> Finding:
    """Return the independent origins of one claim's citations.

    The order of the arguments does not matter. ``name`` gives a source's name as in the middle of a
    sentence. Raises ``CircularReporting`` (a ``ValueError``) if a source appears twice in one
    chain, ``ValueError`` if two citations have the same id, and ``KeyError`` for a cited document
    that the network does not hold.
    """
    citations = sorted(citations, key=lambda cited: cited.id)
    if len({cited.id for cited in citations}) < len(citations):
        raise ValueError("Two citations have one id.")
    hands = sorted(hands, key=lambda hand: (hand.first, hand.second, hand.joins, hand.reason))
    standing = Upstream(network)
    counted, not_counted, denied = sift(citations, network, standing, name)
    severed = _severed(counted, hands)
    upstream = Upstream(network, severed) if severed else standing
    reached = buckets(counted, upstream)
    case = Case(counted, network, upstream, reached, severed, hands, name)
    groups, joins = _connect(counted, find(case))
    clusters = _clusters(groups, joins, root_circles(case), _interested(case))
    used = {join.reason for cluster in clusters for join in cluster.joins}
    return Finding(
        independent_origins=len(clusters),
        disinterested_origins=sum(cluster.disinterested for cluster in clusters),
        clusters=clusters,
        reasons=tuple(rule for rule in RULES if rule in used),
        not_counted=not_counted,
        denied=tuple(denied),
        splits=tuple(_splits(case, groups, standing)),
    )


def as_json(finding: Finding) -> dict:
    """Return the finding as dicts and lists, in one order, for the API and for the record."""
    plain = asdict(finding)
    plain["clusters"] = [
        {key: list(value) if isinstance(value, tuple) else value for key, value in cluster.items()}
        for cluster in plain["clusters"]
    ]
    plain["not_counted"] = [
        {"citation": citation, **reason} for citation, reason in plain["not_counted"].items()
    ]
    return {key: list(value) if isinstance(value, tuple) else value for key, value in plain.items()}


def _severed(counted: Sequence[Counted], hands: Sequence[Hand]) -> set[tuple]:
    """Return every pair of origins that an editor split, in both orders."""
    by_id = {citation.id: citation for citation in counted}
    return {
        pair
        for hand in hands
        if not hand.joins and hand.first in by_id and hand.second in by_id
        for one in by_id[hand.first].origins
        for other in by_id[hand.second].origins
        for pair in ((one, other), (other, one))
    }


def _connect(
    counted: Sequence[Counted], found: Sequence[Found]
) -> tuple[dict[Hashable, list[Counted]], dict[Hashable, list[Join]]]:
    """Return the connected groups (by union-find) by their first citation, in order, with joins."""
    above = {citation.id: citation.id for citation in counted}

    def first_of(citation):
        while above[citation] != citation:
            above[citation] = citation = above[above[citation]]
        return citation

    used = []
    for join in found:
        one, other = sorted(map(first_of, join.pair))
        if one == other and join.is_weak:
            continue
        above[other] = one
        used.append(join)
    groups, joins = defaultdict(list), defaultdict(list)
    for citation in counted:
        groups[first_of(citation.id)].append(citation)
    for join in sorted(used, key=lambda join: (join.pair, PLACES[join.reason])):
        joins[first_of(join.pair[0])].append(Join(*join.pair, join.reason, sentence(join.words())))
    return groups, joins


def _interested(case: Case) -> set[Hashable]:
    """Return the origins with a stake on any day on which they are cited.

    A number that derives from the series of an interested party belongs to that party, cited or
    not. Otherwise leaving out the citation of a belligerent would make a repeated count
    disinterested.
    """
    interested = set()
    claimants: dict[Hashable, list[Hashable]] = {}
    for citation in case.counted:
        if citation.series not in claimants:
            above = ancestors(case.network, citation.series)
            claimants[citation.series] = [
                case.network.series[series][0] for series in above if series in case.network.series
            ]
        has_stake = any(
            case.upstream.is_interested(claimant, citation.on)
            for claimant in claimants[citation.series]
        )
        interested.update(
            origin
            for origin in citation.origins
            if has_stake or case.upstream.is_interested(origin, citation.on)
        )
    return interested


def _clusters(
    groups: Mapping[Hashable, Sequence[Counted]],
    joins: Mapping[Hashable, Sequence[Join]],
    circles: Sequence[frozenset[Hashable]],
    interested: set[Hashable],
) -> tuple[Cluster, ...]:
    cluster_of = {
        origin: first
        for first, citations in groups.items()
        for citation in citations
        for origin in citation.origins
    }
    roots, disinterested = defaultdict(set), set()
    for circle in circles:
        first = cluster_of[min(circle)]
        roots[first] |= circle
        if not circle & interested:
            disinterested.add(first)
    members = {
        first: {origin for citation in citations for origin in citation.origins}
        for first, citations in groups.items()
    }
    return tuple(
        Cluster(
            citations=tuple(citation.id for citation in groups[first]),
            origins=tuple(sorted(members[first])),
            roots=tuple(sorted(roots[first])),
            interested=tuple(sorted(members[first] & interested)),
            disinterested=first in disinterested,
            joins=tuple(joins.get(first, ())),
        )
        for first in groups
    )


def _splits(
    case: Case, groups: Mapping[Hashable, Sequence[Counted]], standing: Upstream
) -> Iterator[Split]:
    """Yield the effect of each split by hand."""
    by_id = {citation.id: citation for citation in case.counted}
    group_of = {citation.id: first for first, group in groups.items() for citation in group}
    for hand in case.hands:
        if hand.joins:
            continue
        first, second = hand.first, hand.second
        if first not in by_id or second not in by_id:
            effect, words = "not_counted", "Set apart by hand, but not both of them count"
        elif not _are_linked(by_id[first], by_id[second], standing):
            effect, words = "no_link", "Set apart by hand, but no link between sources joins them"
        elif group_of[first] == group_of[second]:
            effect, words = "still_joined", "Set apart by hand, but something else joins them"
        else:
            effect, words = "separated", "Set apart by hand"
        yield Split(
            *sorted((first, second)),
            effect,
            sentence(f"{words}: {hand.reason.strip().rstrip('.')}"),
        )


def _are_linked(one: Counted, other: Counted, standing: Upstream) -> bool:
    """Return whether a link (d) would join two of their origins without the split."""
    for origin in one.origins:
        ours = standing.of(origin, one.on)
        for another in other.origins:
            theirs = standing.of(another, other.on)
            for source in ours.keys() & theirs.keys() if origin != another else ():
                levels = ours[source].level, theirs[source].level
                if max(levels) == LINKED or min(levels) == BODY:
                    return True
    return False
