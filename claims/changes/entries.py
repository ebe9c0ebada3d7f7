"""Writing the changes of public register entries: sources, documents, vocabulary, series, figures.

``sources.changes`` reports them, from the pages and verbs that write entries. A change lists the
members of the public answer that may differ; an entry that is not public has no changes.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from claims.models import Figure, Measure, Scope, Series, Subject
from claims.record import visibility
from claims.record.change_log import record
from sources.models import Document, Source, Topic

MERGED = "merged_into"


@dataclass(frozen=True)
class Entry:
    """A register in the feed: its resource, its key, and the answer's member for each column."""

    resource: str
    key: str
    public: Callable
    members: dict[str, str]
    listed: str = ""  # the member of a change that lists entries of this register


def same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


ENTRIES = {
    Source: Entry(
        "source",
        "slug",
        visibility.sources,
        same(
            *("name", "kind", "country", "description", "homepage", "wikidata_id"),
            *("aliases", "domains", "links", "interests", "grades", MERGED),
        ),
        "sources",
    ),
    Document: Entry(
        "document",
        "pk",
        visibility.documents,
        {"canonical_url": "url"}
        | same("title", "kind", "language", "byline", "publisher", "published_at")
        | {"published_precision": "published_at", "republication_of": "republication_of"},
    ),
    Topic: Entry("topic", "slug", visibility.topics, same("name", "parent")),
    Measure: Entry(
        "measure",
        "code",
        visibility.measures,
        same("name", "definition", "dimension", "is_cumulative") | {"default_unit": "unit"},
    ),
    Subject: Entry("subject", "slug", visibility.subjects, same("name", "kind", "wikidata_id")),
    Scope: Entry("scope", "slug", visibility.scopes, same("name", "note")),
    Series: Entry(
        "series",
        "slug",
        visibility.series,
        same("name", "measure", "subject", "scope", "claimant", "is_cumulative", "starts_on")
        | same("derives_from", "derivation_note"),
        "series",
    ),
    Figure: Entry("figure", "slug", visibility.figures, same("question"), "figures"),
}


def on_edited(row, *, parts: Iterable[str], at: datetime.datetime, **signal) -> None:
    """Record the public part of an edit; receives ``sources.changes.entry_edited``."""
    entry = ENTRIES.get(type(row))
    changed = {entry.members[part] for part in parts if part in entry.members} if entry else ()
    if not changed:
        return
    if MERGED in changed and row.merged_into_id is None:
        return  # another source was merged into this one: its own answer does not differ
    if MERGED in changed:
        # A merged source redirects, and so it is public if its target is.
        entry_row = visibility.source(row.slug)
        other = entry_row and entry_row.slug
    else:
        entry_row, other = entry.public().filter(pk=row.pk).first(), None
    if not entry_row:
        return
    key = str(getattr(row, entry.key))
    own = {entry.listed: [key]} if entry.listed else {}
    record("entry", entry.resource, key, at=at, changed=changed, other=other, **own)
