"""The names in a row, looked up in the registers: each name once, however many rows have it."""

import difflib
from collections.abc import Sequence
from functools import lru_cache

from claims.importing.batch.chunks import registers_now
from claims.importing.batch.series_days import Days
from claims.importing.file.problems import CellError
from claims.loading.facts import unit_spec
from claims.loading.registers import counting
from claims.models import Measure, Scope, Series, Subject, Unit
from claims.rules import saying, values
from sources.models import Alias, Document, Domain, Source, Topic
from sources.naming import normalize
from sources.relations.standing import resolve
from sources.urls import BadUrl, canonical, host

MODELS = {"topic": Topic, "subject": Subject, "measure": Measure, "scope": Scope, "series": Series}
KEPT = 5_000


class StoredRegisters:
    """Answers are kept as long as no register changes: ``look`` before each piece of work."""

    def __init__(self):
        self.standing = None
        # The last document that is not stored yet, by its details: mostly that of the next row.
        self.pending: dict[tuple, Document] = {}
        # Address → the details of a new document in its first row; the latest addresses only.
        self.described: dict[str, dict] = {}
        self.named = lru_cache(KEPT)(self._named)
        self.find = lru_cache(KEPT)(self._find)
        self.document = lru_cache(KEPT)(self._document)
        self._specs = lru_cache(KEPT)(self._unit_specs)
        self._unit = lru_cache(KEPT)(self._unit_of)
        self._spoken = lru_cache(KEPT)(self._spoken_of)
        self.counting = lru_cache(KEPT)(counting)
        self.days = Days()

    def look(self) -> None:
        """Forget what was answered if anything was changed since; the days of series always."""
        self.days = Days()
        standing = registers_now()
        if standing != self.standing:
            self.standing = standing
            lookups = self.named, self.find, self.document, self._specs, self._unit, self._spoken
            for lookup in (*lookups, self.counting):
                lookup.cache_clear()

    def _named(self, register: str, key: str):
        model = MODELS[register]
        field = "code" if register == "measure" else "slug"
        found = model.objects.filter(**{field: key}).first()
        if found is None:
            known = model.objects.values_list(field, flat=True)[:1000]
            message = f"There is no {register} “{key}”.{near(key, known)}"
            raise CellError(f"unknown_{register}", message)
        if register == "measure":
            found.default_unit = Unit.objects.get(pk=found.default_unit_id)
        return found

    def units(self, measure: Measure | None) -> Sequence[values.UnitSpec]:
        return self._specs(measure.pk if measure else None)

    def _unit_specs(self, measure: int | None) -> Sequence[values.UnitSpec]:
        units = Unit.objects.all()
        if measure:
            units = units.filter(pk=Measure.objects.get(pk=measure).default_unit_id)
        return [unit_spec(unit) for unit in units]

    def phrase(self, value: values.Value, language: str) -> str:
        """Return the words of a value; people and items are counted by the number alone."""
        unit = self._unit(value.unit) if value.unit else None
        if language == saying.SOURCE_LANGUAGE:
            return values.phrase(value, unit)
        is_bare = unit is None or unit.is_counted
        return saying.say_value(
            value, saying.Unit() if is_bare else self._spoken(value.unit), language
        )

    def _spoken_of(self, code: str) -> saying.Unit:
        unit = Unit.objects.get(code=code)
        return saying.Unit(unit.name, unit.plural, unit.symbol, unit.names or {})

    def _unit_of(self, code: str):
        return unit_spec(Unit.objects.filter(code=code).first())

    def source(self, name: str) -> Source:
        """Return the source of a slug or a name; of a merged one, its target."""
        found = self.find(name)
        if found is None:
            known = Alias.objects.values_list("name", flat=True)[:5000]
            message = f"No source is known as “{name}”: add it, or the name as an alias."
            raise CellError("unknown_source", message + near(name, known))
        return found

    def _find(self, name: str) -> Source | None:
        found = Source.objects.filter(slug=name).first()
        if found is None and normalize(name):
            found = Source.objects.named(name).first()
        return resolve(found) if found else None

    def _document(self, url: str) -> Document | None:
        """Return the known document of an address, whatever tracking tail it has."""
        try:
            address = canonical(url)
        except BadUrl as error:
            raise CellError("bad_url", str(error)) from None
        return Document.objects.select_related("publisher").filter(canonical_url=address).first()

    def first_details(self, address: str, given: dict) -> dict:
        """Return what the first row with this address said of its document."""
        if len(self.described) >= KEPT:
            del self.described[next(iter(self.described))]
        return self.described.setdefault(address, given)

    def publisher(self, url: str) -> Source | None:
        """Whose domain the address is under."""
        name = host(canonical(url))
        parts = name.split(".")
        hosts = [".".join(parts[at:]) for at in range(len(parts) - 1)]
        owners = {
            domain.host: domain.source
            for domain in Domain.objects.filter(host__in=hosts).select_related("source")
        }
        return next((resolve(owners[one]) for one in hosts if one in owners), None)


def near(name: str, known) -> str:
    close = difflib.get_close_matches(name, list(known), n=3, cutoff=0.7)
    return f" Did you mean {' or '.join(f'“{one}”' for one in close)}?" if close else ""
