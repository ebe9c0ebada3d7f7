"""The registers around some claims: fetched for all of them, at the first question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from claims.models import Citation, Series
from claims.rules import independence
from sources.models import Document, Source, Topic
from sources.relations import surroundings
from sources.relations.standing import members
from sources.relations.surroundings import Surroundings, lineage

if TYPE_CHECKING:
    from claims.loading.dossier import Dossier


@dataclass(frozen=True)
class Upstream:
    """Some sources, and all upstream of them, for one topic."""

    links: list[independence.Link]
    interested: list[independence.Interested]
    topics: list[str]
    names: dict[str, str]


class Registers:
    """Answers as of the first question, each worked out once; ``dossiers`` share them."""

    def __init__(self):
        self.dossiers: list[Dossier] = []
        self.upstream = cache(self._upstream)
        self.counting = cache(counting)

    @cached_property
    def surroundings(self) -> Surroundings:
        """The surroundings of every source that the claims and their documents name."""
        sources = {one.claimant_id: one.claimant for one in self.series.values()}
        sources |= {row.publisher_id: row.publisher for row in self.rows.values()}
        for dossier in self.dossiers:
            sources |= sources_of(dossier.citations)
        return surroundings.around(sources.values())

    @cached_property
    def series(self) -> dict[int, Series]:
        """The series of the claims, and those that they derive from."""
        return derived_from({one.claim.series for one in self.dossiers} - {None})

    @cached_property
    def rows(self) -> dict[int, Document]:
        """The cited documents, those of the hops, and what all these republish."""
        cited = [citation for one in self.dossiers for citation in one.citations]
        named = {hop.document_id for citation in cited for hop in citation.hops.all()}
        return with_originals({one.document_id: one.document for one in cited}, named)

    @cached_property
    def documents(self) -> dict[int, independence.Document]:
        return documents(self.rows)

    def publishers(self, citations: Iterable[Citation]) -> set[int]:
        """Return the ids of the publishers of the documents around some citations."""
        ids = {pk for cited in citations for pk in documents_of(cited)}
        around = set()
        while ids:
            around |= ids
            ids = {self.rows[pk].republication_of_id for pk in ids} - {None} - around
        return {self.rows[pk].publisher_id for pk in around}

    def derivation(self, series: Series | None) -> dict[int, Series]:
        """Return a series and those that it derives from, through any number of steps."""
        steps = {}
        while series is not None and series.pk not in steps:
            steps[series.pk] = series
            series = self.series.get(series.derives_from_id)
        return steps

    def _upstream(self, topic: Topic, ids: frozenset[int]) -> Upstream:
        return upstream(self.surroundings, topic, ids)


def sources_of(citations: Iterable[Citation]) -> dict[int, Source]:
    """Return the publishers and the sources in the chains of some citations, by their ids."""
    publishers = {cited.document.publisher_id: cited.document.publisher for cited in citations}
    return publishers | {
        hop.source_id: hop.source for cited in citations for hop in cited.hops.all()
    }


def derived_from(series: Iterable[Series]) -> dict[int, Series]:
    """Return these series and those that they derive from, through any number of steps."""
    known = {one.pk: one for one in series}
    while ids := {one.derives_from_id for one in known.values()} - {None} - known.keys():
        known |= Series.objects.select_related("claimant").in_bulk(ids)
    return known


def counting(series: Series) -> frozenset[int]:
    """Return the ids of the sources that count in a series: its claimant, and who speaks for it."""
    return frozenset(standing.source_id for standing in members(series.claimant))


def lines(series: dict[int, Series]) -> dict[int, independence.Series]:
    """Return series as the pure rules read them."""
    return {
        pk: independence.Series(one.claimant.slug, one.derives_from_id)
        for pk, one in series.items()
    }


def upstream(around: Surroundings, topic: Topic, ids: Iterable[int]) -> Upstream:
    """Return everything upstream of some sources, as the pure rules read it for a topic."""
    topics = lineage(topic)
    reached, links = around.upstream(ids)
    sources = [around.sources[pk] for pk in reached]
    interests = [
        interest
        for interest in around.interests
        if interest.source_id in reached and interest.topic_id in {topic.pk for topic in topics}
    ]
    return Upstream(
        links=[
            independence.Link(
                link.from_source.slug,
                link.to_source.slug,
                link.kind,
                link.topic.slug if link.topic else None,
                link.valid_from,
                link.valid_until,
            )
            for link in links
        ]
        # A merged source is the one that it was merged into: it speaks with its voice.
        + [
            independence.Link(source.slug, source.merged_into.slug, "speaks_for")
            for source in sources
            if source.merged_into_id
        ],
        interested=[
            independence.Interested(
                around.sources[interest.source_id].slug, interest.valid_from, interest.valid_until
            )
            for interest in interests
        ],
        topics=[topic.slug for topic in topics],
        names={source.slug: source.spoken_name for source in sources},
    )


def documents_of(citation: Citation) -> set[int]:
    """Return the ids of the document that a citation read, and of those of its hops."""
    return {citation.document_id, *(hop.document_id for hop in citation.hops.all())} - {None}


def with_originals(rows: dict[int, Document], ids: Iterable[int | None]) -> dict[int, Document]:
    """Return these documents, those with these ids, and what they republish, at any remove."""
    rows, frontier = dict(rows), {*ids, *(row.republication_of_id for row in rows.values())}
    while frontier := frontier - {None} - rows.keys():
        found = Document.objects.select_related("publisher").in_bulk(frontier)
        rows |= found
        frontier = {row.republication_of_id for row in found.values()}
    return rows


def documents(rows: dict[int, Document]) -> dict[int, independence.Document]:
    """Return documents as the pure rules read them."""
    return {
        pk: independence.Document(
            pk,
            row.publisher.slug,
            row.published_at.date() if row.published_at else None,
            row.republication_of_id,
        )
        for pk, row in rows.items()
    }
