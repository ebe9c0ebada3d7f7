"""From what a client sent to what the verbs take, and from their refusals back to its fields."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from claims.desk.claim_fields import CLAIM_FIELDS
from claims.loading.facts import unit_spec
from claims.models import Citation, Claim, Unit
from claims.models.validation import needs_of
from claims.rules import values
from claims.rules.refusals import Invalid, Need, Refused
from sources.models import Document
from sources.urls import BadUrl, canonical

VALUE_FIELDS = (
    "comparator amount low high unit rounding range_kind confidence_level as_reported"
).split()


@contextmanager
def fields_as_sent(data: Mapping) -> Iterator[None]:
    """Name the parts of a value as the client sent it: value.low, or value where it was text."""
    try:
        yield
    except Refused as refusal:
        in_words = isinstance(data.get("value"), str)
        refusal.needs = [
            Need(n.code, n.message, "value" if in_words else f"value.{n.field}", n.met)
            if n.field in VALUE_FIELDS
            else n
            for n in refusal.needs
        ]
        raise


@contextmanager
def other_end_as_sent(name: str = "to") -> Iterator[None]:
    """Name the other end of a link as the client did."""
    try:
        yield
    except Refused as refusal:
        refusal.needs = [
            replace(need, field=name) if need.field in ("from_claim", "to_claim") else need
            for need in refusal.needs
        ]
        raise


def claim_arguments(data: Mapping, claim: Claim | None = None) -> tuple[dict, list[dict] | None]:
    """``fields`` and ``citations`` for ``desk.create`` and ``desk.edit``; raises ``Invalid``.

    Documents that are new are stored: call it in the transaction of the verb.
    """
    fields = {name: data[name] for name in CLAIM_FIELDS if name in data}
    if isinstance(fields.get("value"), str):
        measure = fields.get("measure", claim and claim.measure)
        fields["value"] = value_in_words(fields["value"], measure)
    if "citations" not in data:
        return fields, None
    citations, needs = [], []
    for index, given in enumerate(data["citations"]):
        citation = dict(given)
        where = f"citations.{index}"
        needs += put_document(citation, f"{where}.document")
        if "hops" in citation:
            citation["hops"] = [
                {"position": position, **hop} for position, hop in enumerate(citation["hops"])
            ]
            for position, hop in enumerate(citation["hops"]):
                needs += put_document(hop, f"{where}.hops.{position}.document")
        citations.append(citation)
    if needs:
        raise Invalid(needs)
    return fields, citations


def value_in_words(text: str, measure) -> values.Value:
    """Read with the units that the measure may have, so that “m” is no metre among people."""
    units = Unit.objects.all()
    if measure:
        units = units.filter(dimension=measure.dimension)
    try:
        return values.parse(text, [unit_spec(unit) for unit in units])
    except values.InvalidValue as error:
        raise Invalid(Need(p.code, p.message, "value") for p in error.problems) from error


def put_document(holder: dict, where: str) -> list[Need]:
    """Replace the ``document`` that was sent by the stored row; returns what stands against it."""
    given = holder.get("document")
    if given is None:
        return []
    if isinstance(given, int):
        holder["document"] = Document.objects.select_related("publisher").filter(pk=given).first()
        if holder["document"] is None:
            return [Need("unknown_document", f"There is no document {given}.", where)]
        return []
    try:
        holder["document"] = find_or_add(given)
    except ValidationError as error:
        return needs_of(error, where)
    return []


def find_or_add(given: Mapping) -> Document:
    """The document of this URL; a new one where none is known. Raises ``ValidationError``."""
    try:
        known = Document.objects.filter(canonical_url=canonical(given["url"]))
    except BadUrl as error:
        raise ValidationError({"url": ValidationError(str(error), code="bad_url")}) from error
    if found := known.select_related("publisher").first():
        return found
    document = Document(**given)
    document.clean()
    document.full_clean()
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:
        # Somebody else stored it since we looked; any other reason is not ours to answer.
        return known.get()
    return document


def evidence_of(ids: list[int]) -> list[Citation]:
    """The citations of these ids; raises ``Invalid`` naming the ones that there are not."""
    named = {f"evidence.{index}": pk for index, pk in enumerate(ids)}
    return list(cited(Citation.objects.all(), named).values())


def cited(citations: QuerySet[Citation], named: Mapping[str, int]) -> dict[str, Citation]:
    """Field → id as field → citation; raises ``Invalid`` with the fields of unknown ones."""
    found = citations.in_bulk(set(named.values()))
    needs = [
        Need("unknown_citation", f"There is no citation {pk} here.", field)
        for field, pk in named.items()
        if pk not in found
    ]
    if needs:
        raise Invalid(needs)
    return {field: found[pk] for field, pk in named.items()}
