"""The track record of a source: how the claims that it made have been assessed, by topic.

It counts what is in force in the record and names the source, or whoever counts as it, as the
claimant. It is a count of judgements on claims; the grade A–F is a person's, and neither follows
from the other.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from claims.models import Publication, PublicationSource
from claims.models.naming import IN_FORCE
from claims.rules.choices import VERIFICATION_STATUSES
from claims.source_reports.newest import MOST_SOURCES, newest
from sources.models import Source, Topic
from sources.relations.standing import counts_as, members

# So many claims of each status are read: a common one is told as “500+”, a rare one in full.
MOST_READ = 500
# Of fewer claims nothing is shown: one refuted claim of two looks like a habit and is a chance.
FEWEST = 5
ASSESSED = [code for code, _label in VERIFICATION_STATUSES if code != "unassessed"]
LABELS = dict(VERIFICATION_STATUSES)


@dataclass(frozen=True)
class Count:
    """So many claims of one status, or at least so many."""

    status: str
    claims: int
    is_least: bool

    @property
    def text(self) -> str:
        return text(self.claims, self.is_least)

    @property
    def label(self) -> str:
        return LABELS[self.status]


@dataclass(frozen=True)
class Line:
    """One topic, or all of them where it is None. ``n``: how many claims, or at least so many."""

    topic: Topic | None
    counts: list[Count]
    n: int
    is_least: bool

    @property
    def text(self) -> str:
        return text(self.n, self.is_least)


@dataclass(frozen=True)
class Track:
    statuses: list[str]  # Those that occur, in the order of the choices.
    lines: list[Line]  # A line for each topic with FEWEST claims or more, the most first.
    total: Line  # Over all topics, the hidden ones too.
    hidden: int  # So many topics have fewer.
    not_read: int  # So many sources count as this one and were left out.


def text(claims: int, is_least: bool) -> str:
    return f"{claims:,}+" if is_least else f"{claims:,}"


def track_record(source: Source) -> Track:
    """In two queries, and those that ask who counts as the source."""
    standings = members(source)
    rows = newest(
        standings,
        ["verification_status", "publication", "publication__topic"],
        MOST_READ + 1,
        narrowed=[{"role": "claimant", "verification_status": code} for code in ASSESSED],
    )
    found: dict[str, dict[int, int]] = defaultdict(dict)
    full: Counter[str] = Counter(row[0] for row in rows)
    for status, publication, topic in rows:
        found[status][publication] = topic
    capped = {status for status, count in full.items() if count > MOST_READ}
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for status, publications in found.items():
        for topic in list(publications.values())[: MOST_READ if status in capped else None]:
            counted[topic][status] += 1
    topics = Topic.objects.in_bulk(list(counted))
    statuses = [code for code in ASSESSED if code in found]
    lines = [line(topics[pk], counts, statuses, capped) for pk, counts in counted.items()]
    shown = sorted(
        (one for one in lines if one.n >= FEWEST),
        key=lambda one: (-one.n, one.topic.name, one.topic.pk),
    )
    total = line(None, sum(counted.values(), Counter()), statuses, capped)
    left_out = max(len(standings) - MOST_SOURCES, 0)
    return Track(statuses, shown, total, len(lines) - len(shown), left_out)


def line(topic: Topic | None, counts: Counter, statuses: list[str], capped: set[str]) -> Line:
    """A status that was not read to its end may have more on any topic."""
    cells = [Count(code, counts[code], code in capped) for code in statuses]
    return Line(topic, cells, counts.total(), bool(capped))


def claims_behind(source: Source, status: str, topic_id: int | None) -> QuerySet:
    """The ids of the claims that a count of the track record counts."""
    named = PublicationSource.objects.filter(
        IN_FORCE,
        counts_as(source, "source", "on"),
        role="claimant",
        verification_status=status,
    )
    behind = Publication.objects.filter(pk__in=named.values("publication"))
    if topic_id:
        behind = behind.filter(topic=topic_id)
    return behind.values("claim")
