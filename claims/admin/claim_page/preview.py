"""How a typed value is read: shown while it is typed, and used when it is saved."""

from functools import cached_property

from django.http import JsonResponse

from claims.loading.facts import unit_spec
from claims.models import Measure, Unit
from claims.models.vocabulary import SIGNED_DIMENSIONS
from claims.rules import values
from sources.admin.registry import ID


class Units:
    """The units that values may name: read once, however many values are read."""

    @cached_property
    def _all(self) -> list[Unit]:
        return list(Unit.objects.order_by("code"))

    def of(self, measure: Measure | None) -> list[Unit]:
        """Return the units of the measure's dimension, or all."""
        return [unit for unit in self._all if not measure or unit.dimension == measure.dimension]


def parse(text: str, measure: Measure | None, units: Units | None = None) -> values.Value:
    """The value in the text. Raises ``values.InvalidValue``."""
    return values.parse(text, [unit_spec(unit) for unit in (units or Units()).of(measure)])


def explain(text: str, measure: Measure | None, units: Units | None = None) -> dict:
    """The phrase, the comparator and the bounds in base units, or what could not be read."""
    units = {unit.code: unit for unit in (units or Units()).of(measure)}
    try:
        value = values.parse(text, [unit_spec(unit) for unit in units.values()])
        unit = units.get(value.unit) or (measure and measure.default_unit)
        bounds = values.interval(
            value,
            factor=unit.factor_to_base if unit else 1,
            non_negative=unit is None or unit.dimension not in SIGNED_DIMENSIONS,
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
    """ "(62000, ∞)": a round bracket leaves the end out, a square one takes it in."""
    left = "(" if bounds.lower is None or not bounds.lower_inclusive else "["
    right = ")" if bounds.upper is None or not bounds.upper_inclusive else "]"
    lower = "−∞" if bounds.lower is None else f"{values.shortest(bounds.lower):,f}"
    upper = "∞" if bounds.upper is None else f"{values.shortest(bounds.upper):,f}"
    return f"{left}{lower}, {upper}{right}"


def read_value(request):
    """JSON for the live preview; stores nothing."""
    measure = request.GET.get("measure", "")
    found = Measure.objects.filter(pk=int(measure)) if ID.fullmatch(measure) else None
    row = found.select_related("default_unit").first() if found is not None else None
    return JsonResponse(explain(request.GET.get("text", "")[:500], row))
