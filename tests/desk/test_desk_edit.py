"""Editing a claim: real changes, substantive changes, and stale versions."""

import datetime

import pytest

from claims import desk
from claims.models import Citation
from claims.rules.refusals import Invalid, NotReady, Stale
from claims.rules.values import parse
from tests import desk_steps
from tests.desk_steps import chain, citation, claim_fields
from tests.factories import NOW, SourceFactory, SubjectFactory, TopicFactory, UserFactory
from tests.rows import contents
from tests.worlds import world

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(hours=1)


@world
def author(db):
    return UserFactory(username="anna", roles=["contributor"])


@world
def claim(author):
    return desk_steps.draft(author=author, citations=[citation(), citation("paper", "origin")])


def edit(claim, by, fields=None, citations=None, **kwargs):
    claim.refresh_from_db()
    given = {"version": claim.version, "at": LATER, **kwargs}
    return desk.edit(claim, fields or {}, citations, by=by, **given)


def as_given(claim) -> list[dict]:
    """The citations in the way a client sends them back unchanged."""
    return [
        {
            "id": row.pk,
            "document": row.document,
            "stance": row.stance,
            "quote": row.quote,
            "hops": [
                {"position": hop.position, "source": hop.source, "end": hop.end}
                for hop in row.hops.all()
            ],
        }
        for row in claim.citations.all()
    ]


def test_substantive_edit_raises_the_version_and_names_the_editor(claim, editor):
    edited = edit(claim, editor, {"statement": "Other words."}, note="Clearer.")

    edited.refresh_from_db()
    assert (edited.version, edited.last_edited_by, edited.last_edited_at) == (2, editor, LATER)
    event = edited.events.last()
    assert (event.verb, event.by, event.note) == ("edit", editor, "Clearer.")


CHANGES = {
    "language": (lambda c: {"language": "uk"}, False),
    "topic": (lambda c: {"topic": TopicFactory(slug="other")}, False),
    "basis": (lambda c: {"basis": "count"}, False),
    "statement": (lambda c: {"statement": "Other words."}, True),
    "kind": (lambda c: {"kind": "comparison"}, True),
    "subject": (lambda c: {"subject": SubjectFactory(slug="other")}, True),
    "value": (lambda c: {"value": parse("> 62,500")}, True),
    "comparator": (lambda c: {"value": parse("at least 62,000")}, True),
    "their words": (lambda c: {"value": parse("over 62,000")}, True),
    "time": (lambda c: {"as_of": NOW.date(), "as_of_precision": "day"}, True),
    "when it was said": (lambda c: {"stated_at": NOW, "stated_precision": "day"}, True),
}


@pytest.mark.parametrize(("fields", "counts"), CHANGES.values(), ids=CHANGES)
def test_last_editor_is_whoever_changed_the_substance(claim, author, editor, fields, counts):
    edited = edit(claim, editor, fields(claim))

    edited.refresh_from_db()
    assert edited.version == 2
    assert edited.last_edited_by == (editor if counts else author)


CITED = {
    "a quote": lambda given: given[0].update(quote="other"),
    "a stance": lambda given: given[0].update(stance="repeats"),
    "an end": lambda given: given[0]["hops"][-1].update(end="origin_confirmed"),
    "a hop": lambda given: given[0].update(hops=chain("outlet", "relay", "origin")),
    "a citation less": lambda given: given.pop(),
    "a citation more": lambda given: given.append(citation("third", "origin")),
}


@pytest.mark.parametrize("change", CITED.values(), ids=CITED)
def test_changing_a_citation_counts(claim, editor, change):
    given = as_given(claim)
    change(given)

    edited = edit(claim, editor, {}, given)

    edited.refresh_from_db()
    assert (edited.version, edited.last_edited_by) == (2, editor)


SAME = {
    "nothing": lambda claim: ({}, None),
    "the same statement": lambda claim: ({"statement": claim.statement}, None),
    "the same value in its words": lambda claim: ({"value": parse("more than 62,000")}, None),
    "the same citations": lambda claim: ({}, as_given(claim)),
    "the same hops in another order": lambda claim: (
        {},
        [cited | {"hops": cited["hops"][::-1]} for cited in as_given(claim)],
    ),
    "every field": lambda claim: (claim_fields(), as_given(claim)),
}


@pytest.mark.parametrize("given", SAME.values(), ids=SAME)
def test_what_changes_nothing_leaves_everything_as_it_is(claim, editor, given):
    fields, citations = given(claim)
    before = contents()

    edited = edit(claim, editor, fields, citations)

    after = contents()
    assert edited.version == 1
    assert {name: rows for name, rows in before.items() if name != "claims.Hop"} == {
        name: rows for name, rows in after.items() if name != "claims.Hop"
    }
    assert claim.events.count() == 1


def test_citations_that_are_left_alone_stay(claim, editor):
    edit(claim, editor, {"statement": "Other words."})

    assert claim.citations.count() == 2


def test_unused_citation_that_is_left_out_goes(claim, editor):
    edit(claim, editor, {}, as_given(claim)[:1])

    assert claim.citations.count() == 1


def test_checked_citation_that_is_left_out_is_withdrawn(claim, editor, reviewer):
    second = claim.citations.last()
    desk.check_source(
        second, status="secondhand", method="read_document", note="Read.", by=reviewer, at=NOW
    )

    edit(claim, editor, {}, as_given(claim)[:1])

    second.refresh_from_db()
    assert second.withdrawn_at == LATER
    with pytest.raises(NotReady, match="removed or withdrawn"):
        desk.check_source(
            second, status="secondhand", method="read_document", note="x", by=reviewer, at=NOW
        )
    with pytest.raises(Invalid) as refusal:
        edit(claim, editor, {}, [{"id": second.pk}])
    assert [need.code for need in refusal.value.needs] == ["unknown_citation"]


def test_check_of_a_citation_that_was_removed_meanwhile_says_so(claim, editor, reviewer):
    gone = claim.citations.last()
    edit(claim, editor, {}, as_given(claim)[:1])

    with pytest.raises(NotReady, match="This citation was removed or withdrawn in the meantime"):
        desk.check_source(
            gone, status="secondhand", method="read_document", note="x", by=reviewer, at=NOW
        )


def test_same_citation_sent_without_its_id_replaces_the_stored_one(claim, editor):
    given = [{k: v for k, v in cited.items() if k != "id"} for cited in as_given(claim)]

    edit(claim, editor, {}, given)

    assert Citation.objects.count() == 2


def test_citation_given_twice_is_refused(claim, editor):
    first = as_given(claim)[0]
    before = contents()

    with pytest.raises(Invalid) as refusal:
        edit(claim, editor, {}, [first, first | {"quote": "other"}])

    assert [(n.code, n.field) for n in refusal.value.needs] == [
        ("citation_given_twice", "citations.1.id")
    ]
    assert contents() == before


def test_citation_of_another_claim_is_refused(claim, editor):
    stranger = desk_steps.draft().citations.get()
    before = contents()

    with pytest.raises(Invalid) as refusal:
        edit(claim, editor, {}, [*as_given(claim), {"id": stranger.pk, "quote": "mine now"}])

    assert [(n.code, n.field) for n in refusal.value.needs] == [
        ("unknown_citation", "citations.2.id")
    ]
    assert contents() == before


def test_refused_edit_writes_nothing_and_names_every_problem(claim, editor):
    cited = as_given(claim)
    cited[0]["quote"] = "x" * 301
    cited[1]["hops"] = chain("paper", "relay", "paper")
    before = contents()

    with pytest.raises(Invalid) as refusal:
        edit(claim, editor, {"statement": "x" * 501, "value": parse("5")}, cited)

    assert {(n.code, n.field) for n in refusal.value.needs} == {
        ("max_length", "statement"),
        ("max_length", "citations.0.quote"),
        ("circular_reporting", "citations.1.hops.2.source"),
    }
    assert contents() == before


def test_stale_edit_says_what_changed_meanwhile_and_by_whom(claim, author, editor):
    edit(claim, editor, {"statement": "Other words."}, note="Clearer.")
    edit(claim, editor, {"language": "uk"})
    before = contents()

    with pytest.raises(Stale) as refusal:
        desk.edit(claim, {"statement": "Mine."}, by=author, at=LATER, version=1)

    assert refusal.value.changes == [
        {
            "by": "eva",
            "at": "2025-05-01T13:00:00.000000Z",
            "note": "Clearer.",
            "fields": [
                {
                    "field": "statement",
                    "was": "Russia has lost more than 62,000 soldiers.",
                    "is": "Other words.",
                }
            ],
        },
        {
            "by": "eva",
            "at": "2025-05-01T13:00:00.000000Z",
            "note": "",
            "fields": [{"field": "language", "was": "en", "is": "uk"}],
        },
    ]
    assert str(refusal.value) == (
        f"You saw version 1; {claim.ref} is now at version 3 by eva, 2025-05-01 13:00 UTC. "
        "Look at what changed, and decide anew."
    )
    assert contents() == before


def test_note_with_nul_is_refused(claim, editor):
    with pytest.raises(Invalid) as refusal:
        edit(claim, editor, {"statement": "Other."}, note="\x00")

    assert [(n.code, n.field) for n in refusal.value.needs] == [("null_characters", "note")]


def test_source_that_was_merged_since_stays_where_it_is_cited(claim, editor):
    origin = claim.citations.first().hops.last().source
    origin.merged_into = SourceFactory()
    origin.save()
    given = as_given(claim)
    given[0]["quote"] = "other words of it"

    edit(claim, editor, {}, given)

    with pytest.raises(Invalid) as refusal:
        edit(claim, editor, {}, [*as_given(claim), citation("third", origin.slug)])
    assert [(n.code, n.field) for n in refusal.value.needs] == [
        ("source_merged", "citations.2.hops.1.source")
    ]
    assert "cite that one" in str(refusal.value)


def test_publisher_that_was_merged_since_stays_first_in_the_chain(claim, editor):
    document = claim.citations.first().document
    document.publisher.merged_into = SourceFactory()
    document.publisher.save()

    edit(claim, editor, {"statement": "Other words."}, as_given(claim))
    desk.submit(claim, by=editor, at=LATER)

    claim.refresh_from_db()
    assert claim.review_state == "submitted"
