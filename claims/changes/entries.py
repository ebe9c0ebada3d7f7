"""Writing the changes of what is public of the registers: sources, documents, vocabulary, counts.

``sources.changes`` tells of them, from the pages and verbs that write them. A change says which
members of the entry's public answer may differ; an entry that is not public leaves none.
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
    """How a register is named, and which column is which member of its public answer."""

    resource: str
    key: str
    public: Callable
    members: dict[str, str]
    listed: str = ""  # the list of a change that names entries of this register


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
    """Record what is public of an edit; receives ``sources.changes.entry_edited``."""
    entry = ENTRIES.get(type(row))
    changed = {entry.members[part] for part in parts if part in entry.members} if entry else ()
    if not changed:
        return
    if MERGED in changed and row.merged_into_id is None:
        return  # the one that the other was merged into: nothing in its answer differs
    if MERGED in changed:
        # It redirects, and so is public where the one that it leads to is.
        found = visibility.source(row.slug)
        other = found and found.slug
    else:
        found, other = entry.public().filter(pk=row.pk).first(), None
    if not found:
        return
    key = str(getattr(row, entry.key))
    own = {entry.listed: [key]} if entry.listed else {}
    record("entry", entry.resource, key, at=at, changed=changed, other=other, **own)
