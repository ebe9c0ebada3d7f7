"""The data of the benchmark is what the verbs would have stored, and the same each time."""

import json

import pytest

from claims.changes import faults
from claims.changes.settling import last_position
from claims.loading import findings
from claims.loading.dossier import load_one
from claims.loading.snapshot import canonical_json
from claims.models import Claim, Event, Publication
from claims.record import history
from claims.record.document import content
from sources.registers import faults as register_faults
from tests.benchmarks.dataset import Dataset, golden
from tests.benchmarks.load import load
from tests.worlds import world

pytestmark = pytest.mark.django_db
GOLDEN = {(300, 1): "4f2845f15dc76cfccc3a7421dee6689787018f83e9b2b09b46236b8cf38da3b2"}


@world
def loaded(db):
    load(Dataset(300, long=20, short=5))


def test_history_of_what_was_loaded_has_no_fault(loaded):
    assert [*history.all_faults(), *register_faults.all_faults()] == []
    assert Event.objects.count() > 2 * 300


def test_change_feed_of_what_was_loaded_has_no_fault(loaded):
    assert list(faults.faults()) == []
    assert last_position() == Publication.objects.count()


def test_stored_documents_are_what_publishing_would_compose(loaded):
    live = Publication.objects.in_force().select_related("claim")
    for publication in live.order_by("id"):
        claim = Claim.objects.get(pk=publication.claim_id)
        examined = findings.examine(load_one(claim), publication.published_from.date())
        head = json.loads(publication.content)["publication"]
        document = content(examined, head)
        assert canonical_json(document) == publication.content
        told = {"ref": claim.ref, "number": publication.number, **examined.as_json()}
        assert canonical_json(told) == publication.independence


@pytest.mark.parametrize(("count", "seed"), GOLDEN)
def test_data_set_is_the_same_everywhere(count, seed):
    assert golden(count, seed, long=20, short=5) == GOLDEN[count, seed]
