"""Append-only rows: neither the ORM nor SQL can change or delete them."""

import re

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from claims.models import Assessment, Citation, Claim, Event, Publication, PublicationSource
from sources.database.append_only import AppendOnly, AppendOnlyError
from sources.models import ReliabilityGrade
from tests.factories import NOW, SourceFactory
from tests.rows import TODAY, row, stored
from tests.tampering import run, sqlite_triggers

pytestmark = pytest.mark.django_db


def subclasses(base):
    for model in base.__subclasses__():
        yield model
        yield from subclasses(model)


KEPT = sorted(subclasses(AppendOnly), key=lambda model: model._meta.label)
each_model = pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label)


def a_column(model):
    """Return the name of a column that takes any text or number."""
    names = ("rationale", "note", "reason", "designation", "search_text", "content", "citation_id",
             "sha256")  # fmt: skip
    columns = [field.attname for field in model._meta.local_fields if field.attname in names]
    return columns[0]


def change(model):
    return {a_column(model): 0 if a_column(model).endswith("_id") else "changed"}


BY_THE_ORM = {
    "save": lambda instance: instance.save(),
    "save of one column": lambda instance: instance.save(
        update_fields=[a_column(type(instance)).removesuffix("_id")]
    ),
    "delete": lambda instance: instance.delete(),
    "QuerySet.update": lambda i: type(i).objects.update(**change(type(i))),
    "QuerySet.delete": lambda i: type(i).objects.all().delete(),
    "bulk_update": lambda i: type(i).objects.bulk_update(
        [i], [a_column(type(i)).removesuffix("_id")]
    ),
    "update_or_create": lambda i: type(i).objects.update_or_create(pk=i.pk),
    "bulk_create over it": lambda i: type(i).objects.bulk_create(
        [i], update_conflicts=True, update_fields=list(change(type(i))), unique_fields=["id"]
    ),
    "bulk_create over it, by position": lambda i: type(i).objects.bulk_create(
        [i], None, False, True, list(change(type(i))), ["id"]
    ),
    "fill of a column that is written at once": lambda i: i.fill(**change(type(i))),
    "fill of nothing": lambda i: i.fill(),
}


@each_model
@pytest.mark.parametrize("attempt", BY_THE_ORM.values(), ids=BY_THE_ORM)
def test_orm_refuses(model, attempt):
    instance = stored(model)
    before = list(model.objects.values())

    with pytest.raises(AppendOnlyError, match="kept as it was written"):
        attempt(instance)

    assert list(model.objects.values()) == before


PAST_THE_ORM = {
    "base manager's update": lambda i: type(i)._base_manager.update(**change(type(i))),
    "base manager's delete": lambda i: type(i)._base_manager.filter(pk=i.pk).delete(),
    "raw save": lambda i: row(type(i), pk=i.pk).save_base(raw=True),
    "insert with a taken id": lambda i: row(type(i), pk=i.pk).save(),
    "collector": lambda i: collect(i).delete(),
    "SQL UPDATE": lambda i: run(
        f"UPDATE {i._meta.db_table} SET {a_column(type(i))} = %s WHERE id = %s",
        *change(type(i)).values(),
        i.pk,
    ),
    "SQL UPDATE of nothing": lambda i: run(
        f"UPDATE {i._meta.db_table} SET id = id + 1000 WHERE id = %s", i.pk
    ),
    "SQL DELETE": lambda i: run(f"DELETE FROM {i._meta.db_table} WHERE id = %s", i.pk),
}


def collect(instance) -> Collector:
    collector = Collector(using="default", origin=instance)
    collector.add([instance])
    return collector


@each_model
@pytest.mark.parametrize("attempt", PAST_THE_ORM.values(), ids=PAST_THE_ORM)
def test_database_refuses(model, attempt):
    instance = stored(model)
    before = model.objects.filter(pk=instance.pk).values().get()

    with pytest.raises(IntegrityError), transaction.atomic():
        attempt(instance)

    assert model.objects.filter(pk=instance.pk).values().get() == before


@each_model
def test_replacing_a_row_is_refused_too(model):
    instance = stored(model)
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        statement = (
            f"INSERT INTO {table} SELECT * FROM {table} WHERE id = %s "
            f"ON CONFLICT (id) DO UPDATE SET id = EXCLUDED.id + 1000"
        )
    else:
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = %s"

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        run(statement, instance.pk)
    assert "append-only" in str(refusal.value) or "do not overlap" in str(refusal.value)


@each_model
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_truncate_is_refused(model):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(f"TRUNCATE {model._meta.db_table} CASCADE")


@each_model
def test_table_has_its_triggers(model):
    """On SQLite, a migration that creates a table again drops its triggers."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O' "
                "AND NOT tgisinternal",
                [table],
            )
            found = {name for (name,) in cursor.fetchall()}
            wanted = {f"{table}_no_update", f"{table}_no_delete", f"{table}_no_truncate"}
        else:
            found = set(sqlite_triggers(cursor))
            wanted = {f"{table}_no_update_update", f"{table}_no_delete_delete"}

    assert wanted <= found


@each_model
def test_trigger_knows_every_column(model):
    """If columns are filled later, the trigger has to list all other columns."""
    if not model.filled_later:
        return
    name = f"{model._meta.db_table}_no_update"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [name])
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [f"{name}_update"])
        (text,) = cursor.fetchone()
    columns = {field.column for field in model._meta.local_fields}

    assert set(re.findall(r'NEW\."?(\w+)"? IS ', text)) == columns


def test_related_managers_refuse():
    event = stored(Event)
    assessment = stored(Assessment)

    for manager in (event.claim.events, assessment.claim.assessments):
        with pytest.raises(AppendOnlyError):
            manager.update(by=1)
        with pytest.raises(AppendOnlyError):
            manager.all().delete()
    citation = stored(Citation, claim=assessment.claim)
    assessment.evidence.add(citation)
    for attempt in (
        lambda: assessment.evidence.remove(citation),
        lambda: assessment.evidence.clear(),
        lambda: assessment.evidence.set([]),
    ):
        with pytest.raises(AppendOnlyError), transaction.atomic():
            attempt()


@pytest.mark.parametrize("name", ["claim", "citation", "source", "by"])
def test_deleting_what_is_logged_is_refused(name):
    check = stored(apps.get_model("claims", "SourceCheck"))
    grade = stored(ReliabilityGrade, by=check.by)
    parent = {
        "claim": check.citation.claim,
        "citation": check.citation,
        "source": grade.source,
        "by": check.by,
    }[name]

    with pytest.raises(ProtectedError):
        parent.delete()


def test_publication_is_closed_once_and_by_fill_only():
    publication = stored(Publication)

    publication.fill(published_until=NOW)

    assert Publication.objects.get().published_until == NOW
    with pytest.raises(AppendOnlyError):
        publication.fill(published_until=NOW.replace(year=2026))
    for value in (NOW.replace(year=2026), None):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            run("UPDATE claims_publication SET published_until = %s", value)


def test_grade_is_closed_once():
    grade = stored(ReliabilityGrade)

    grade.fill(valid_until=TODAY)

    with pytest.raises(AppendOnlyError):
        grade.fill(valid_until=None)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run("UPDATE sources_reliabilitygrade SET valid_until = NULL")


def test_filling_changes_no_other_column():
    publication = stored(Publication)

    with pytest.raises(AppendOnlyError):
        publication.fill(published_until=NOW, number=7)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run("UPDATE claims_publication SET published_until = %s, number = 7", NOW)


def test_claim_of_a_measure_refuses_a_unit_of_another_dimension_by_sql():
    claim = stored(Claim)
    mass = stored(apps.get_model("claims", "Unit"))

    with pytest.raises(IntegrityError, match="dimension of the measure"), transaction.atomic():
        run("UPDATE claims_claim SET unit_id = %s WHERE id = %s", mass.pk, claim.pk)


def test_public_source_row_cannot_follow_its_publication_into_another():
    first, second = stored(PublicationSource), stored(Publication)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(
            "UPDATE claims_publicationsource SET publication_id = %s, source_id = %s WHERE id = %s",
            second.pk,
            SourceFactory().pk,
            first.pk,
        )
