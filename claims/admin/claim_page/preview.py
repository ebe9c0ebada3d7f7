"""The answers while a claim is typed: the reading of its value, and likely duplicates.

They store nothing. The value is read in the same way when the claim is saved.
"""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import JsonResponse
from django.urls import reverse

from claims.admin.claim_page.panels.other_claims import interval
from claims.admin.desk_page import DeskPage
from claims.articles.text.markup import day as day_of
from claims.desk.claim_fields import write_value
from claims.loading.facts import unit_spec
from claims.models import Claim, Measure, Scope, Subject, Unit
from claims.record.document import value_text
from claims.related_claims.duplicates import Alike, Typed, alike
from claims.rules import values
from sources.admin.registry import ID
from sources.models.document import PRECISIONS

LONGEST = 500


def units_for(measure: Measure | None, units: QuerySet | None) -> list[Unit]:
    """Return the units that a value may name: those of the measure's dimension, or all.

    ``units``: a query for all units, which several values share: a query keeps its rows.
    """
    units = Unit.objects.order_by("code") if units is None else units
    return [unit for unit in units if not measure or unit.dimension == measure.dimension]


def parse(text: str, measure: Measure | None, units: QuerySet | None = None) -> values.Value:
    """Read the value in the text. Raises ``values.InvalidValue``."""
    return values.parse(text, [unit_spec(unit) for unit in units_for(measure, units)])


def explain(text: str, measure: Measure | None, units: QuerySet | None = None) -> dict:
    """Return the phrase, the comparator and the bounds in base units, or the problems."""
    units = {unit.code: unit for unit in units_for(measure, units)}
    try:
        value = values.parse(text, [unit_spec(unit) for unit in units.values()])
        unit = units.get(value.unit) or (measure and measure.default_unit)
        bounds = values.interval(
            value,
            factor=unit.factor_to_base if unit else 1,
            non_negative=unit is None or values.is_non_negative(value, unit.dimension),
        )
    except values.InvalidValue as error:
        return {"problems": [problem.message for problem in error.problems]}
    return {
        "phrase": values.phrase(value, unit_spec(units.get(value.unit))),
        "comparator": values.COMPARATORS[value.comparator].label,
        "unit": unit.plural if unit else "no unit",
        "interval": interval_words(bounds),
    }


def interval_words(bounds: values.Interval) -> str:
    """Return "(62000, ∞)": a round bracket leaves the end out, a square one takes it in."""
    left = "(" if bounds.lower is None or not bounds.lower_inclusive else "["
    right = ")" if bounds.upper is None or not bounds.upper_inclusive else "]"
    lower = "−∞" if bounds.lower is None else f"{values.shortest(bounds.lower):,f}"
    upper = "∞" if bounds.upper is None else f"{values.shortest(bounds.upper):,f}"
    return f"{left}{lower}, {upper}{right}"


def read_value(request):
    """Answer how a typed value is read, as JSON."""
    measure = row(Measure.objects.select_related("default_unit"), request.GET.get("measure", ""))
    return JsonResponse(explain(request.GET.get("text", "")[:LONGEST], measure))


def alike_claims(request):
    """Answer the likely duplicates of a typed claim, as JSON. Unreadable fields are left out."""
    return JsonResponse({"found": [summary(match) for match in alike(typed(request.GET))]})


def summary(match: Alike) -> dict:
    claim = match.claim
    return {
        "ref": claim.ref,
        "url": reverse("admin:claims_claim_change", args=[claim.pk]),
        "statement": claim.statement,
        "value": value_text(claim),
        "claimant": claim.claimant.spoken_name if claim.claimant else "",
        "state": claim.get_review_state_display(),
        "why": list(match.why),
    }


def typed(data: Mapping[str, str]) -> Typed:
    models = {"measure": Measure, "subject": Subject, "scope": Scope}
    rows = {name: row(model.objects.all(), data.get(name, "")) for name, model in models.items()}
    precision = data.get("as_of_precision", "")
    pk = data.get("claim", "")
    return Typed(
        statement=data.get("statement", "")[:LONGEST].replace("\x00", " "),
        interval=typed_interval(data.get("value", "")[:LONGEST], rows["measure"]),
        **rows,
        as_of=day_of(data.get("as_of", "")),
        as_of_precision=precision if precision in dict(PRECISIONS) else "day",
        pk=int(pk) if ID.fullmatch(pk) else None,
    )


def row(rows: QuerySet, pk: str):
    return rows.filter(pk=int(pk)).first() if ID.fullmatch(pk) else None


def typed_interval(text: str, measure) -> values.Interval | None:
    """Return the bounds of a typed value, in base units; None without a measure, or unreadable."""
    if not text.strip() or measure is None:
        return None
    claim = Claim(measure=measure)
    try:
        write_value(claim, parse(text, measure))
    except values.InvalidValue:
        return None
    return interval(claim)


PAGES = [DeskPage("alike/", "alike", alike_claims)]
