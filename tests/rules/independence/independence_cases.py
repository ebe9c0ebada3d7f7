"""Builders of the facts that the count of independent origins reads."""

import datetime
import json

from claims.rules.chains import Hop
from claims.rules.independence import (
    Cited,
    Document,
    Hand,
    Interested,
    Link,
    Network,
    Series,
    count,
)
from tests import ROOT

VECTORS = {
    vector["id"]: vector
    for name in ("independence", "chains")
    for vector in json.loads((ROOT / f"tests/vectors/{name}.json").read_text(encoding="utf-8"))
}
COUNTED = [vector for vector in VECTORS.values() if "refused" not in vector["expect"]]


JAN, JUNE = datetime.date(2025, 1, 1), datetime.date(2025, 6, 1)


def day(text):
    return text and datetime.date.fromisoformat(text)


def chain(*sources, end="origin_named"):
    """Hops from the publisher on; a list at the end is a joint origin.

    A source may come with the document that it published: ("sky", "article"), or as in JSON.
    """
    *relays, last = sources
    joint = last if isinstance(last, list) else [last]

    def hop(position, source, end=""):
        if isinstance(source, dict):
            source = source["source"], source["document"]
        source, document = source if isinstance(source, tuple) else (source, None)
        return Hop(position, source, end=end, document=document)

    return tuple(hop(position, source) for position, source in enumerate(relays)) + tuple(
        hop(len(relays), source, end) for source in joint
    )


def cite(name, *sources, end="origin_named", stance="asserts", document=None, **more):
    """A citation in a document of its own, unless it is given another."""
    hops = chain(*sources, end=end)
    return Cited(name, document or f"d-{name}", stance, hops, **more)


def network(citations, links=(), documents=(), series=None, interested=(), topics=("war",)):
    """The network around these citations; documents that are not given are made for them."""
    made = {
        cited.document: Document(cited.document, cited.hops[0].source if cited.hops else "nobody")
        for cited in citations
    }
    return Network(
        links=[link if isinstance(link, Link) else Link(*link) for link in links],
        documents=made | {document.id: document for document in documents},
        series={slug: Series(*entry) for slug, entry in (series or {}).items()},
        interested=[
            stake if isinstance(stake, Interested) else Interested(stake) for stake in interested
        ],
        topics=topics,
    )


def from_vector(vector):
    """A vector's citations, network and rulings by hand."""
    documents = [
        Document(
            name, entry["publisher"], day(entry.get("published_on")), entry.get("republication_of")
        )
        for name, entry in vector["documents"].items()
    ]
    citations = [
        cite(
            entry["id"],
            *entry["chain"],
            end=entry["end"],
            stance=entry["stance"],
            document=entry["document"],
            series=entry.get("series"),
            on=day(entry.get("on")),
            status=entry.get("status", "unchecked"),
        )
        for entry in vector["citations"]
    ]
    links = [
        Link(
            entry["from"],
            entry["to"],
            entry["kind"],
            entry.get("topic"),
            day(entry.get("valid_from")),
            day(entry.get("valid_until")),
        )
        for entry in vector["links"]
    ]
    merged = [
        (slug, entry["merged_into"], "speaks_for")
        for slug, entry in vector["sources"].items()
        if entry.get("merged_into")
    ]
    around = network(
        citations,
        [*links, *merged],
        documents,
        {
            slug: (entry["claimant"], entry.get("derives_from"))
            for slug, entry in vector.get("series", {}).items()
        },
        [slug for slug, entry in vector["sources"].items() if entry.get("interest")],
        topics=[vector["topic"]],
    )
    hands = [
        Hand(entry["first"], entry["second"], entry["kind"] == "join", entry["reason"])
        for entry in vector.get("hands", ())
    ]
    return citations, around, hands


def found(citations, hands=(), name=str, **around):
    return count(citations, network(citations, **around), hands, name)


def clusters(finding):
    return [list(cluster.citations) for cluster in finding.clusters]


def sentences(finding):
    return [join.sentence for cluster in finding.clusters for join in cluster.joins]


def causes(finding):
    return {citation: reason.cause for citation, reason in finding.not_counted.items()}
