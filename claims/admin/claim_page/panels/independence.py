"""The independent origins of a claim for its page: the drawing, and the reasons in words."""

from collections.abc import Mapping

from claims.admin.claim_page.panels import tree
from claims.loading import facts
from claims.loading.findings import Examination
from claims.models import Citation
from claims.rules import chains
from claims.rules.independence import RULES

# What is drawn; the words beside the drawing name all.
MOST_DRAWN = 40


def independence(examined: Examination) -> dict:
    """The drawing, and beside it every join and everything that was not counted."""
    finding = examined.finding
    cited = {citation.pk: citation for citation in examined.dossier.active}
    titles = {pk: label_of(citation) for pk, citation in cited.items()}
    names = {
        hop.source.slug: hop.source.name
        for citation in examined.dossier.active
        for hop in citation.hops.all()
    }
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
    """What tells a citation from others: reports of one thing often have one title."""
    return f"{citation.document.publisher.name}, “{citation.document.title}”"


def groups(examined: Examination, cited: Mapping[int, Citation]) -> list[tree.Group]:
    """A group for each cluster, and one of what was not counted: the first MOST_DRAWN chains."""
    found, room = [], MOST_DRAWN
    for number, cluster in enumerate(examined.finding.clusters, start=1):
        stake = "disinterested" if cluster.disinterested else "an interested party"
        pks = cluster.citations[:room]
        room -= len(pks)
        drawn = [chain_of(cited[pk], set(cluster.interested)) for pk in pks]
        if drawn:
            found.append(tree.Group(f"Origin {number}: {stake}", drawn))
    left_out = [pk for pk in examined.finding.not_counted if pk in cited][:room]
    drawn = [chain for pk in left_out if (chain := chain_of(cited[pk], set()))]
    if drawn:
        found.append(tree.Group("Not counted", drawn, is_counted=False))
    return found


def chain_of(citation: Citation, interested: set[str]) -> list[list[tree.Stop]]:
    """A chain by its positions; a publisher who is the origin too stands in both roles."""
    hops = facts.ordered(citation)
    names = {hop.source.slug: hop.source.name for hop in hops}
    positions = {hop.source.slug: hop.position for hop in hops}
    found: dict[int, list[tree.Stop]] = {}
    for slug, role in chains.roles(facts.chain(citation)):
        note = "interested party" if role == "origin" and slug in interested else ""
        stop = tree.Stop(slug, names[slug], role, note)
        found.setdefault(positions[slug], []).append(stop)
    return [found[position] for position in sorted(found)]


def in_words(group: tree.Group) -> str:
    """A group for those who do not see it: “Origin 1: …: A from B from C; D from C.”"""
    said = "; ".join(
        " from ".join(" with ".join(dict.fromkeys(stop.name for stop in stops)) for stops in chain)
        for chain in group.chains
    )
    return f"{group.title}: {said}."
