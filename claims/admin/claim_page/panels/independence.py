"""The independent origins of a claim on its page: a drawing, and the reasons in words."""

from collections.abc import Mapping, Sequence

from claims.admin.claim_page.panels import tree
from claims.loading import facts
from claims.loading.findings import Examination
from claims.models import Citation
from claims.rules import chains
from claims.rules.independence import RULES, Cluster

MOST_DRAWN = 40  # chains; the words beside the drawing name all


def independence(examined: Examination) -> dict:
    """Return the drawing, and every join and everything that was not counted in words."""
    finding = examined.finding
    cited = {citation.pk: citation for citation in examined.dossier.active}
    titles = {pk: label_of(citation) for pk, citation in cited.items()}
    hops = [hop for citation in cited.values() for hop in citation.hops.all()]
    names = {hop.source.slug: hop.source.name for hop in hops}
    clusters = [
        {
            "title": f"Origin {number}",
            "origins": [names.get(slug, slug) for slug in cluster.roots],
            "relays": [names.get(slug, slug) for slug in cluster.relays],
            "disinterested": cluster.disinterested,
            "citations": [titles[pk] for pk in cluster.citations],
            "joins": [
                {
                    "label": RULES[join.reason].label,
                    "first": titles[join.first],
                    "second": titles[join.second],
                    "sentence": join.sentence,
                }
                for join in cluster.joins
            ],
        }
        for number, cluster in enumerate(finding.clusters, start=1)
    ]
    drawn = groups(examined, cited)
    return {
        "finding": finding,
        "clusters": clusters,
        "drawing": tree.draw(drawn),
        "in_words": [in_words(group) for group in drawn],
        "not_drawn": max(len(cited) - MOST_DRAWN, 0),
        "not_counted": [(titles[pk], why.sentence) for pk, why in finding.not_counted.items()],
        "denied": [denial.sentence for denial in (*finding.denied, *finding.withdrawn)],
        "splits": [
            (titles.get(split.first), titles.get(split.second), split.sentence)
            for split in finding.splits
        ],
    }


def label_of(citation: Citation) -> str:
    """Return a label that tells citations apart: reports of one event often share a title."""
    return f"{citation.document.publisher.name}, “{citation.document.title}”"


def groups(examined: Examination, cited: Mapping[int, Citation]) -> list[tree.Group]:
    """Return a group for each cluster and one not counted, with the first MOST_DRAWN chains."""
    groups, room = [], MOST_DRAWN
    for number, cluster in enumerate(examined.finding.clusters, start=1):
        stake = "disinterested" if cluster.disinterested else "an interested party"
        pks = cluster.citations[:room]
        room -= len(pks)
        members = [chain_of(cited[pk], cluster) for pk in pks]
        chains = [continued(chain, members) for chain in members]
        groups.append(tree.Group(f"Origin {number}: {stake}", chains))
    left_out = [pk for pk in examined.finding.not_counted if pk in cited][:room]
    chains = [chain for pk in left_out if (chain := chain_of(cited[pk]))]
    groups.append(tree.Group("Not counted", chains, is_counted=False))
    return [group for group in groups if group.chains]


def chain_of(citation: Citation, cluster: Cluster | None = None) -> list[list[tree.Stop]]:
    """Return a chain by its positions; a publisher that is the origin, too, has both roles.

    In the chain of a cluster, an origin at which the chain goes on is a relay, and so is one that
    denied or withdrew.
    """
    hops = facts.ordered(citation)
    names = {hop.source.slug: hop.source.name for hop in hops}
    positions = {hop.source.slug: hop.position for hop in hops}
    stops: dict[int, list[tree.Stop]] = {}
    for slug, role in chains.roles(facts.chain(citation)):
        note = ""
        if cluster and role == "origin":
            note = "interested party" if slug in cluster.interested else ""
            if slug not in cluster.origins:
                role, note = "relay", "denied or withdrawn"
            elif slug in cluster.relays and positions[slug]:
                role, note = "relay", ""
        stop = tree.Stop(slug, names[slug], role, note)
        stops.setdefault(positions[slug], []).append(stop)
    return [stops[position] for position in sorted(stops)]


def continued(chain: list, others: Sequence[list]) -> list[list[tree.Stop]]:
    """Return a chain that ends with a relay together with the rest of the chain where it goes on.

    Of several, the first is drawn; a relay of which no chain of the group tells more stays last.
    """
    chain = list(chain)
    while all(stop.role == "relay" for stop in chain[-1]):
        passed = {stop.source for stops in chain for stop in stops}
        ends = {stop.source for stop in chain[-1]}
        rests = (
            other[place + 1 :]
            for other in others
            for place, stops in enumerate(other[:-1])
            if not ends.isdisjoint(stop.source for stop in stops)
        )
        rest = next(
            (r for r in rests if passed.isdisjoint(stop.source for stops in r for stop in stops)),
            [],
        )
        if not rest:
            break
        chain += rest
    return chain


def in_words(group: tree.Group) -> str:
    """Return a group for screen readers: “Origin 1: …: A from B from C; D from C.”"""
    sentences = [
        " from ".join(" with ".join(dict.fromkeys(stop.name for stop in stops)) for stops in chain)
        for chain in group.chains
    ]
    return f"{group.title}: {'; '.join(sentences)}."
