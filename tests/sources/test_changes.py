"""Signals about changes of sources: in the transaction, in order, to all receivers."""

import pytest

from sources import changes
from sources.models import Source
from sources.relations.merging import merge_source
from tests.factories import NOW, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
RATIONALE = "The same newsroom by another name, as its imprint says."


@pytest.fixture
def heard():
    """Collect the signals in order, with receivers beside those of the product."""
    signals = []

    def on_sources(sources, *, cause, by, at, **signal):
        signals.append(("sources", [source.slug for source in sources], cause, by, at))

    def on_entry(row, *, parts, at, **signal):
        signals.append(("entry", row.slug, set(parts), at))

    changes.sources_changed.connect(on_sources)
    changes.entry_edited.connect(on_entry)
    yield signals
    changes.sources_changed.disconnect(on_sources)
    changes.entry_edited.disconnect(on_entry)


def test_those_who_rest_on_sources_hear_of_a_change_before_the_feed(heard):
    one, other = SourceFactory(slug="one"), SourceFactory(slug="other")
    by = UserFactory()

    changes.changed([one, other], parts=["grades"], cause="It was graded.", by=by, at=NOW)

    assert heard == [
        ("sources", ["one", "other"], "It was graded.", by, NOW),
        ("entry", "one", {"grades"}, NOW),
        ("entry", "other", {"grades"}, NOW),
    ]


def test_no_claim_rests_on_what_a_source_is_called(heard):
    source = SourceFactory(slug="one")

    changes.changed([source], parts=["aliases"], cause="Renamed.", by=UserFactory(), at=NOW)

    assert [kind for kind, *_rest in heard] == ["entry"]


@pytest.mark.parametrize("signal", [changes.sources_changed, changes.entry_edited])
def test_receiver_that_fails_undoes_the_change(signal):
    def failing(**told):
        raise RuntimeError("The claims could not be reassessed.")

    source, into = SourceFactory(slug="one"), SourceFactory(slug="other")
    by = UserFactory(roles=["source curator"])
    signal.connect(failing)

    try:
        with pytest.raises(RuntimeError, match="reassessed"):
            merge_source(source, into, rationale=RATIONALE, by=by, at=NOW)
    finally:
        signal.disconnect(failing)

    assert Source.objects.get(slug="one").merged_into is None
