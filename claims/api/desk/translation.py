"""Input of a client as arguments of the verbs, and their refusals with the fields of the input."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from claims.desk.claim_fields import CLAIM_FIELDS
from claims.loading.sentences import unit_spec
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
def renamed(fields: Mapping[str, str]) -> Iterator[None]:
    """Rename the fields of a refusal: field of the verb → field that the client sent."""
    try:
        yield
    except Refused as refusal:
        refusal.needs = [
            replace(need, field=fields.get(need.field, need.field)) for need in refusal.needs
        ]
        raise


def fields_as_sent(data: Mapping):
    """Name the parts of a value as the client sent it: value.low, or value if it was text."""
    in_words = isinstance(data.get("value"), str)
    return renamed({name: "value" if in_words else f"value.{name}" for name in VALUE_FIELDS})


def other_end_as_sent(name: str = "to"):
    """Name the other end of a link as the client did."""
    return renamed({"from_claim": name, "to_claim": name})


def claim_arguments(data: Mapping, claim: Claim | None = None) -> tuple[dict, list[dict] | None]:
    """Return the arguments of ``desk.create`` and ``desk.edit``; raises ``Invalid``.

    New documents are stored: call this in the transaction of the verb.
    """
    fields = {name: data[name] for name in CLAIM_FIELDS if name in data}
    if isinstance(fields.get("value"), str):
        measure = fields.get("measure", claim and claim.measure)
        fields["value"] = value_in_words(fields["value"], measure)
    if "citations" not in data:
        return fields, None
    citations, needs = [dict(citation) for citation in data["citations"]], []
    for index, citation in enumerate(citations):
        where = f"citations.{index}"
        needs += put_document(citation, f"{where}.document")
        if "hops" in citation:
            citation["hops"] = [
                {"position": position, **hop} for position, hop in enumerate(citation["hops"])
            ]
            for position, hop in enumerate(citation["hops"]):
                needs += put_document(hop, f"{where}.hops.{position}.document")
    if needs:
        raise Invalid(needs)
    return fields, citations


def value_in_words(text: str, measure) -> values.Value:
    """Read a value with the units of the measure, so that “m” is no metre for people."""
    units = Unit.objects.all()
    if measure:
        units = units.filter(dimension=measure.dimension)
    try:
        return values.parse(text, [unit_spec(unit) for unit in units])
    except values.InvalidValue as error:
        raise Invalid(Need(p.code, p.message, "value") for p in error.problems) from error


def put_document(holder: dict, where: str) -> list[Need]:
    """Replace the ``document`` of the input by the stored row; returns the reasons against it."""
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
    """Return the document of this URL, a new one if needed. Raises ``ValidationError``."""
    try:
        known = Document.objects.filter(canonical_url=canonical(given["url"]))
    except BadUrl as error:
        raise ValidationError({"url": ValidationError(str(error), code="bad_url")}) from error
    if stored := known.select_related("publisher").first():
        return stored
    document = Document(**given)
    document.clean()
    document.full_clean()
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:
        # Another request has stored it in the meantime; any other reason is an error.
        return known.get()
    return document


def cited(citations: QuerySet[Citation], named: Mapping[str, int]) -> dict[str, Citation]:
    """Turn field → id into field → citation; raises ``Invalid`` with the fields of unknown ids."""
    rows = citations.in_bulk(set(named.values()))
    needs = [
        Need("unknown_citation", f"There is no citation {pk} here.", field)
        for field, pk in named.items()
        if pk not in rows
    ]
    if needs:
        raise Invalid(needs)
    return {field: rows[pk] for field, pk in named.items()}
