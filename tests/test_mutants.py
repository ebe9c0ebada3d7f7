"""The list of mutants fits the code: each fault can be applied, and its tests exist."""

import pytest

from tests import ROOT
from tests.mutants import mutants

MUTANTS = mutants()
# Rooms that need a mutant each. Other rooms have no rules of their own.
ROOMS = (
    "claims/rules/values",
    "claims/rules/comparison",
    "claims/rules/independence",
    "claims/rules/figures",
    "claims/rules/series",
    "claims/attribution",
    "claims/drawing",
    "claims/articles",
    "claims/importing/file",
    "claims/importing/batch",
    "claims/desk",
    "claims/record",
    "claims/changes",
    "claims/lists",
    "claims/figures",
    "claims/webhooks",
    "claims/admin",
    "claims/api",
    "claims/pages",
    "sources/fetching",
    "sources/evidence",
    "sources/relations",
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant_can_be_put_in(mutant):
    assert (ROOT / mutant.file).read_text().count(mutant.old) == 1
    assert mutant.old != mutant.new
    assert mutant.tests
    assert all((ROOT / test.split("::")[0]).exists() for test in mutant.tests)


@pytest.mark.parametrize("room", ROOMS)
def test_room_has_a_mutant(room):
    assert any(mutant.file.startswith(f"{room}/") for mutant in MUTANTS)


def test_there_are_enough_of_them():
    assert len(MUTANTS) >= 30
