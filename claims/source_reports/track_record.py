"""The track record of a source: the assessments of the claims that it made, by topic.

It counts claims in force whose claimant is the source or a source that stands for it. It is a count
of judgements on claims. The grade A–F is a person's judgement; neither follows from the other.
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

# The number of claims read of each status: a larger number is shown as “500+”.
MOST_READ = 500
# Smaller numbers are not shown: one refuted claim of two looks like a habit and may be chance.
FEWEST = 5
ASSESSED = [code for code, _label in VERIFICATION_STATUSES if code != "unassessed"]
LABELS = dict(VERIFICATION_STATUSES)


@dataclass(frozen=True)
class Count:
    """The number of claims of one status, or a lower bound of it."""

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
    """One topic, or None for all. ``n``: the number of claims, or a lower bound of it."""

    topic: Topic | None
    counts: list[Count]
    n: int
    is_least: bool

    @property
    def text(self) -> str:
        return text(self.n, self.is_least)


@dataclass(frozen=True)
class Track:
    statuses: list[str]  # The statuses that occur, in the order of the choices.
    lines: list[Line]  # A line for each topic with FEWEST claims or more, the most first.
    total: Line  # Over all topics, including hidden ones.
    hidden: int  # The number of topics with fewer claims.
    not_read: int  # The number of sources that stand for this one and were left out.


def text(claims: int, is_least: bool) -> str:
    return f"{claims:,}+" if is_least else f"{claims:,}"


def track_record(source: Source) -> Track:
    """Return the track record, in two queries and those for the sources that stand for it."""
    standings = members(source)
    rows = newest(
        standings,
        ["verification_status", "publication", "publication__topic"],
        MOST_READ + 1,
        narrowed=[{"role": "claimant", "verification_status": code} for code in ASSESSED],
    )
    topics_by_status: dict[str, dict[int, int]] = defaultdict(dict)
    full: Counter[str] = Counter(row[0] for row in rows)
    for status, publication, topic in rows:
        topics_by_status[status][publication] = topic
    capped = {status for status, count in full.items() if count > MOST_READ}
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for status, publications in topics_by_status.items():
        for topic in list(publications.values())[: MOST_READ if status in capped else None]:
            counted[topic][status] += 1
    topics = Topic.objects.in_bulk(list(counted))
    statuses = [code for code in ASSESSED if code in topics_by_status]
    lines = [line(topics[pk], counts, statuses, capped) for pk, counts in counted.items()]
    shown = sorted(
        (row for row in lines if row.n >= FEWEST),
        key=lambda row: (-row.n, row.topic.name, row.topic.pk),
    )
    total = line(None, sum(counted.values(), Counter()), statuses, capped)
    left_out = max(len(standings) - MOST_SOURCES, 0)
    return Track(statuses, shown, total, len(lines) - len(shown), left_out)


def line(topic: Topic | None, counts: Counter, statuses: list[str], capped: set[str]) -> Line:
    """Return the line of a topic, with lower bounds if a status was not read completely."""
    cells = [Count(code, counts[code], code in capped) for code in statuses]
    return Line(topic, cells, counts.total(), bool(capped))


def claims_behind(source: Source, status: str, topic_id: int | None) -> QuerySet:
    """Return the ids of the claims behind a number of the track record."""
    named = PublicationSource.objects.filter(
        IN_FORCE, counts_as(source, "source", "on"), role="claimant", verification_status=status
    )
    behind = Publication.objects.filter(pk__in=named.values("publication"))
    if topic_id:
        behind = behind.filter(topic=topic_id)
    return behind.values("claim")
