"""Hints on the chains of a claim for its editors: what may be one origin without saying so."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from django.db.models import OuterRef, Subquery

from claims.loading.findings import Examination
from claims.loading.registers import sources_of
from claims.models import Citation
from claims.rules.hints import look_like_one, repeats, spoken_for
from sources.models import Alias, Capture, Document, Source
from sources.naming import normalize
from sources.relations.surroundings import Surroundings

MOST_HINTS, MOST_SOURCES, MOST_DOCUMENTS = 20, 40, 20
MOST_BYTES = 300_000
# Rule → what the editor can do about it.
ACTIONS = {
    "names_alike": "If they are one body, merge the two sources, or add a link between them.",
    "spokesperson_unlinked": "If so, add a link of the kind “speaks for” at the source.",
    "text_repeated": "If one has it from the other, say at the document which one it republishes, "
    "or join the two citations by hand.",
}


@dataclass(frozen=True)
class Hint:
    """``sources`` and ``citations``: what it is about; ``at``: the row at which to act."""

    rule: str
    sentence: str
    at: Source | Document
    sources: tuple[Source, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def action(self) -> str:
        return ACTIONS[self.rule]


def hints(examined: Examination) -> list[Hint]:
    """Return the first hints on a claim, in at most four queries."""
    found = (*unlinked_voices(examined), *names_alike(examined), *texts_repeated(examined))
    return list(islice(found, MOST_HINTS))


def named(examined: Examination) -> list[Source]:
    """Return the sources of the chains, in order; of very many, the first."""
    sources = sources_of(examined.dossier.active)
    return [sources[pk] for pk in sorted(sources)][:MOST_SOURCES]


def names_alike(examined: Examination) -> Iterator[Hint]:
    """Yield the pairs of sources with names alike of which neither depends on the other."""
    sources, around = named(examined), examined.dossier.registers.surroundings
    names = {source.pk: {source.name: None} for source in sources}
    for pk, name in Alias.objects.filter(source__in=names).values_list("source_id", "name"):
        names[pk].setdefault(name)
    for one, other in combinations(sources, 2):
        if depends(around, one, other) or depends(around, other, one):
            continue
        alike = next(
            (
                (first, second)
                for first in names[one.pk]
                for second in names[other.pk]
                if look_like_one(first, second)
            ),
            None,
        )
        if alike:
            sentence = "“{}” and “{}” look like names of one body.".format(*alike)
            yield Hint("names_alike", sentence, one, (one, other))


def depends(around: Surroundings, one: Source, other: Source) -> bool:
    return other.pk in around.upstream([one.pk])[0]


def unlinked_voices(examined: Examination) -> Iterator[Hint]:
    """Yield the sources that are named as somebody's spokesperson and speak for nobody."""
    around = examined.dossier.registers.surroundings
    bodies = {
        source: body
        for source in named(examined)
        if (body := spoken_for(source.name))
        and not any(link.kind == "speaks_for" for link in around.links.get(source.pk, ()))
    }
    known = Alias.objects.filter(normalized__in={normalize(body) for body in bodies.values()})
    by_name = (
        {row.normalized: row.source for row in known.select_related("source")} if bodies else {}
    )
    for source, body in bodies.items():
        sentence = f"“{source.name}” is named as who speaks for “{body}”, and no link says so."
        spoken = by_name.get(normalize(body))
        both = (source, spoken) if spoken else (source,)
        yield Hint("spokesperson_unlinked", sentence, source, both)


def texts_repeated(examined: Examination) -> Iterator[Hint]:
    """Yield the pairs of documents with a text alike that stand behind two origins.

    The text of a document is that of its latest capture, else the quotes from it.
    """
    clusters = examined.finding.clusters
    cited = {citation.pk: citation for citation in examined.dossier.active}
    by_document: dict[int, list[Citation]] = defaultdict(list)
    places: dict[int, set[int]] = defaultdict(set)
    for place, cluster in enumerate(clusters):
        for pk in cluster.citations:
            by_document[cited[pk].document_id].append(cited[pk])
            places[cited[pk].document_id].add(place)
    ids = sorted(by_document)[:MOST_DOCUMENTS]
    texts = {pk: "\n".join(citation.quote for citation in by_document[pk]) for pk in ids}
    for one, other, share in repeats(texts | captured(ids)):
        if places[one] & places[other]:
            continue
        first, second = (by_document[pk][0] for pk in (one, other))
        sentence = (
            f"“{first.document.title}” and “{second.document.title}” have {share} % of the shorter "
            "text in common, and count as two origins."
        )
        publishers = (first.document.publisher, second.document.publisher)
        yield Hint("text_repeated", sentence, second.document, publishers, (first, second))


def captured(documents: list[int]) -> dict[int, str]:
    """Return the latest captured texts of documents, but for very long ones."""
    newest = Capture.objects.filter(document=OuterRef("pk"), text__isnull=False).order_by("-id")
    held = Document.objects.filter(pk__in=documents).annotate(
        newest=Subquery(newest.values("pk")[:1])
    )
    captures = Capture.objects.filter(
        pk__in=held.values("newest"), text__size__lte=MOST_BYTES
    ).select_related("text")
    return {capture.document_id: capture.words() for capture in captures}
