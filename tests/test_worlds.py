"""Worlds are stored once, and every test finds them unchanged."""

import pytest

from sources.models import Source
from tests import worlds
from tests.factories import SourceFactory
from tests.worlds import world

BUILT = []


@world
def agency(db):
    BUILT.append("agency")
    return SourceFactory(slug="agency", name="Agency")


@world
def two(agency):
    BUILT.append("two")
    return {"agency": agency, "more": [SourceFactory(slug="outlet")]}


@world
def silent(db):
    BUILT.append("silent")
    SourceFactory(slug="silent")


@pytest.fixture
def paper(agency):
    return SourceFactory(slug="paper")


def slugs() -> set[str]:
    return set(Source.objects.values_list("slug", flat=True))


@pytest.mark.parametrize("time", [1, 2])
def test_what_a_test_changes_is_undone(two, agency, time):
    assert BUILT.count("two") == 1
    assert two["agency"] is agency
    assert (agency.name, len(two["more"]), "note" in two) == ("Agency", 1, False)
    assert slugs() == {"agency", "outlet"}

    agency.name = "Changed"
    agency.save()
    two["more"].append(SourceFactory())
    two["note"] = time
    agency.extra = two["more"][0].name = "Changed"


@pytest.mark.parametrize("time", [1, 2])
def test_fixture_above_a_world_is_made_for_each_test(paper, time):
    assert slugs() == {"agency", "paper"}
    paper.delete()


@pytest.mark.django_db
def test_world_that_is_not_asked_for_is_not_there():
    assert slugs() == set()


@pytest.mark.parametrize("time", [1, 2])
def test_world_without_a_value_is_built_once_too(silent, time):
    assert BUILT.count("silent") == 1
    assert slugs() == {"silent"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_transactional_test_has_a_world_of_its_own(agency, time):
    assert worlds.STACK == []
    assert slugs() == {"agency"}
