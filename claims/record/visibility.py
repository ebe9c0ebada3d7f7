"""The public rows of the registers: those that stand in a publication, old or new.

A body is public too where a cited source speaks for it or is part of it, a topic where one below it
is, and what a public figure asks for. Of the rest not even a slug is told.
"""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import (
    Figure,
    FigurePolicy,
    Measure,
    Publication,
    PublicationSource,
    Scope,
    Series,
    Subject,
)
from sources.models import Document, Source, SourceLink, Topic
from sources.models.link import STANDS_FOR_KINDS
from sources.relations.standing import resolve

# Written by hand: every list of a source needs it, and the ORM takes longer than the query.
OF_SLUGS = """
SELECT s.*, EXISTS (
  SELECT 1 FROM claims_publicationsource AS p WHERE p.source_id = s.id
) AS is_cited FROM sources_source AS s WHERE s.slug IN ({marks})
"""


def sources() -> QuerySet[Source]:
    """Sources that stand in a chain, and the bodies behind them; merged ones give their target."""
    cited = Exists(PublicationSource.objects.filter(source=OuterRef("pk")))
    merged = Source.objects.filter(cited, merged_into__isnull=False)
    known: set[int] = set(merged.values_list("merged_into", flat=True))
    links = SourceLink.objects.filter(kind__in=STANDS_FOR_KINDS)
    behind = Exists(PublicationSource.objects.filter(source=OuterRef("from_source")))
    frontier = known | set(links.filter(behind).values_list("to_source", flat=True))
    while frontier:
        known |= frontier
        further = set(links.filter(from_source__in=frontier).values_list("to_source", flat=True))
        redirected = Source.objects.filter(pk__in=frontier, merged_into__isnull=False)
        frontier = (further | set(redirected.values_list("merged_into", flat=True))) - known
    return Source.objects.filter(cited | Q(pk__in=known), merged_into__isnull=True)


def source(slug: str) -> Source | None:
    """Return the public source of this slug, or the one that it was merged into; else None."""
    return named([slug]).get(slug)


def named(slugs: Iterable[str]) -> dict[str, Source]:
    """Return the public sources of these slugs, or those that they were merged into, by slug."""
    slugs = list(dict.fromkeys(slugs))
    if not slugs:
        return {}
    marks = ", ".join(["%s"] * len(slugs))
    rows = list(Source.objects.raw(OF_SLUGS.format(marks=marks), slugs))
    found = {row.slug: row for row in rows if row.is_cited and row.merged_into_id is None}
    others = {row.slug: resolve(row).pk for row in rows if row.slug not in found}
    if others:
        public = sources().in_bulk(others.values())
        found |= {slug: public[pk] for slug, pk in others.items() if pk in public}
    return found


def documents() -> QuerySet[Document]:
    return Document.objects.filter(
        Exists(PublicationSource.objects.filter(document=OuterRef("pk")))
    )


def in_use(name: str) -> Q:
    """Filter for rows that a publication names in this column, or a public figure."""
    published = Publication.objects.filter(**{name: OuterRef("pk")})
    asked = FigurePolicy.objects.filter(**{f"figure__{name}": OuterRef("pk")})
    return Q(Exists(published)) | Q(Exists(asked))


def measures() -> QuerySet[Measure]:
    return Measure.objects.filter(in_use("measure"))


def subjects() -> QuerySet[Subject]:
    return Subject.objects.filter(in_use("subject"))


def scopes() -> QuerySet[Scope]:
    return Scope.objects.filter(in_use("scope"))


def series(known_at=None, *, until: datetime.date | None = None) -> QuerySet[Series]:
    """Series with a value that is public, or was at a moment; ``until``: for a day until then."""
    values = Publication.objects.in_force(known_at).filter(series=OuterRef("pk"))
    return Series.objects.filter(Exists(values.filter(as_of__lte=until) if until else values))


def figures(known_at=None) -> QuerySet[Figure]:
    """Questions that an editor has set a policy for, or had by a moment."""
    policies = FigurePolicy.objects.filter(figure=OuterRef("pk"))
    return Figure.objects.filter(
        Exists(policies.filter(at__lte=known_at) if known_at else policies)
    )


def topics() -> QuerySet[Topic]:
    published = Exists(Publication.objects.filter(topic=OuterRef("pk")))
    parents = dict(Topic.objects.values_list("pk", "parent"))
    known: set[int] = set()
    for pk in Topic.objects.filter(published).values_list("pk", flat=True):
        while pk and pk not in known:
            known.add(pk)
            pk = parents[pk]
    return Topic.objects.filter(pk__in=known)


def topics_below(*topics: Topic) -> list[int]:
    """Return the ids of the topics and all below them."""
    children: dict[int, list[int]] = {}
    for pk, parent in Topic.objects.values_list("pk", "parent"):
        children.setdefault(parent, []).append(pk)
    found = [topic.pk for topic in topics]
    for pk in found:
        found += [child for child in children.get(pk, []) if child not in found]
    return found
