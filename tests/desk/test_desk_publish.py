"""Publishing, revising and retracting: no other step changes what is public."""

import datetime
import json

import pytest

from claims import desk
from claims.desk import gate
from claims.loading.snapshot import sha256
from claims.models import Publication, PublicationSource
from claims.record.history import all_faults
from claims.rules.refusals import Invalid, NotReady
from tests import desk_steps
from tests.desk_steps import citation
from tests.factories import NOW, TopicFactory, UserFactory
from tests.rows import contents
from tests.worlds import world

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(days=1)


@world
def claim(db, reviewer):
    return desk_steps.published(reviewer=reviewer)


def revised(claim, reviewer, fields=None, citations=None):
    """Taken up again, changed, and reviewed anew up to the last step."""
    author = claim.created_by
    desk.revise(claim, by=author, at=LATER)
    claim.refresh_from_db()
    if fields or citations:
        version = claim.version
        desk.edit(claim, fields or {}, citations, by=author, at=LATER, version=version)
    desk.submit(claim, by=author, at=LATER)
    desk.start_review(claim, by=reviewer, at=LATER)
    desk_steps.review(claim, reviewer=reviewer, at=LATER)
    claim.refresh_from_db()
    return claim


def stored_rows():
    return list(Publication.objects.order_by("id").values()), list(
        PublicationSource.objects.order_by("id").values()
    )


def test_first_publication_is_live(claim):
    publication = claim.publications.get()

    assert (publication.number, publication.kind) == (1, "first")
    assert (publication.published_from, publication.published_until) == (NOW, None)
    assert publication.event == claim.events.last()
    assert claim.review_state == "published"


def test_work_on_the_desk_changes_nothing_public(claim, reviewer):
    before = stored_rows()

    revised(claim, reviewer, {"statement": "Something else."}, [citation("paper", "other")])

    assert stored_rows() == before


def test_publishing_again_writes_new_bytes_and_leaves_the_old_as_they_were(claim, reviewer):
    (old,), sources = stored_rows()
    revised(claim, reviewer, {"statement": "At least that many."})

    desk.publish(claim, by=reviewer, at=LATER, public_note="We had it wrong.")

    first, second = Publication.objects.order_by("number")
    assert stored_rows()[0][0] == {**old, "published_until": LATER}
    closed = [{**source, "published_until": LATER} for source in sources]
    assert stored_rows()[1][: len(sources)] == closed
    assert (first.published_until, second.published_from) == (LATER, LATER)
    assert (second.number, second.kind, second.published_until) == (2, "correction", None)
    assert second.content != first.content
    assert second.content_sha256 == sha256(second.content)
    assert json.loads(second.content)["publication"]["public_note"] == "We had it wrong."
    assert list(all_faults()) == []


@pytest.mark.parametrize("note", ["", " \n "], ids=["empty", "white space"])
def test_correction_needs_a_public_note(claim, reviewer, note):
    revised(claim, reviewer, {"statement": "At least that many."})
    before = contents()

    with pytest.raises(NotReady) as refusal:
        desk.publish(claim, by=reviewer, at=LATER, public_note=note)

    assert [(n.code, n.field) for n in refusal.value.needs] == [("public_note", "public_note")]
    assert contents() == before


def test_missing_note_is_named_with_everything_else_that_is_missing(claim, reviewer):
    revised(claim, reviewer, {"statement": "At least that many."})
    desk.edit(claim, {"language": "uk"}, by=claim.created_by, at=LATER, version=2)

    with pytest.raises(NotReady) as refusal:
        desk.publish(claim, by=reviewer, at=LATER)

    assert [need.code for need in refusal.value.needs] == ["assessment", "public_note"]


@pytest.mark.parametrize("fields", [{}, {"topic": True}], ids=["nothing changed", "another topic"])
def test_revision_without_substance_is_an_update(claim, reviewer, fields):
    fields = {"topic": TopicFactory(slug="other")} if fields else {}
    revised(claim, reviewer, fields)

    publication = desk.publish(claim, by=reviewer, at=LATER)

    assert publication.kind == "update"


def test_change_and_change_back_is_an_update(claim, reviewer):
    statement = claim.statement
    revised(claim, reviewer, {"statement": "Other words."})
    desk.edit(claim, {"statement": statement}, by=claim.created_by, at=LATER, version=2)
    desk_steps.assess(claim, reviewer=reviewer)

    assert desk.publish(claim, by=reviewer, at=LATER).kind == "update"


def test_rejected_revision_leaves_the_publication_live(claim, reviewer):
    revised(claim, reviewer, {"statement": "Other words."})

    desk.reject(claim, by=reviewer, at=LATER, note="The first was right.")

    assert claim.publications.in_force().get().number == 1


def test_claim_whose_revision_was_rejected_can_be_retracted(claim, reviewer, chief):
    revised(claim, reviewer, {"statement": "Other words."})
    desk.reject(claim, by=reviewer, at=LATER, note="The first was right.")

    desk.retract(claim, reason="fabricated", public_note="It was made up.", by=chief, at=LATER)

    assert not claim.publications.in_force().exists()


def test_retraction_gives_the_reason_and_no_value(claim, chief):
    publication = desk.retract(
        claim, reason="our_error", public_note="We misread it.", by=chief, at=LATER
    )

    claim.refresh_from_db()
    assert claim.review_state == "retracted"
    assert json.loads(publication.content) == {
        "ref": claim.ref,
        "publication": {
            "number": 2,
            "kind": "retraction",
            "published_from": "2025-05-02T12:00:00.000000Z",
            "public_note": "We misread it.",
        },
        "kind": "quantity",
        "topic": {"slug": "russia-ukraine-war", "name": "Russia–Ukraine war"},
        "subject": {"slug": "russian-forces", "name": "Russian forces"},
        "retraction_reason": "our_error",
        "display": "Retracted: We misread it",
    }
    assert (publication.statement, publication.comparator, publication.search_text) == ("", "", "")
    assert (publication.lower, publication.upper, publication.unit) == (None, None, None)
    assert "62" not in publication.content.replace(claim.ref, "")
    first = claim.publications.get(number=1)
    assert first.published_until == publication.published_from == LATER
    assert claim.events.last().reason == "our_error"
    assert list(all_faults()) == []


def test_retraction_needs_a_known_reason_and_a_note(claim, chief):
    before = contents()

    with pytest.raises(Invalid) as refusal:
        desk.retract(claim, reason="bored", public_note="Why.", by=chief, at=LATER)
    assert [(n.code, n.field) for n in refusal.value.needs] == [("retraction_reason", "reason")]

    with pytest.raises(Invalid) as refusal:
        desk.retract(claim, reason="our_error", public_note=" ", by=chief, at=LATER)
    assert [(n.code, n.field) for n in refusal.value.needs] == [("public_note", "public_note")]
    assert contents() == before


def test_retracting_what_is_not_public_names_that_too(chief):
    claim = desk_steps.draft()
    before = contents()

    with pytest.raises(NotReady) as refusal:
        desk.retract(claim, reason="bored", public_note="Why.", by=chief, at=LATER)

    assert [need.code for need in refusal.value.needs] == ["not_public", "retraction_reason"]
    assert gate.possible_verbs(claim, chief) == []
    assert contents() == before


def test_retracted_claim_cannot_be_retracted_again(claim, chief):
    desk.retract(claim, reason="our_error", public_note="We misread it.", by=chief, at=LATER)

    with pytest.raises(NotReady, match="is retracted"):
        desk.retract(claim, reason="our_error", public_note="Again.", by=chief, at=LATER)

    assert claim.publications.count() == 2


def test_publication_never_ends_before_it_begins(claim, chief):
    before = NOW - datetime.timedelta(days=3)

    desk.retract(claim, reason="our_error", public_note="We misread it.", by=chief, at=before)

    first, second = claim.publications.order_by("number")
    assert first.published_until == second.published_from == NOW


def test_note_of_10_mb_is_not_published(claim, chief):
    with pytest.raises(Invalid) as refusal:
        desk.retract(claim, reason="our_error", public_note="x" * 10_000_000, by=chief, at=LATER)

    assert [(n.code, n.field) for n in refusal.value.needs] == [("too_long", "public_note")]


def test_superuser_who_wrote_the_claim_cannot_publish_it():
    root = UserFactory(is_superuser=True)
    claim = desk_steps.reviewed(author=root)

    with pytest.raises(Exception, match="The author of a claim cannot review it"):
        desk.publish(claim, by=root, at=NOW)
