"""The links and merges of a source, in both directions, a bounded number."""

import datetime
from dataclasses import dataclass

from django.db.models import F, QuerySet

from sources.models import Source, SourceLink

MERGED = "merged into"


@dataclass(frozen=True)
class Relation:
    """One relation, read as “*one* *words* *other*”. ``until`` is the first day without it."""

    one: Source
    words: str
    other: Source
    topic: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    note: str = ""
    evidence_url: str = ""

    @property
    def when(self) -> str:
        """Return the topic and the dates in words; empty if it holds always and for everything."""
        parts = [f"on {self.topic}"] if self.topic else []
        parts += [f"from {self.since}"] if self.since else []
        parts += [f"until {self.until}"] if self.until else []
        return " ".join(parts)

    def holds(self, on: datetime.date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def __str__(self):
        return " ".join(filter(None, [str(self.one), self.words, str(self.other), self.when]))


@dataclass(frozen=True)
class Relations:
    """The first relations in each direction, and whether there are more."""

    above: list[Relation]  # to sources that the source depends on
    below: list[Relation]  # to sources that depend on the source
    is_more: bool


def relations_of(source: Source, limit: int) -> Relations:
    """Return at most ``limit`` relations in each direction, the ones without an end first.

    This needs four queries.
    """
    above = [of_link(link) for link in links_from(source)[: limit + 1]]
    if source.merged_into:
        above.insert(0, of_merge(source, source.merged_into))
    below = [of_link(link) for link in links_to(source)[: limit + 1]]
    below += [of_merge(merged, source) for merged in merged_into(source)[: limit + 1]]
    is_more = len(above) > limit or len(below) > limit
    return Relations(above[:limit], below[:limit], is_more)


def links_from(source: Source) -> QuerySet:
    return _whole(SourceLink.objects.filter(from_source=source))


def links_to(source: Source) -> QuerySet:
    return _whole(SourceLink.objects.filter(to_source=source))


def merged_into(source: Source) -> QuerySet:
    return Source.objects.filter(merged_into=source).order_by("id")


def _whole(links: QuerySet) -> QuerySet:
    return links.select_related("from_source", "to_source", "topic").order_by(
        F("valid_until").desc(nulls_first=True), "kind", "id"
    )


def of_link(link: SourceLink) -> Relation:
    ends = link.from_source, link.get_kind_display(), link.to_source
    bounds = link.topic.name if link.topic else "", link.valid_from, link.valid_until
    return Relation(*ends, *bounds, link.note, link.evidence_url)


def of_merge(merged: Source, into: Source) -> Relation:
    return Relation(merged, f"was {MERGED}", into)
