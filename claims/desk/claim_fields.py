"""Writing the fields that an editor gave into a claim: all of them, or none.

``fields`` maps names to values and instances, with ``value`` a ``values.Value`` or None.
"""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from claims.loading.facts import stored_value
from claims.models import Claim, Measure, Unit
from claims.models.validation import needs_of
from claims.rules import values
from claims.rules.refusals import Need
from claims.rules.text import unstorable
from sources.database.conditions import clean

CLAIM_FIELDS = (
    "statement language translations kind topic subject measure scope speech_act value as_of "
    "as_of_precision period_start period_end period_precision stated_at stated_precision "
    "basis series"
).split()
# Columns that the verbs write themselves.
BY_VERBS = ("ref", "created_by", "last_edited_by", "batch")
REQUIRED = ("statement", "kind", "topic", "subject")


def unknown_fields(given: Mapping, allowed: Sequence[str], prefix: str = "") -> list[Need]:
    return [
        Need("unknown_field", f"There is no field “{name}” here.", f"{prefix}{name}")
        for name in given
        if name not in allowed
    ]


def write_fields(claim: Claim, fields: Mapping) -> list[Need]:
    """Set the claim's fields without saving; returns every problem, each with its field."""
    value = fields.get("value")
    texts = {**fields, "value": None}
    if value:
        texts |= {"as_reported": value.as_reported, "unit": value.unit}
    needs = unknown_fields(fields, CLAIM_FIELDS) + unstorable(texts)
    if needs:
        return needs
    for name, value in fields.items():
        if name != "value":
            setattr(claim, name, value)
    try:
        if "value" in fields:
            write_value(claim, fields["value"])
        elif claim.comparator:
            write_bounds(claim, stored_value(claim), claim.unit)
    except values.InvalidValue as error:
        needs += [Need(p.code, p.message, p.field) for p in error.problems]
    claim.translations = claim.translations or None
    if claim.language in (claim.translations or ()):
        message = f"The statement itself is in {claim.language}: give other languages here."
        needs.append(Need("translation_into_its_own_language", message, "translations"))
    missing = [name for name in REQUIRED if not getattr(claim, column(name))]
    needs += [Need("required", f"Give the {name}.", name) for name in missing]
    if claim.unit and claim.measure and claim.unit.dimension != claim.measure.dimension:
        message = f"“{claim.measure.name}” is measured in {claim.measure.dimension}, "
        message += f"and {claim.unit.plural} are {claim.unit.dimension}."
        needs.append(Need("claim_unit_has_the_dimension_of_its_measure", message, "unit"))
    needs += series_needs(claim)
    try:
        clean(claim, exclude=[*BY_VERBS, *missing])
    except ValidationError as error:
        needs += needs_of(error)
    return needs


def series_needs(claim: Claim) -> list[Need]:
    """Return the needs of a value of a series: the same count, and a day."""
    series = claim.series
    if series is None:
        return []
    needs = []
    for name in ("measure", "subject", "scope"):
        if getattr(claim, f"{name}_id") != getattr(series, f"{name}_id"):
            theirs, ours = getattr(series, name) or f"no {name}", getattr(claim, name) or "none"
            message = f"“{series.name}” is about {theirs}, and this claim about {ours}."
            needs.append(Need("series_of_another_kind", message, name))
    if claim.as_of is None:
        message = "A value of a series needs the day that it is for."
        needs.append(Need("series_needs_as_of", message, "as_of"))
    return needs


def column(name: str) -> str:
    return Claim._meta.get_field(name).attname


def unit_of(code: str, measure: Measure | None) -> Unit | None:
    """Return the unit of a code, which mostly is the one that a measure is given in."""
    usual = measure.default_unit if measure else None
    return usual if usual and usual.code == code else Unit.objects.filter(code=code).first()


def write_value(claim: Claim, value: values.Value | None) -> None:
    """Set the value and the bounds derived from it. Raises ``values.InvalidValue``."""
    if value is None:
        value, unit = values.Value(comparator=""), None
    else:
        if problems := values.problems(value):
            raise values.InvalidValue(problems)
        unit = unit_of(value.unit, claim.measure) if value.unit else None
        if value.unit and unit is None:
            message = f"There is no unit “{value.unit}”."
            raise values.InvalidValue([values.ValueProblem("unit", "unknown_unit", message)])
        if unit is None and claim.measure:
            unit = claim.measure.default_unit
    claim.comparator, claim.unit = value.comparator, unit
    for name in ("amount", "low", "high", "rounding", "confidence_level"):
        setattr(claim, name, values.shortest(getattr(value, name)))
    claim.range_kind, claim.as_reported = value.range_kind, value.as_reported
    write_bounds(claim, value, unit)


def write_bounds(claim: Claim, value: values.Value, unit: Unit | None) -> None:
    if not value.comparator:
        claim.lower = claim.upper = None
        claim.lower_inclusive = claim.upper_inclusive = False
        return
    bounds = values.interval(
        value,
        factor=unit.factor_to_base if unit else 1,
        non_negative=unit is None or values.is_non_negative(value, unit.dimension),
    )
    claim.lower, claim.lower_inclusive = bounds.lower, bounds.lower_inclusive
    claim.upper, claim.upper_inclusive = bounds.upper, bounds.upper_inclusive


def write_row(row, needs: Sequence[Need] = (), **texts: str) -> list[Need]:
    """Store an append-only row, or return every problem; ``needs`` is what was found before."""
    needs = [*needs, *unstorable({name: text or "" for name, text in texts.items()})]
    try:
        clean(row, exclude=[need.field for need in needs])
    except ValidationError as error:
        needs += needs_of(error)
    if not needs:
        row.save()
    return needs
