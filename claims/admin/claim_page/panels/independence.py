"""The independent origins of a claim on its page: a drawing, and the reasons in words."""

from collections.abc import Mapping

from claims.admin.claim_page.panels import tree
from claims.loading import facts
from claims.loading.findings import Examination
from claims.models import Citation
from claims.rules import chains
from claims.rules.independence import RULES

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
        "denied": [denial.sentence for denial in finding.denied],
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
        chains = [chain_of(cited[pk], set(cluster.interested)) for pk in pks]
        groups.append(tree.Group(f"Origin {number}: {stake}", chains))
    left_out = [pk for pk in examined.finding.not_counted if pk in cited][:room]
    chains = [chain for pk in left_out if (chain := chain_of(cited[pk], set()))]
    groups.append(tree.Group("Not counted", chains, is_counted=False))
    return [group for group in groups if group.chains]


def chain_of(citation: Citation, interested: set[str]) -> list[list[tree.Stop]]:
    """Return a chain by its positions; a publisher that is the origin, too, has both roles."""
    hops = facts.ordered(citation)
    names = {hop.source.slug: hop.source.name for hop in hops}
    positions = {hop.source.slug: hop.position for hop in hops}
    stops: dict[int, list[tree.Stop]] = {}
    for slug, role in chains.roles(facts.chain(citation)):
        note = "interested party" if role == "origin" and slug in interested else ""
        stop = tree.Stop(slug, names[slug], role, note)
        stops.setdefault(positions[slug], []).append(stop)
    return [stops[position] for position in sorted(stops)]


def in_words(group: tree.Group) -> str:
    """Return a group for screen readers: “Origin 1: …: A from B from C; D from C.”"""
    sentences = [
        " from ".join(" with ".join(dict.fromkeys(stop.name for stop in stops)) for stops in chain)
        for chain in group.chains
    ]
    return f"{group.title}: {'; '.join(sentences)}."
