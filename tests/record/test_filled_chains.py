"""Publications from before their rows told chains: the migration fills them from what was said."""

import json
from importlib import import_module

import pytest
from django.apps import apps

from claims import desk
from claims.loading.snapshot import canonical_json, sha256
from claims.models import ClaimCount, Event, Publication, PublicationSource
from claims.record import facet_counts
from claims.record.history import CHAIN_FIELDS, LATER_FIELDS, all_faults, event_hash
from tests import desk_steps
from tests.desk_steps import citation
from tests.factories import NOW, DocumentFactory, SourceFactory, UserFactory
from tests.record import a_record
from tests.tampering import run, without_triggers
from tests.worlds import world

pytestmark = pytest.mark.django_db
MIGRATION = import_module("claims.migrations.0010_fill_chains")
OLD = "publication_id source_id document_id role status designation".split()
SPEECH = {"kind": "speech_act", "speech_act": "denied", "value": None, "measure": None}


@world
def older(db):
    """A record as it was stored before: fewer rows, and neither columns nor digests of chains."""
    a_record.record()
    story = DocumentFactory(publisher=SourceFactory(slug="sky"))
    # Three chains of one document; the rows of “sky” and “afp” were one each.
    cited = [
        citation("sky", "afp", "kremlin", document=story, quote="one", stance="mentions"),
        citation("sky", "afp", "kremlin", document=story, quote="two", drift="value"),
        citation("sky", "afp", "pentagon", document=story, quote="three"),
    ]
    cited[2]["hops"][2]["is_read"] = True
    claim = desk_steps.published(citations=cited, basis="survey", **SPEECH)
    desk_steps.published(citations=[citation("kremlin", end="own_reporting")])
    chief = UserFactory(roles=["chief editor"])
    desk.retract(claim, reason="our_error", public_note="A slip.", by=chief, at=NOW)
    now = stored()
    with without_triggers():
        make_old()
    return now


def stored() -> tuple:
    rows = PublicationSource.objects.values_list(*OLD, *CHAIN_FIELDS)
    return set(rows), set(Publication.objects.values_list("pk", *LATER_FIELDS))


def make_old() -> None:
    seen = set()
    for row in PublicationSource.objects.order_by("pk"):
        same = tuple(getattr(row, name) for name in OLD)
        if same in seen:
            run("DELETE FROM claims_publicationsource WHERE id = %s", row.pk)
        seen.add(same)
    # The columns are required by now; no chain of these has such a number.
    run("UPDATE claims_publicationsource SET chain = id, position = 9, drift = 'verb', "
        "stance = 'corrects', is_read = %s", False)  # fmt: skip
    run("UPDATE claims_publication SET basis = NULL, speech_act = NULL")
    ClaimCount.objects.filter(facet__in=LATER_FIELDS).delete()
    for claim_id in set(Event.objects.values_list("claim_id", flat=True)):
        previous = ""
        for event in Event.objects.filter(claim=claim_id).order_by("number"):
            event.previous_hash, event.snapshot = previous, old_snapshot(event.snapshot)
            event.snapshot_sha256 = sha256(event.snapshot)
            event.hash = previous = event_hash(event)
            columns = "snapshot snapshot_sha256 previous_hash hash".split()
            values = [getattr(event, name) for name in columns]
            listed = ", ".join(f"{name} = %s" for name in columns)
            run(f"UPDATE claims_event SET {listed} WHERE id = %s", *values, event.pk)
        run("UPDATE claims_claim SET head_hash = %s WHERE id = %s", previous, claim_id)


def old_snapshot(text: str) -> str:
    snapshot = json.loads(text)
    if digest := snapshot.get("publication"):
        for name in LATER_FIELDS:
            del digest[name]
        rows = [
            {k: v for k, v in row.items() if k not in CHAIN_FIELDS} for row in digest["sources"]
        ]
        digest["sources"] = [json.loads(t) for t in sorted({*map(canonical_json, rows)})]
    return canonical_json(snapshot)


def fill() -> None:
    with without_triggers():
        MIGRATION.forwards(apps, None)


def test_older_rows_get_the_chains_of_their_documents(older):
    assert PublicationSource.objects.count() < len(older[0])

    fill()

    assert stored() == older
    assert list(all_faults()) == []
    assert list(facet_counts.faults()) == []


def test_older_record_that_is_not_filled_is_at_fault(older):
    found = list(all_faults())

    assert found
    assert all(fault.endswith("has other chains than its document.") for fault in found)


@pytest.mark.parametrize(
    "change",
    [
        "SET position = 7",
        "SET chain = chain + 5",
        "SET stance = 'corrects'",
        "SET drift = 'verb'",
        "SET is_read = NOT is_read",
    ],
)
def test_change_of_a_filled_column_is_found(older, change):
    fill()
    ids = PublicationSource.objects.order_by("pk").values_list("pk", flat=True)

    with without_triggers():
        for pk in (ids.first(), ids.last()):
            run(f"UPDATE claims_publicationsource {change} WHERE id = %s", pk)
    found = list(all_faults())

    assert len(found) == 2
    assert all(fault.endswith("has other chains than its document.") for fault in found)


def test_change_of_a_filled_basis_is_found(older):
    fill()
    first = Publication.objects.order_by("pk").first()

    with without_triggers():
        run("UPDATE claims_publication SET basis = 'count' WHERE id = %s", first.pk)

    assert list(all_faults()) == [f"Publication {first} has other chains than its document."]


def test_rows_are_as_few_as_before_on_the_way_back(older):
    few = PublicationSource.objects.count()
    fill()

    with without_triggers():
        MIGRATION.backwards(apps, None)

    assert PublicationSource.objects.count() == few
    assert not ClaimCount.objects.filter(facet__in=LATER_FIELDS).exists()
