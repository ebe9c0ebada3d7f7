"""``verify_history`` finds any single change that was made behind the application's back."""

import datetime
import itertools
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, models, transaction

from claims.models import (
    Assessment,
    Citation,
    Claim,
    ClaimLink,
    Event,
    Evidence,
    Hop,
    Publication,
    PublicationSource,
    Ruling,
    SourceCheck,
)
from claims.record.history import all_faults
from tests import IS_LONG
from tests.factories import NOW
from tests.rows import LONG_ENOUGH, row
from tests.tampering import run, without_triggers

pytestmark = pytest.mark.django_db

RECORD = (Event, Claim, Citation, Hop, SourceCheck, Assessment, Evidence, ClaimLink,
          Ruling, Publication, PublicationSource)  # fmt: skip
each_model = pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)
# Numbers that the database gives to rows which nothing else points to: they mean nothing.
SURROGATES = {(Hop, "id"), (Evidence, "id"), (PublicationSource, "id"), (Event, "id")}
CLAIM_OF = {
    Event: "claim",
    Claim: "pk",
    Citation: "claim",
    Hop: "citation__claim",
    SourceCheck: "citation__claim",
    Assessment: "claim",
    Evidence: "assessment__claim",
    ClaimLink: "from_claim",
    Ruling: "claim",
    Publication: "claim",
    PublicationSource: "publication__claim",
}
# How many other values each column is given: two in a long run (``make faults``).
VALUES = 2 if IS_LONG else 1


class UndoneError(Exception):
    """Ends a transaction that was tried out."""


def faults_after(statement, *parameters, look=all_faults) -> list[str] | None:
    """What is found after one statement, which is then undone; None if it was refused."""
    found = None
    try:
        with transaction.atomic():
            if callable(statement):
                statement()
            else:
                assert run(statement, *parameters) == 1
            found = list(look())
            raise UndoneError
    except (UndoneError, DatabaseError):
        return found


def other_values(field, value) -> list:
    """Values that the column could hold instead of the one it holds."""
    if field.is_relation or field.primary_key:
        others = field.related_model if field.is_relation else field.model
        pks = others._base_manager.exclude(pk=value).order_by("pk").values_list("pk", flat=True)
        found = [*pks[:3]] if field.is_relation else [9999]
    elif field.choices:
        found = [code for code, _label in field.choices]
    elif isinstance(field, models.BooleanField):
        found = [not value]
    elif isinstance(field, models.DecimalField):
        found = [Decimal("0.5"), (value or 0) + Decimal("0.000001"), (value or 0) + 1]
    elif isinstance(field, models.IntegerField):
        found = [(value or 0) + 1, (value or 0) + 100, max((value or 0) - 1, 0)]
    elif isinstance(field, models.DateTimeField):
        found = [(value or NOW) + datetime.timedelta(microseconds=1), NOW.replace(year=2030)]
    elif isinstance(field, models.DateField):
        found = [(value or NOW.date()) + datetime.timedelta(days=1)]
    elif isinstance(field, models.JSONField):
        found = [["visual"], {"origins": 2}]
    else:
        found = [f"{value} ", f"x{value}"[: field.max_length], "", "0" * 64]
        # PostgreSQL cuts spaces off that do not fit, and so changes nothing.
        found = [text for text in found if len(text) <= (field.max_length or len(text))]
    return [v for v in [*found, None] if v != value and (v is not None or field.null)]


def rows_of(model, claim) -> list:
    """The first row of the claim and the last."""
    found = list(model.objects.filter(**{CLAIM_OF[model]: claim.pk}).order_by("pk"))
    return list(dict.fromkeys([found[0], found[-1]]))


def names_it(faults, instance, claim) -> bool:
    """Whether it is said which claim, and which event or publication, was tampered with."""
    if isinstance(instance, PublicationSource):
        instance = instance.publication
    if isinstance(instance, Publication):
        event = f"{claim.ref} event {instance.event.number} "
        return any(f"Publication {instance} " in f or event in f for f in faults)
    if isinstance(instance, Event):
        return any(f"{claim.ref} event {instance.number} " in fault for fault in faults)
    return any(claim.ref in fault for fault in faults)


def test_untouched_record_has_no_fault(the_record):
    assert list(all_faults()) == []


def faults_of_changes(instance, field):
    """Each other value that the database takes in this column, with what is then found."""
    statement = f'UPDATE {instance._meta.db_table} SET "{field.column}" = %s WHERE id = %s'
    for value in other_values(field, getattr(instance, field.attname)):
        faults = faults_after(statement, field.get_db_prep_save(value, connection), instance.pk)
        if faults is not None:
            yield value, faults


@each_model
def test_changing_any_column_is_found(the_record, model):
    claim, slipped, unnamed, changed = the_record, [], [], set()
    fields = [f for f in model._meta.local_fields if (model, f.name) not in SURROGATES]

    with without_triggers():
        for instance, field in itertools.product(rows_of(model, claim), fields):
            for value, faults in itertools.islice(faults_of_changes(instance, field), VALUES):
                changed.add(field.name)
                if not faults:
                    slipped.append((instance.pk, field.name, value))
                elif not names_it(faults, instance, claim):
                    unnamed.append((field.name, value, faults))

    assert (slipped, unnamed) == ([], [])
    assert len(changed) >= len(model._meta.local_fields) // 2


@each_model
def test_deleting_any_row_is_found(the_record, model):
    claim = the_record

    with without_triggers():
        for instance in rows_of(model, claim):
            faults = faults_after(f"DELETE FROM {model._meta.db_table} WHERE id = %s", instance.pk)

            assert names_it(faults, instance, claim), (instance, faults)


def extra_rows(claim) -> dict[str, object]:
    first, second = claim.citations.all()
    other = Claim.objects.exclude(pk=claim.pk).first()
    last = claim.events.last()
    publication = claim.publications.order_by("number").first()
    elsewhere = Publication.objects.exclude(claim=claim).get()
    unpublished = claim.events.filter(publication__isnull=True).last()
    stranger = Event.objects.exclude(claim=claim).filter(publication__isnull=True).last()
    more = {"number": 3, "kind": "update", "published_until": NOW, "claim": claim,
            "ref": claim.ref}  # fmt: skip
    return {
        "event": row(Event, claim=claim, number=last.number + 1, previous_hash=last.hash),
        "claim": row(Claim, ref="CLM-000099"),
        "claim under no ref of ours": row(Claim, ref="X"),
        "citation": row(Citation, claim=claim),
        "hop": row(Hop, citation=first, position=2),
        "source check": row(SourceCheck, citation=second),
        "assessment": row(Assessment, claim=claim, rationale=LONG_ENOUGH),
        "evidence": row(Evidence, assessment=claim.assessments.last(), citation=second),
        "link from it": row(ClaimLink, from_claim=claim),
        "link to it": row(ClaimLink, to_claim=claim, kind="corrects"),
        "ruling": row(Ruling, claim=claim, first=first, second=second),
        "ruling under another claim": row(Ruling, claim=other, first=first, second=second),
        "publication": row(Publication, event=unpublished, **more),
        "publication by another claim's event": row(Publication, event=stranger, **more),
        "public source": row(PublicationSource, publication=publication),
        "public source of another claim": row(PublicationSource, publication=elsewhere),
    }


def test_inserting_any_row_is_found(the_record):
    claim = the_record
    extra = extra_rows(claim)
    noise = set(all_faults())  # what ``row`` stored past the verbs, to make these rows

    with without_triggers():
        for name, instance in extra.items():
            model = type(instance)
            faults = faults_after(lambda m=model, i=instance: m.objects.bulk_create([i]))

            assert faults is not None, f"The database refused the {name}."
            assert set(faults) - noise, f"Nobody noticed the {name}."


@pytest.mark.parametrize("change", ["last = last - 1", "last = last + 1", "name = 'x'"])
def test_changing_the_counter_of_refs_is_found(the_record, change):
    assert faults_after(f"UPDATE claims_counter SET {change}")


def test_deleting_the_counter_of_refs_is_found(the_record):
    assert faults_after("DELETE FROM claims_counter")


def test_the_order_of_a_joint_origin_is_kept(the_record):
    """The first of two joint origins is the claimant: exchanging the rows is found."""
    claim = the_record
    one, two = claim.citations.first().hops.filter(position=1)

    with without_triggers():
        faults = faults_after(f"UPDATE claims_hop SET id = id + 1000 WHERE id = {one.pk}")

    assert one.pk < two.pk
    assert faults == [f"{claim.ref} was changed without an event: citations."]
