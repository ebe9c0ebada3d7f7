"""A preview of merging one source into another.

A merge rewrites nothing: what names the old record counts as the other's from then on. The preview
lists these rows, and what then contradicts itself.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max, Q

from sources.link_kinds import STANDS_FOR_KINDS
from sources.models import (
    Alias,
    Domain,
    Interest,
    RegisterEvent,
    ReliabilityGrade,
    Source,
    SourceLink,
)
from sources.relations.links import of_link
from sources.relations.standing import bodies

# A larger exact number would not help to decide; longer lists are shown as “200+”.
MOST_LISTED = 200


@dataclass(frozen=True)
class Moving:
    """The numbers of rows of one kind on either side, and the names of the first ones to move."""

    what: str
    of_source: int
    of_target: int
    most: int = MOST_LISTED
    named: tuple[str, ...] = ()

    @property
    def texts(self) -> list[str]:
        return [
            f"{self.most:,}+" if count > self.most else f"{count:,}"
            for count in (self.of_source, self.of_target)
        ]


@dataclass(frozen=True)
class Look:
    """A part of a preview. ``state`` has to be the same when the merge is confirmed."""

    moving: list[Moving]
    clashes: list[str]
    state: object
    template: str = ""
    context: dict = field(default_factory=dict)


def look(source: Source, into: Source, on: datetime.date) -> Look:
    """Return the part that sources know of. Its cost does not grow with what names them."""
    pair = [source.pk, into.pk]
    links = SourceLink.objects.filter(Q(from_source__in=pair) | Q(to_source__in=pair))
    links = links.select_related("from_source", "to_source", "topic").order_by("-id")
    listed = list(links[: 2 * MOST_LISTED + 1])
    aliases = _by_source(Alias.objects.filter(source__in=pair), pair)
    domains = _by_source(Domain.objects.filter(source__in=pair), pair)
    stakes = _by_source(Interest.objects.filter(source__in=pair).select_related("topic"), pair)
    grades = _by_source(
        ReliabilityGrade.objects.filter(source__in=pair).select_related("topic"), pair
    )
    touching = [[link for link in listed if pk in ends(link)] for pk in pair]
    moving = [
        _moving("Names that lead to it", *aliases),
        _moving("Domains", *domains),
        _moving("Links", *touching, words=lambda link: str(of_link(link))),
        _moving("Interests", *stakes, words=_stake),
        _moving("Grades", *grades, words=_grade),
    ]
    clashes = [
        *_circles(source, into, listed, on),
        *_grades_apart(source, into, *grades, on),
        *_stakes_apart(source, into, *stakes),
    ]
    if source.kind != into.kind:
        kinds = source.get_kind_display(), into.get_kind_display()
        clashes.append(f"They are of two kinds: {source} is “{kinds[0]}”, {into} is “{kinds[1]}”.")
    linking = Q(row__in=pair) | Q(row__in=links.order_by().values("from_source"))
    changed = RegisterEvent.objects.filter(linking, registry="source").aggregate(last=Max("pk"))
    state = [
        [[row.pk, row.name, row.kind, row.merged_into_id] for row in (source, into)],
        [[row.pk, str(row)] for side in (*aliases, *domains) for row in side],
        [[row.pk, _stake(row), str(row.valid_from)] for side in stakes for row in side],
        [[row.pk, str(row.valid_until)] for side in grades for row in side],
        [[row.pk, str(of_link(row))] for row in listed],
        [changed["last"], links.count()],
    ]
    return Look(moving, clashes, state)


def stamp(looks: Iterable[Look]) -> str:
    """Return a short text that differs as soon as the preview does."""
    states = json.dumps([one.state for one in looks], sort_keys=True, default=str)
    return hashlib.sha256(states.encode()).hexdigest()


def ends(link: SourceLink) -> tuple[int, int]:
    return link.from_source_id, link.to_source_id


def _by_source(rows, pair: list[int]) -> list[list]:
    listed = list(rows.order_by("id")[: 2 * MOST_LISTED + 1])
    return [[row for row in listed if row.source_id == pk] for pk in pair]


def _moving(what: str, of_source: list, of_target: list, *, words=str) -> Moving:
    named = tuple(words(row) for row in of_source[:5])
    return Moving(what, len(of_source), len(of_target), named=named)


def _stake(stake: Interest) -> str:
    until = f" until {stake.valid_until}" if stake.valid_until else ""
    return f"{stake.get_role_display()} on {stake.topic}{until}"


def _grade(grade: ReliabilityGrade) -> str:
    until = f" until {grade.valid_until}" if grade.valid_until else ""
    return f"{grade.grade} {_scope(grade)} from {grade.valid_from}{until}"


def _scope(grade: ReliabilityGrade) -> str:
    return f"on {grade.topic}" if grade.topic else "in general"


def _circles(source, into, links, on) -> Iterable[str]:
    pair = {source.pk, into.pk}
    between = [link for link in links if set(ends(link)) == pair]
    for link in between:
        yield f"“{of_link(link)}” would say that a source stands to itself: remove it first."
    if any(link.kind in STANDS_FOR_KINDS for link in between):
        return
    for lower, upper in ((source, into), (into, source)):
        if any(upper.pk in level for level in list(bodies([lower.pk], on))[1:]):
            yield f"{lower} speaks for or is part of {upper} through others: this becomes a circle."


def _grades_apart(source, into, ours, theirs, on) -> Iterable[str]:
    """Yield grades that differ for one topic: the lower one holds (``grades_on``)."""
    grades = {row.topic_id: row for row in theirs if _holds(row, on)}
    for grade in ours:
        other = grades.get(grade.topic_id)
        if other and _holds(grade, on) and other.grade != grade.grade:
            lower = max(grade.grade, other.grade)
            yield (
                f"Two grades {_scope(grade)}: {source} has {grade.grade}, {into} has "
                f"{other.grade}. The lower, {lower}, would hold for both."
            )


def _stakes_apart(source, into, ours, theirs) -> Iterable[str]:
    for stake in ours:
        for other in theirs:
            if stake.topic_id == other.topic_id and stake.role != other.role:
                yield (
                    f"Two roles on {stake.topic}: {source} is {stake.get_role_display()}, "
                    f"{into} is {other.get_role_display()}. Both would stay."
                )


def _holds(row, on: datetime.date) -> bool:
    return row.valid_from <= on and (row.valid_until is None or on < row.valid_until)
