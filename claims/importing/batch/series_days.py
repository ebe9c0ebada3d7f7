"""One value for a day of a series: what the desk and the record hold, and what a file repeats."""

import datetime
from functools import cache

from django.db.models import CharField, Count, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from claims.importing.file.problems import Problem
from claims.loading import facts
from claims.models import Citation, Claim, ImportBatch, ImportRow, Publication
from claims.rules.lifecycle import GONE
from sources.database.bulk import update

TAKEN = "series_day"
AT_ONCE = 500
NAMED = 5


class Days:
    """The days of series that have a value, asked for once: for a series and a year at a time."""

    def __init__(self):
        self.public = cache(public_days)
        self.drafted = cache(desk_days)


def series_problems(claim: Claim, citation: Citation, registers) -> list[Problem]:
    """Return problems of a value of a series: another's count, or a taken day."""
    series, found = claim.series, []
    if series is None or claim.as_of is None:
        return found
    saying = next(iter(facts.origins(citation)), None)
    if saying and saying.pk not in registers.counting(series):
        fix = facts.whose_count(series)
        found.append(Problem("claimant", "series_claimant", saying.name, fix))
    year = claim.as_of.year
    public = registers.days.public(series.pk, year)
    drafted = registers.days.drafted(series.pk, year)
    if holder := public.get(claim.as_of) or drafted.get(claim.as_of):
        where = "public" if claim.as_of in public else "on the desk"
        fix = (
            f"{holder} is {where} as the value of “{series.name}” for that day: revise it, or "
            "leave the row out."
        )
        found.append(Problem("as_of", TAKEN, str(claim.as_of), fix))
    return found


def public_days(series: int, year: int) -> dict[datetime.date, str]:
    """Day → ref of the claim that is public for it, within one year."""
    rows = Publication.objects.in_force().filter(series=series, as_of__year=year)
    return dict(rows.values_list("as_of", "ref"))


def desk_days(series: int, year: int) -> dict[datetime.date, str]:
    """Day → ref of the oldest claim on the desk that is for it, within one year."""
    rows = Claim.objects.filter(series=series, as_of__year=year).exclude(review_state__in=GONE)
    return dict(rows.order_by("-id").values_list("as_of", "ref"))


def refuse_repeated_days(batch: ImportBatch) -> int:
    """Mark rows that give different values for one day of a series as wrong: all of them.

    Returns their number. Asked once, at the end, so that nothing of the file stays in memory.
    """
    refused = 0
    while groups := list(_repeated(batch)[:AT_ONCE]):
        refused += _refuse(batch, {(group["series"], group["day"]) for group in groups})
    return refused


def _valued(batch: ImportBatch) -> QuerySet[ImportRow]:
    rows = batch.rows.filter(outcome="new", draft__fields__has_key="series")
    said = {"series": "draft__fields__series", "day": "draft__fields__as_of"}
    return rows.annotate(**{n: Cast(KT(path), CharField()) for n, path in said.items()})


def _repeated(batch: ImportBatch) -> QuerySet:
    several = _valued(batch).values("series", "day").annotate(count=Count("id"))
    return several.filter(count__gt=1).order_by("series", "day")


def _refuse(batch: ImportBatch, groups: set[tuple[str, str]]) -> int:
    found = _valued(batch).filter(day__in={day for _series, day in groups}).order_by("id")
    same: dict[tuple[str, str], list[tuple]] = {}
    for pk, number, problems, *group in found.values_list(
        "id", "number", "problems", "series", "day"
    ):
        if tuple(group) in groups:
            same.setdefault(tuple(group), []).append((pk, number, problems))
    written = []
    for (series, day), rows in same.items():
        numbers = ", ".join(str(number) for _pk, number, _problems in rows[:NAMED])
        fix = f"Rows {numbers} give different values of “{series}” for that day: keep one of them."
        problem = Problem("as_of", TAKEN, day, fix).as_json()
        written += [("wrong", "", [*problems, problem], pk) for pk, _number, problems in rows]
    update(ImportRow, ["outcome", "key", "problems"], written)
    return len(written)
