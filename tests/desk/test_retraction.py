"""A retraction takes its words from the public record; the desk's stay as they are."""

from claims import desk
from tests.desk_steps import citation, published
from tests.factories import NOW, SubjectFactory


def test_retraction_in_the_middle_of_a_revision_shows_nothing_of_the_draft(db, chief):
    claim = published(citations=[citation("outlet", "origin")])
    author = claim.created_by
    claim = desk.revise(claim, by=author, at=NOW)
    fields = {"subject": SubjectFactory(slug="someone-else"), "kind": "event", "value": None}
    desk.edit(claim, fields, [citation("blog", "insider")], by=author, at=NOW, version=1)

    notice = desk.retract(claim, reason="our_error", public_note="We misread it.", by=chief, at=NOW)

    assert notice.claim_kind == "quantity"
    assert notice.subject.slug == "russian-forces"
    assert "someone-else" not in notice.content
    named = {(row.source.slug, row.role) for row in notice.sources.all()}
    assert named == {("outlet", "outlet"), ("origin", "origin"), ("origin", "claimant")}
