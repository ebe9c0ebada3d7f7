"""The migration that fills copies and counts for a record that was there before them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from claims.desk import review as desk
from claims.models import ClaimCount, Publication, PublicationSource
from claims.record import counts as tallies
from claims.record.history import all_faults
from tests.desk_steps import citation, corroborated, published, retracted
from tests.factories import NOW, TopicFactory
from tests.tampering import run, without_triggers

pytestmark = pytest.mark.django_db
migration = import_module("claims.migrations.0017_fill_copies_and_counts")


class Editor:
    """What a migration is given to write with."""

    connection = connection

    def execute(self, statement: str) -> None:
        run(statement)


@pytest.fixture
def record():
    """Claims in force, corrected, retracted and on two topics, as the verbs wrote them."""
    published(citations=[citation("outlet", "relay", "origin")])
    published(topic=TopicFactory(slug="energy", name="Energy"), statement="Lights went out.")
    corroborated("origin-a", "origin-b")
    retracted(statement="Not so.")
    claim = published(statement="First.")
    desk.revise(claim, by=claim.created_by, at=NOW)


def forgotten() -> None:
    """As if there had been no copies and no counts."""
    with without_triggers():
        run(
            "UPDATE claims_publicationsource SET published_from = '2001-01-01 00:00:00', "
            "published_until = '2001-01-01 00:00:00', verification_status = 'refuted', "
            f"is_notice = {'true' if connection.vendor == 'postgresql' else 1}"
        )
        run("DELETE FROM claims_claimcount")
        if connection.vendor == "postgresql":
            run("DELETE FROM claims_publication_search")


def test_copies_and_counts_are_those_that_the_verbs_keep(record):
    copies = list(PublicationSource.objects.order_by("pk").values())
    counts = {facet: tallies.kept_counts(facet) for facet in tallies.COLUMNS}
    forgotten()
    assert list(tallies.faults())
    assert list(all_faults())

    with without_triggers():
        migration.fill(apps, Editor())

    assert list(PublicationSource.objects.order_by("pk").values()) == copies
    assert {facet: tallies.kept_counts(facet) for facet in tallies.COLUMNS} == counts
    assert ClaimCount.objects.filter(claims__lt=1).count() == 0
    assert list(tallies.faults()) == list(all_faults()) == []


def test_texts_of_the_record_are_found_again(api, record):
    ref = Publication.objects.get(statement="Lights went out.").ref
    forgotten()

    with without_triggers():
        migration.fill(apps, Editor())

    assert api.refs(q="lights") == [ref]
