"""The warnings of a dry run: rows that may be right, and are odd enough to be looked at."""

import datetime
from bisect import bisect_left
from collections import Counter
from decimal import Decimal

from claims.importing.batch.building import NUMBERS, PENDING, Built
from claims.importing.batch.registers import StoredRegisters
from claims.importing.file.drafts import Draft, located
from claims.importing.file.problems import Problem, warning
from claims.loading import facts, plausibility
from claims.loading.plausibility import Points
from claims.models import ImportBatch, Series, Unit
from claims.rules import values
from claims.rules.citations import CARRYING_STANCES
from claims.rules.plausibility import HABIT, WARNINGS, Doubt, of_value
from claims.rules.series import Member
from sources.models import Document


def doubts(draft: Draft, one: Built, registers: StoredRegisters) -> list[Problem]:
    """Return the warnings on a claim that could be built; ``steps`` adds those on its series."""
    document = one.citation.document
    found = [
        located(as_problem(doubt), draft)
        for doubt in plausibility.doubts(one.claim, [one.citation])
    ]
    column, written = draft.seen.get("url", ("url", document.url))
    if differing := told_otherwise(draft.document, document, registers):
        fix = f"This document is known with another {differing}: what the row says is not used."
        found.append(warning(column, "document_is_known_otherwise", written, fix))
    carries = one.citation.stance in CARRYING_STANCES
    if not (carries and facts.origins(one.citation)):
        fix = (
            "The chain leads to nobody who claims this: the approval holds it back for the "
            "ordinary review."
        )
        column, written = draft.seen.get("origin", ("chain", ""))
        found.append(warning(column, "no_claimant", written, fix))
    return found


def told_otherwise(given: dict, document: Document, registers: StoredRegisters) -> str:
    """Name what the row and its known document say differently; empty if nothing.

    Of a document that is not stored yet, the first row that names it holds.
    """
    if document.pk == PENDING:
        known = registers.first_details(document.canonical_url, given)
    else:
        known = {name: getattr(document, name) for name in ("publisher", "published_at")}
    names = {"publisher": "publisher", "published_at": "date"}
    differing = [
        label
        for name, label in names.items()
        if name in given and known.get(name) and known[name] != given[name]
    ]
    return " and ".join(differing)


def as_problem(doubt: Doubt, column: str = "") -> Problem:
    return warning(column or doubt.field, doubt.code, "", doubt.message)


def steps(batch: ImportBatch) -> dict[int, Doubt]:
    """Return the warnings on steps of series, by report: of all rows, and of what is on the desk.

    One series at a time is in memory, and nothing is stored.
    """
    points, found = Points(), {}
    rows = batch.rows.filter(outcome="new", draft__fields__has_key="series").order_by("id")
    slugs = rows.order_by().values_list("draft__fields__series", flat=True).distinct()
    related = Series.objects.select_related("measure__default_unit")
    units = {unit.code: unit for unit in Unit.objects.all()}
    for series in related.filter(slug__in=list(slugs)):
        drafts = rows.filter(draft__fields__series=series.slug)
        fields = drafts.values_list("id", "draft__fields").iterator()
        own = [member_of(pk, said, series.measure.default_unit, units) for pk, said in fields]
        # Rows that give different values for one day are wrong, all of them.
        days = Counter(one.as_of for one in own if one)
        own = [one for one in own if one and days[one.as_of] == 1]
        members = sorted([*points.of(series.pk), *own], key=lambda one: one.as_of)
        for member in members:
            if isinstance(member.ref, Report):
                end = bisect_left(members, member.as_of, key=lambda one: one.as_of)
                before = members[max(0, end - HABIT - 2) : end]
                if doubt := of_value(member, before, is_cumulative=series.is_cumulative):
                    found[member.ref] = doubt
    return found


class Report(int):
    """The id of a report, among ids of claims."""


def member_of(pk: int, said: dict, usual: Unit, units: dict[str, Unit]) -> Member | None:
    """Return a packed draft as a value of its series; None without a value."""
    if "value" not in said or "as_of" not in said:
        return None
    numbers = {name: Decimal(n) for name, n in said["value"].items() if name in NUMBERS}
    value = values.Value(**{**said["value"], **numbers})
    unit = units.get(value.unit, usual)
    bounds = values.interval(
        value,
        factor=unit.factor_to_base,
        non_negative=values.is_non_negative(value, unit.dimension),
    )
    on = datetime.date.fromisoformat(said["as_of"]), said["as_of_precision"]
    return plausibility.member(Report(pk), on, value, unit.factor_to_base, bounds)


def counts(batch: ImportBatch) -> dict[str, int]:
    """Return the number of new claims for each warning that has to be answered."""
    troubled = batch.rows.filter(outcome="new").exclude(problems=[])
    found = Counter()
    for problems in troubled.values_list("problems", flat=True).iterator():
        found.update({problem["code"] for problem in problems} & WARNINGS.keys())
    return {f"warning_{code}": count for code, count in found.items()}
