"""The origins behind public values taken together: which of them two values share.

The count of a claim is of that claim alone. For values side by side it is made anew, by the same
rules, over all of their citations that counted.
"""

import json
from collections.abc import Collection
from dataclasses import replace

from claims.loading import findings, registers
from claims.models import Publication, Ruling, Series
from claims.rules import chains, independence
from claims.rules.chains import Hop
from sources.models import Source, Topic
from sources.relations import surroundings

HOP_WORDS = ("end", "relation", "designation")


def behind(
    rows: Collection[Publication], documents: dict[str, dict], known_at=None
) -> dict[str, tuple]:
    """Return the ref of each value with the numbers of the origins behind it.

    ``documents``: public documents by ref; ``known_at``: rulings by hand hold up to then. Links
    between sources and of series are those of today.
    """
    cited, ref_of = [], {}
    for row in rows:
        document = documents[row.ref]
        saying = {said["slug"] for said in document["claimants"]}
        for citation in counted(row, document):
            one = told(citation)
            # Others who support a value of a count have a number of their own.
            is_counted = not saying.isdisjoint(chains.origins(one.hops))
            cited.append(replace(one, series=row.series_id if is_counted else None))
            ref_of[citation["id"]] = row.ref
    found: dict[str, dict[int, None]] = {row.ref: {} for row in rows}
    count = independence.count(cited, network(rows, cited), hands=hands(rows, known_at))
    for number, cluster in enumerate(count.clusters):
        for citation in cluster.citations:
            found[ref_of[citation]][number] = None
    return {ref: tuple(numbers) for ref, numbers in found.items()}


def counted(row: Publication, document: dict) -> list[dict]:
    """Return the public citations that counted when the claim was published."""
    clusters = json.loads(row.independence)["clusters"]
    ids = {pk for cluster in clusters for pk in cluster["citations"]}
    return [citation for citation in document["citations"] if citation["id"] in ids]


def told(citation: dict) -> independence.Cited:
    """Return a public citation as the count reads it."""
    return independence.Cited(
        id=citation["id"],
        document=citation["document"]["id"],
        stance=citation["stance"],
        hops=tuple(
            Hop(
                hop["position"],
                hop["source"]["slug"],
                *(hop[name] or "" for name in HOP_WORDS),
                document=(hop.get("document") or {}).get("id"),
            )
            for hop in citation["chain"]
        ),
        status=citation["source_status"],
    )


def network(rows: Collection[Publication], cited: list[independence.Cited]):
    """Return the sources, documents and series around these values."""
    slugs = {hop.source for one in cited for hop in one.hops}
    sources = {source.pk: source for source in Source.objects.filter(slug__in=slugs)}
    topics = Topic.objects.filter(pk__in={row.topic_id for row in rows})
    ids = {row.series_id for row in rows} - {None}
    series = registers.derived_from(Series.objects.select_related("claimant").filter(pk__in=ids))
    known = surroundings.around(sources.values())
    around = [registers.upstream(known, topic, sources) for topic in topics]
    named = {one.document for one in cited} | {hop.document for one in cited for hop in one.hops}
    return independence.Network(
        links=[link for one in around for link in one.links],
        documents=registers.documents(registers.with_originals({}, named)),
        series=registers.lines(series),
        topics={slug for one in around for slug in one.topics},
    )


def hands(rows: Collection[Publication], known_at) -> list[independence.Hand]:
    """Return the rulings on two citations of one of these claims; the last on a pair holds."""
    rulings = Ruling.objects.filter(claim__in={row.claim_id for row in rows}).order_by("id")
    if known_at:
        rulings = rulings.filter(at__lte=known_at)
    return findings.hands(rulings)
