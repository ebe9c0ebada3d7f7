"""The claims of a batch get their suggested links when it is submitted, once."""

import pytest

from claims.desk import links
from claims.importing.batch import batches, linking
from claims.models import ClaimLink, Event
from claims.record import history
from claims.rules.refusals import NotReady
from tests.factories import NOW
from tests.importing.files import HEAD, MAPPING, file, registers
from tests.worlds import world

pytestmark = pytest.mark.django_db
RATIONALE = "The data set names its origin; nobody else has counted."
OTHERS = "2024-01-01,1,900,about,5\n2024-01-02,2,1001,about,6\n2024-03-01,60,3000,about,7\n"


@world
def people(editor, reviewer, chief):
    registers()
    return editor, reviewer, chief


def submitted(people, rows, mapping=MAPPING):
    batch = batches.check(file(HEAD + rows), "counts.csv", mapping, by=people[0], at=NOW)
    return batches.submit(batch, by=people[0], at=NOW)


def approved(people, batch):
    return batches.approve(batch, by=people[1], at=NOW, rationale=RATIONALE)


@world
def both(people):
    """A batch that is public, and another whose first day has another value."""
    approved(people, submitted(people, "2024-01-01,1,1000,,5\n2024-01-02,2,1001,about,6\n"))
    return submitted(people, OTHERS)


def suggested() -> list[tuple]:
    return [
        (link.kind, link.from_claim.as_of.isoformat(), link.rule)
        for link in ClaimLink.objects.order_by("id").select_related("from_claim")
    ]


def test_other_value_for_a_day_is_suggested_as_a_contradiction(both):
    assert suggested() == [("contradicts", "2024-01-01", "disjoint_values_same_claimant")]
    assert list(history.all_faults()) == []


def test_values_of_one_file_are_held_against_each_other(people):
    submitted(people, "2024-01-01,1,1000,,5\n2024-01-01,1,2000,,\n")

    assert suggested() == [("contradicts", "2024-01-01", "disjoint_values_same_claimant")]


def test_month_is_held_against_its_days(people):
    monthly = {**MAPPING, "claims": [{**MAPPING["claims"][1], "as_of": {"column": "how"}}]}
    monthly["ignore"] = ["day", "date", "personnel"]
    approved(people, submitted(people, "2024-01-31,1,,,5\n"))

    batch = submitted(people, "2024-01-31,1,,2024-01,9\n", monthly)

    assert set(linking.others_about_its_time(batch)) == {batch.claims.get().pk}


def test_suggested_again_nothing_is_added(both):
    events = Event.objects.count()

    linking.suggest(both)

    assert len(suggested()) == 1
    assert Event.objects.count() == events


def test_suggestion_leaves_a_batch_to_be_approved_or_withdrawn(people, both):
    approved(people, both)

    assert set(both.claims.values_list("review_state", flat=True)) == {"published"}
    assert list(history.all_faults()) == []
    undone = batches.undo(both, by=people[2], at=NOW, note="It was the wrong file.")
    assert undone.state == "retracted"


def test_confirmed_contradiction_is_no_longer_a_matter_of_the_whole(people, both):
    link = ClaimLink.objects.get()
    links.confirm_link(link, by=people[1], at=NOW, note="Both are for the same morning.")

    with pytest.raises(NotReady, match="links on CLM"):
        batches.undo(both, by=people[0], at=NOW, note="It was the wrong file.")
    batch = approved(people, both)

    assert batch.claims.order_by("id").first().review_state == "submitted"
    assert batch.counts["left"] == 1
