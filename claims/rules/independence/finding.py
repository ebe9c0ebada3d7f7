"""The count of independent origins: from citations to clusters, with the explanation."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from claims.rules.independence.counted import Counted, Denial, NotCounted, sift
from claims.rules.independence.facts import Cited, Hand, Network
from claims.rules.independence.joins import PLACES, RULES, Case, Found, Join, buckets, find
from claims.rules.independence.lineage import ancestors
from claims.rules.independence.onward import Severed, goes_on, onward
from claims.rules.independence.roots import root_circles
from claims.rules.independence.upstream import BODY, LINKED, Upstream
from claims.rules.independence.wording import sentence


@dataclass(frozen=True)
class Cluster:
    """One independent origin: the citations that lead to it, and their joins.

    ``roots`` are the origins that derive from no other origin of the cluster. ``relays`` look like
    origins in a chain that goes on in another citation. ``interested`` are
    the origins with a stake in the topic, their own or that of a source on which they depend. A
    cluster is disinterested if some root has no stake.
    """

    citations: tuple[Hashable, ...]
    origins: tuple[Hashable, ...]
    roots: tuple[Hashable, ...]
    relays: tuple[Hashable, ...]
    interested: tuple[Hashable, ...]
    disinterested: bool
    joins: tuple[Join, ...]


@dataclass(frozen=True)
class Split:
    """The effect of a split by hand.

    ``effect``: separated, still_joined (something else joins them), no_link (no source link joined
    them, and no chain goes on from one to the other), not_counted (one of the two does not count).
    """

    first: Hashable
    second: Hashable
    effect: str
    sentence: str


SPLIT_WORDS = {
    "separated": "Set apart by hand",
    "still_joined": "Set apart by hand, but something else joins them",
    "no_link": "Set apart by hand, but no link and no chain that goes on joins them",
    "not_counted": "Set apart by hand, but not both of them count",
}


@dataclass(frozen=True)
class Finding:
    """The number of independent origins, and everything that explains the count."""

    independent_origins: int
    disinterested_origins: int
    clusters: tuple[Cluster, ...]
    reasons: tuple[str, ...]
    not_counted: Mapping[Hashable, NotCounted]
    denied: tuple[Denial, ...]
    withdrawn: tuple[Denial, ...]
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
    sifted = sift(citations, network, standing, name)
    counted, not_counted = sifted.counted, sifted.not_counted
    severed = _severed((*counted, *sifted.trails), hands)
    upstream = Upstream(network, severed.origins) if severed.origins else standing
    reached = buckets(counted, upstream)
    going_on = onward(counted, sifted.trails, severed, network)
    case = Case(counted, network, upstream, reached, severed, going_on, hands, name)
    groups, joins = _connect(counted, find(case))
    for first, members in list(groups.items()):
        if all(origin in going_on.lost for cited in members for origin in cited.origins):
            not_counted |= {cited.id: _lost(cited, case, not_counted) for cited in members}
            del groups[first]
    clusters = _clusters(groups, joins, root_circles(case), _interested(case), going_on.relays)
    used = {join.reason for cluster in clusters for join in cluster.joins}
    return Finding(
        independent_origins=len(clusters),
        disinterested_origins=sum(cluster.disinterested for cluster in clusters),
        clusters=clusters,
        reasons=tuple(rule for rule in RULES if rule in used),
        not_counted=dict(sorted(not_counted.items())),
        denied=sifted.denied,
        withdrawn=sifted.withdrawn,
        splits=tuple(_splits(case, sifted.trails, groups, standing)),
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


def _lost(
    citation: Counted,
    case: Case,
    not_counted: Mapping[Hashable, NotCounted],
) -> NotCounted:
    """Return the cause why a chain that goes on to no origin does not count."""
    lost, documents = case.onward.lost, case.network.documents
    ends = {lost[origin].id: origin for origin in reversed(citation.origins)}
    causes = {end: not_counted[end] for end in ends}
    words = [
        sentence(
            f"{case.name(origin)} is no origin of its own: the chain goes on in what was read at "
            f"{case.name(documents[lost[origin].document].publisher)}, which does not count"
        )
        + f" {causes[end].sentence}"
        for end, origin in sorted(ends.items())
    ]
    return NotCounted(causes[min(ends)].cause, " ".join(words))


def _severed(carrying: Sequence[Counted], hands: Sequence[Hand]) -> Severed:
    """Return every pair of origins that an editor split, in both orders; of a citation without
    origins, the origins that were split from it."""
    by_id = {citation.id: citation for citation in carrying}
    origins, trails = set(), set()
    for hand in hands:
        if hand.joins or hand.first not in by_id or hand.second not in by_id:
            continue
        one, other = by_id[hand.first], by_id[hand.second]
        for first, second in itertools.product(one.origins, other.origins):
            origins |= {(first, second), (second, first)}
        for first, second in ((one, other), (other, one)):
            if not second.origins:
                trails.update((origin, second.id) for origin in first.origins)
    return Severed(origins, trails)


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
    relays: frozenset[Hashable],
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
            relays=tuple(sorted((members[first] & relays) - roots[first])),
            interested=tuple(sorted(members[first] & interested)),
            disinterested=first in disinterested,
            joins=tuple(joins.get(first, ())),
        )
        for first in groups
    )


def _splits(
    case: Case,
    trails: Sequence[Counted],
    groups: Mapping[Hashable, Sequence[Counted]],
    standing: Upstream,
) -> Iterator[Split]:
    """Yield the effect of each split by hand."""
    by_id = {citation.id: citation for citation in (*case.counted, *trails)}
    group_of = {citation.id: first for first, group in groups.items() for citation in group}
    for hand in case.hands:
        if hand.joins:
            continue
        pair = sorted((hand.first, hand.second))
        effect = _effect(pair, by_id, group_of, case.network, standing)
        words = f"{SPLIT_WORDS[effect]}: {hand.reason.strip().rstrip('.')}"
        yield Split(*pair, effect, sentence(words))


def _effect(pair, by_id, group_of, network: Network, standing: Upstream) -> str:
    in_groups = [one for one in pair if one in group_of]
    if not in_groups or not all(one in by_id for one in pair):
        return "not_counted"
    one, other = (by_id[citation] for citation in pair)
    is_onward = goes_on(one, other, network, standing) or goes_on(other, one, network, standing)
    if len(in_groups) == 1:
        return "separated" if is_onward else "not_counted"
    if not is_onward and not _are_linked(one, other, standing):
        return "no_link"
    return "still_joined" if group_of[pair[0]] == group_of[pair[1]] else "separated"


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
