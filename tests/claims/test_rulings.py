"""An editor's word on two citations: what it may be about, and what it leaves behind."""

import pytest

from claims import desk
from claims.history import all_faults
from claims.refusals import Invalid
from tests import desk_steps
from tests.desk_steps import citation
from tests.factories import NOW
from tests.rows import LONG_ENOUGH, contents

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(editor):
    return desk_steps.draft(author=editor, citations=[citation(), citation("paper", "agency")])


def rule(pair, editor):
    return desk.rule(*pair, kind="join", reason=LONG_ENOUGH, by=editor, at=NOW)


def test_citation_that_was_ruled_on_is_withdrawn_and_not_removed(claim, editor):
    first, second = claim.citations.all()
    rule([first, second], editor)

    desk.edit(claim, {}, [{"id": first.pk}], by=editor, at=NOW, version=1)

    second.refresh_from_db()
    assert second.withdrawn_at == NOW
    assert claim.rulings.get().second == second
    assert list(all_faults()) == []


def test_withdrawn_citation_is_not_ruled_on(claim, editor):
    first, second = claim.citations.all()
    rule([first, second], editor)
    desk.edit(claim, {}, [{"id": first.pk}], by=editor, at=NOW, version=1)
    before = contents()

    with pytest.raises(Invalid) as refusal:
        rule([first, second], editor)

    assert [(need.code, need.field) for need in refusal.value.needs] == [
        ("citation_withdrawn", "second")
    ]
    assert contents() == before


def test_ruling_is_on_citations_of_one_claim(claim, editor):
    elsewhere = desk_steps.draft(author=editor).citations.get()
    before = contents()

    with pytest.raises(Invalid) as refusal:
        rule([claim.citations.first(), elsewhere], editor)

    assert [need.code for need in refusal.value.needs] == ["citation_of_another_claim"]
    assert contents() == before
