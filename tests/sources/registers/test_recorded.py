"""Every write to a register leaves an event; a write past the application is found and named."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from sources.database import bulk
from sources.database.append_only import AppendOnly
from sources.models import (
    Alias,
    Document,
    RegisterEvent,
    Source,
)
from sources.registers.chain import event_hash
from sources.registers.faults import all_faults
from sources.registers.recorded import Recorded, recording, register_of, registers
from sources.reliability import give_grade
from tests.factories import (
    NOW,
    DocumentFactory,
    MeasureFactory,
    SourceFactory,
    SourceLinkFactory,
    UserFactory,
)
from tests.record.test_history_tampering import faults_after, other_values
from tests.rows import TODAY, row, stored
from tests.tampering import run, without_triggers

pytestmark = pytest.mark.django_db

MODELS = [
    model for label in ("sources", "claims") for model in apps.get_app_config(label).get_models()
]
RECORDED = [model for model in MODELS if issubclass(model, Recorded)]
CHANGED = [model for model in RECORDED if not issubclass(model, AppendOnly)]
# Rows of the desk, which a claim's events hold, and what a machine keeps for itself.
NOT_RECORDED = {
    "sources": "Watch WebHost LinkCheck RegisterHead",
    "claims": "Claim Citation Hop ClaimLink EvidenceState Counter ClaimCount Assignment ApiToken "
    "Allowance KeptAnswer ActionReport SavedFilter ImportBatch ImportMapping ImportRow Webhook "
    "Delivery",
}
each_recorded = pytest.mark.parametrize("model", RECORDED, ids=lambda model: model.__name__)
each_changed = pytest.mark.parametrize("model", CHANGED, ids=lambda model: model.__name__)


def row_of(instance) -> tuple[str, int]:
    """Return the register and the id of the row that an instance is, or belongs to."""
    owner = getattr(instance, instance.belongs_to) if instance.belongs_to else instance
    return register_of(type(instance))._meta.model_name, owner.pk


def events(instance) -> list[RegisterEvent]:
    registry, pk = row_of(instance)
    return list(RegisterEvent.objects.filter(registry=registry, row=pk).order_by("number"))


def a_text(model) -> str:
    names = ("name", "title", "note", "question", "host")
    return next(name for name in names if name in {f.name for f in model._meta.local_fields})


def other(instance) -> str:
    return f"{getattr(instance, a_text(type(instance)))}x"


def test_every_model_is_recorded_or_kept_or_named_here():
    others = {m.__name__ for m in MODELS if not issubclass(m, Recorded | AppendOnly)}

    assert others == {name for names in NOT_RECORDED.values() for name in names.split()}
    assert sorted(registers()) == sorted(
        "topic source document unit measure subject scope series figure".split()
    )


WRITES = {
    "save": lambda i: set_and(i, lambda: i.save()),
    "save of one column": lambda i: set_and(i, lambda: i.save(update_fields=[a_text(type(i))])),
    "raw save": lambda i: set_and(i, lambda: i.save_base(raw=True)),
    "update": lambda i: type(i).objects.filter(pk=i.pk).update(**{a_text(type(i)): other(i)}),
    "bulk_update": lambda i: set_and(
        i, lambda: type(i).objects.bulk_update([i], [a_text(type(i))])
    ),
    "update_or_create": lambda i: type(i).objects.update_or_create(
        pk=i.pk, defaults={a_text(type(i)): other(i)}
    ),
}


def set_and(instance, write) -> None:
    setattr(instance, a_text(type(instance)), other(instance))
    write()


@each_changed
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_way_to_change_a_row_leaves_one_event(model, write):
    instance = stored(model)
    before = events(instance)

    write(instance)

    after = events(instance)
    assert [event.pk for event in after[:-1]] == [event.pk for event in before]
    assert (after[-1].verb, after[-1].previous_hash) == ("change", before[-1].hash)
    assert list(all_faults()) == []


ADDS = {
    "save": lambda i: i.save(),
    "bulk_create": lambda i: type(i).objects.bulk_create([i]),
    "insert": lambda i: bulk.insert([i]),
}


@each_recorded
@pytest.mark.parametrize("add", ADDS.values(), ids=ADDS)
def test_every_way_to_add_a_row_leaves_one_event(model, add):
    instance = row(model)
    if hasattr(instance, "created_at"):
        instance.created_at = NOW
    before = len(events(instance)) if instance.belongs_to else 0

    add(instance)

    assert len(events(instance)) == before + 1
    assert events(instance)[-1].hash == event_hash(vars(events(instance)[-1]))
    assert list(all_faults()) == []


@each_changed
def test_a_removed_row_keeps_its_history(model):
    instance, again = stored(model), stored(model, **another(model))
    registry, pk = row_of(instance)

    instance.delete()
    type(again).objects.filter(pk=again.pk).delete()

    last = RegisterEvent.objects.filter(registry=registry, row=pk).latest("number")
    assert last.verb == ("change" if model.belongs_to else "remove")
    assert list(all_faults()) == []


def another(model) -> dict:
    """Return columns for a second row beside the smallest one."""
    unique = [f for f in model._meta.local_fields if f.unique and not f.primary_key]
    return {f.name: f"{'b' if f.name != 'host' else 'b.'}{i}x" for i, f in enumerate(unique)}


@each_recorded
def test_every_column_changed_past_the_application_is_found_and_named(model):
    instance = stored(model)
    registry, _pk = row_of(instance)
    fields = [
        f for f in model._meta.local_fields if not f.primary_key and f.name not in model.unrecorded
    ]

    missed, changed = [], set()
    with without_triggers():
        for field in fields:
            statement = f'UPDATE {model._meta.db_table} SET "{field.column}" = %s WHERE id = %s'
            for value in other_values(field, getattr(instance, field.attname)):
                stated = field.get_db_prep_save(value, connection)
                faults = faults_after(statement, stated, instance.pk, look=all_faults)
                if faults is None:
                    continue
                changed.add(field.name)
                # A part that another row has by now is a fault of both.
                is_moved = field.name == model.belongs_to and len(faults) == 2
                if not (is_moved or any(is_about(fault, registry, field) for fault in faults)):
                    missed.append((field.name, value, faults))
                break

    assert missed == []
    assert len(changed) >= min(len(fields), 3) // 2


def is_about(fault: str, registry: str, field) -> bool:
    return fault.lower().startswith(f"{registry} ") and field.attname in fault


@each_recorded
def test_rows_removed_and_added_past_the_application_are_found(model):
    instance = stored(model)
    table, copied = model._meta.db_table, row(model, **another(model))
    if hasattr(copied, "created_at"):
        copied.created_at = NOW
    noise = set(all_faults())

    with without_triggers():
        removed = faults_after(f"DELETE FROM {table} WHERE id = %s", instance.pk, look=all_faults)
        added = faults_after(lambda: bulk._insert([copied]), look=all_faults)

    assert noise == set()
    assert len(removed) == len(added) == 1
    words = "changed without an event" if model.belongs_to else "removed without an event"
    assert words in removed[0]
    assert ("changed" if model.belongs_to else "has no history") in added[0]


def test_an_event_changed_or_cut_off_is_found():
    source = SourceFactory(slug="reuters")
    Source.objects.filter(pk=source.pk).update(name="Reuters News")
    last = events(source)[-1]

    with without_triggers():
        noted = faults_after(
            "UPDATE sources_registerevent SET note = 'x' WHERE id = %s", last.pk, look=all_faults
        )
        cut = faults_after(
            "DELETE FROM sources_registerevent WHERE id = %s", last.pk, look=all_faults
        )
        first = faults_after(
            "DELETE FROM sources_registerevent WHERE id = %s", events(source)[0].pk, look=all_faults
        )
        snapshot = faults_after(
            "UPDATE sources_registerevent SET snapshot = '{}' WHERE id = %s",
            last.pk,
            look=all_faults,
        )
        head = faults_after(
            "UPDATE sources_registerhead SET number = 1 WHERE registry = 'source' AND row = %s",
            source.pk,
            look=all_faults,
        )

    assert noted == ["Source reuters event 2 (change) was changed: its hash does not fit."]
    assert cut == ["Source reuters event 2 is missing: its history was cut short."]
    assert first == ["Source reuters event 1 is missing."]
    assert snapshot == [
        f"Source {source.pk} event 2 (change) has another snapshot than the one it was written "
        "with."
    ]
    assert head == ["Source reuters does not point to its last event, 2 (change)."]


def test_one_step_is_one_event_with_its_person_verb_and_reason():
    curator = UserFactory(roles=["source curator"])
    source = SourceFactory()
    first = {"grade": "C", "rationale": "It was right more often than not."}

    give_grade(source, **first, valid_from=TODAY, by=curator, at=NOW)
    later = TODAY.replace(year=2026)
    why = "It corrected none of three errors."
    give_grade(source, grade="D", rationale=why, valid_from=later, by=curator, at=NOW)

    assert [(e.verb, e.by_id, e.note) for e in events(source)[1:]] == [
        ("grade", curator.pk, "It was right more often than not."),
        ("grade", curator.pk, why),
    ]


def test_a_refused_step_leaves_no_event_and_an_untouched_row_none_either():
    source = SourceFactory()
    before = RegisterEvent.objects.count()

    source.save()
    with pytest.raises(RuntimeError), recording():
        Source.objects.filter(pk=source.pk).update(name="Other")
        raise RuntimeError
    with recording(), pytest.raises(RuntimeError), transaction.atomic():
        SourceFactory(slug="gone")
        raise RuntimeError
    Document.objects.filter(pk=DocumentFactory(publisher=source).pk).update(state="gone")

    assert RegisterEvent.objects.count() == before + 1  # the document
    assert list(all_faults()) == []


def test_a_part_that_moves_changes_both_rows():
    first, second = SourceFactory(), SourceFactory()
    alias = Alias.objects.create(source=first, name="A name")
    numbers = len(events(first)), len(events(second))

    alias.source = second
    alias.save()
    Alias.objects.filter(pk=alias.pk).update(source=first)

    assert (len(events(first)), len(events(second))) == (numbers[0] + 2, numbers[1] + 2)
    assert list(all_faults()) == []


def test_the_parts_of_a_measure_belong_to_it_from_either_side():
    whole, part = MeasureFactory(code="losses"), MeasureFactory(code="killed")

    whole.parts.add(part)
    part.part_of.remove(whole)
    whole.parts.set([part])
    with pytest.raises(TypeError), transaction.atomic():
        part.part_of.clear()

    assert len(events(whole)) == 4
    assert len(events(part)) == 1
    assert list(all_faults()) == []


def test_many_rows_are_recorded_by_as_few_statements_as_one(django_assert_num_queries):
    publisher = SourceFactory()

    def documents(start, count):
        urls = [f"https://example.org/{start + n}" for n in range(count)]
        return [
            Document(publisher=publisher, url=url, canonical_url=url, title=url, created_at=NOW)
            for url in urls
        ]

    for start, count in ((0, 1), (10, 40)):
        with django_assert_num_queries(4):
            bulk.insert(documents(start, count))
    with django_assert_num_queries(13):
        Source(slug="new", name="New", kind="other").save()


def test_writing_past_the_record_is_refused():
    source = SourceFactory()

    with pytest.raises(TypeError):
        bulk.update(Source, ["name"], [("x", source.pk)])
    with pytest.raises(TypeError):
        Alias.objects.bulk_create([row(Alias)], ignore_conflicts=True)


def test_command_names_the_row_and_the_fields_and_looks_at_one_row_if_told(capsys):
    source, link = SourceFactory(slug="reuters"), SourceLinkFactory()
    call_command("verify_history", source=["reuters"], document=[str(DocumentFactory().pk)])
    assert capsys.readouterr().out == "2 events verified, no fault.\n"

    run("UPDATE sources_source SET name = 'Rooters', country = 'GB' WHERE id = %s", source.pk)
    run("UPDATE sources_sourcelink SET kind = 'owned_by' WHERE id = %s", link.pk)

    with pytest.raises(CommandError, match=r"^Faults: 1; .*Source reuters was changed without an"):
        call_command("verify_history", "--source", "reuters")
    with pytest.raises(CommandError, match=r"^Faults: 2"):
        call_command("verify_history")
    assert capsys.readouterr().err.splitlines() == [
        "Source reuters was changed without an event: country, name.",
        "Source reuters was changed without an event: country, name.",
        f"Source {link.from_source.slug} was changed without an event: links.kind.",
    ]
    for name, key in (("source", "nobody"), ("document", "x"), ("ref", "CLM-000999")):
        with pytest.raises(CommandError, match=rf"^There is no (claim|{name}) {key}\.$"):
            call_command("verify_history", **{name: [key]})


def test_row_that_cannot_be_read_is_named():
    unit = MeasureFactory().default_unit

    with without_triggers():
        faults = faults_after(
            "UPDATE claims_unit SET words = '[1.5]' WHERE id = %s", unit.pk, look=all_faults
        )

    assert len(faults) == 1
    assert faults[0].endswith(
        "cannot be read: TypeError: A float has no canonical form: use Decimal, as text."
    )
