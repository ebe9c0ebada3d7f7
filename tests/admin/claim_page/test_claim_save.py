"""Saving on the claim page: through the verbs, without loss, and with every need at its field."""

import datetime
from decimal import Decimal

import pytest

from claims import desk
from claims.models import Claim
from tests import desk_steps
from tests.admin.pages import form_of, text_of
from tests.desk_steps import citation
from tests.factories import (
    NOW,
    DocumentFactory,
    MeasureFactory,
    SourceFactory,
    SubjectFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ADD = "/admin/claims/claim/add/"


def new_claim(**changes) -> dict[str, str]:
    """Return the fields that a browser sends for a new claim with a chain of three."""
    document = DocumentFactory(publisher=SourceFactory(slug="pravda"))
    return {
        "statement": "Russia has lost more than 62,000 soldiers.",
        "kind": "quantity",
        "topic": TopicFactory().pk,
        "subject": SubjectFactory().pk,
        "measure": MeasureFactory().pk,
        "value": "more than 62,000",
        "as_of": "2025-04-26",
        "as_of_precision": "day",
        "period_precision": "unknown",
        "stated_precision": "unknown",
        "basis": "unspecified",
        "language": "en",
        "note": "From the morning’s news.",
        "citations-0-document": document.pk,
        "citations-0-stance": "asserts",
        "citations-0-drift": "none",
        "citations-0-quote": "more than 62,000 soldiers",
        "citations-0-hops-0-relation": "cites",
        "citations-0-hops-1-source": SourceFactory(slug="sky-news").pk,
        "citations-0-hops-1-relation": "quotes",
        "citations-0-hops-4-source": SourceFactory(slug="ministry").pk,
        "citations-0-hops-4-end": "origin_named",
        "citations-0-hops-4-as_reported": "a ministry",
        "verb": "create",
        **changes,
    }


WORDS = "Росія втратила понад 62 000 військових."


def test_translations_are_typed_a_line_each(as_editor):
    response = as_editor.post(ADD, new_claim(translations=f" uk: {WORDS} \n\nde: Es ist so."))

    claim = Claim.objects.get()
    assert claim.translations == {"uk": WORDS, "de": "Es ist so."}
    assert f"de: Es ist so.\nuk: {WORDS}" in as_editor.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (WORDS, "begin with the language and a colon"),
        ("uk: a\nuk: b", "uk stands there twice."),
        ("english: a", "“english” is not a language tag (BCP 47), such as uk or pt-BR."),
        ("en: a", "The statement itself is in en: give other languages here."),
    ],
)
def test_translation_that_cannot_be_read_is_refused_at_its_field(as_editor, typed, message):
    response = as_editor.post(ADD, new_claim(translations=typed))

    assert not Claim.objects.exists()
    assert message in " ".join(errors(response)["translations"])
    assert '<details class="d-more d-full" open>' in response.content.decode()


def errors(response) -> dict[str, list[str]]:
    return {
        part.add_prefix(name): list(messages)
        for part in response.context["given"].parts().values()
        for name, messages in part.errors.items()
    }


def test_new_claim_is_stored_with_value_and_chain(as_editor, editor):
    response = as_editor.post(ADD, new_claim())

    claim = Claim.objects.get()
    assert response.url == f"/admin/claims/claim/{claim.pk}/change/"
    assert (claim.comparator, claim.amount, claim.created_by) == ("gt", Decimal(62000), editor)
    assert claim.as_of == datetime.date(2025, 4, 26)
    hops = claim.citations.get().hops.order_by("position")
    assert [hop.source.slug for hop in hops] == ["pravda", "sky-news", "ministry"]
    assert [hop.position for hop in hops] == [0, 1, 2]
    assert claim.events.get().note == "From the morning’s news."


def test_joint_origin_shares_the_last_position(as_editor):
    extra = {
        "citations-0-hops-5-source": SourceFactory(slug="institute").pk,
        "citations-0-hops-5-end": "origin_named",
        "citations-0-hops-5-joint": "on",
    }

    as_editor.post(ADD, new_claim(**extra))

    hops = Claim.objects.get().citations.get().hops.order_by("position", "id")
    assert [(hop.position, hop.source.slug) for hop in hops][2:] == [
        (2, "ministry"),
        (2, "institute"),
    ]


def test_save_and_submit_does_both(as_editor):
    as_editor.post(ADD, new_claim(verb="submit"))

    assert Claim.objects.get().review_state == "submitted"


def test_what_cannot_be_submitted_yet_stays_saved(as_editor):
    response = as_editor.post(ADD, new_claim(verb="submit", value=""))

    assert Claim.objects.get().review_state == "draft"
    assert response.status_code == 409
    assert "Saved, but not submitted. A quantity needs a value." in text_of(response)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"statement": ""}, "statement", "Give the statement."),
        ({"statement": "x" * 501}, "statement", "at most 500 characters"),
        ({"kind": ""}, "kind", "Give the kind."),
        ({"kind": "gossip"}, "kind", "gossip"),
        ({"topic": ""}, "topic", "Give the topic."),
        ({"subject": "999999"}, "subject", "There is no such subject any more."),
        ({"measure": "abc"}, "measure", "There is no such measure any more."),
        ({"value": "umpteen"}, "value", "umpteen"),
        ({"value": "between 9 and 3"}, "value", ""),
        ({"as_of": "yesterday"}, "as_of", "Enter a valid date."),
        ({"as_of_precision": "unknown"}, "as_of_precision", "precision"),
        ({"stated_at": "noon"}, "stated_at", "Enter a valid date/time."),
        ({"period_end": "2025-01-01", "period_start": "2025-02-01"}, "period_end", "before"),
        ({"citations-0-document": ""}, "citations-0-document", "Name the document"),
        ({"citations-0-quote": "x" * 301}, "citations-0-quote", "at most 300 characters"),
        ({"citations-0-no_quote_reason": "Paywall."}, "citations-0-no_quote_reason", "not both"),
        (
            {"citations-0-hops-4-source": ""},
            "citations-0-hops-4-source",
            "Name the source.",
        ),
        (
            {"citations-0-hops-1-end": "dead_end"},
            "citations-0-hops-1-end",
            "only the last hop has an end",
        ),
        ({"citations-0-id": "12345"}, "citations-0-id", "no such citation"),
    ],
)
def test_each_need_stands_at_its_field_and_nothing_is_lost(as_editor, changes, field, words):
    data = new_claim(**changes)

    response = as_editor.post(ADD, data)

    assert response.status_code == 400
    assert not Claim.objects.exists()
    assert any(words in message for message in errors(response)[field])
    given = response.context["given"].data
    assert {name: given[name] for name in data} == {name: str(text) for name, text in data.items()}


def test_what_cannot_be_read_and_what_is_missing_are_said_together(as_editor):
    changes = {"value": "between 9 and 3", "topic": "", "citations-0-hops-4-source": "abc"}

    response = as_editor.post(ADD, new_claim(**changes))

    assert set(errors(response)) == {"value", "topic", "citations-0-hops-4-source"}
    assert all(need["id"] for need in response.context["needs"])
    assert not Claim.objects.exists()


def test_circular_reporting_is_refused_by_that_name(as_editor):
    data = new_claim(**{"citations-0-hops-4-source": SourceFactory(slug="sky-news").pk})

    response = as_editor.post(ADD, data)

    words = text_of(response)
    assert "Circular reporting" in words
    assert errors(response)["citations-0-hops-4-source"]


def test_untouched_page_changes_nothing_when_saved(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor, stated_at=NOW, stated_precision="minute")

    as_editor.post(claim_url(claim), {**form_of(claim), "verb": "edit"})

    claim.refresh_from_db()
    assert (claim.version, claim.events.count()) == (1, 1)


def test_edit_changes_value_and_chain(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)
    changes = {
        "value": "at least 63,000",
        "citations-0-hops-7-source": SourceFactory(slug="brigade").pk,
        "citations-0-hops-7-end": "origin_named",
        "citations-0-hops-1-end": "",
    }

    as_editor.post(claim_url(claim), {**form_of(claim, **changes), "verb": "edit"})

    claim.refresh_from_db()
    assert (claim.comparator, claim.amount, claim.version) == ("gte", Decimal(63000), 2)
    assert claim.citations.get().hops.count() == 3


def test_unit_follows_a_measure_of_another_dimension(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)
    dollar = UnitFactory(
        code="USD", name="US dollar", plural="US dollars", dimension="currency", currency="USD"
    )
    money = MeasureFactory(
        code="revenue", name="Revenue", dimension="currency", default_unit=dollar
    )

    as_editor.post(claim_url(claim), {**form_of(claim, measure=str(money.pk)), "verb": "edit"})

    claim.refresh_from_db()
    assert claim.unit == dollar


def test_stale_edit_keeps_the_text_and_shows_what_changed(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)
    mine = form_of(claim, statement="Mine: more than 62,000 lost.")
    colleague = UserFactory(username="colette", roles=["editor"])
    theirs = [{"id": claim.citations.get().pk, **citation()}, citation("outlet", "second")]
    del theirs[0]["document"]
    desk.edit(
        claim, {"statement": "Theirs."}, theirs, by=colleague, at=NOW, version=1, note="Clearer."
    )

    response = as_editor.post(claim_url(claim), {**mine, "verb": "edit"})

    words = text_of(response)
    assert response.status_code == 412
    assert response.context["given"].data["statement"] == "Mine: more than 62,000 lost."
    assert "colette" in words and "Clearer." in words and "Theirs." in words
    assert "Save over version 2" in words
    assert len(response.context["given"].cited) == 2

    again = dict(response.context["given"].data) | {"version": "2", "verb": "edit"}
    as_editor.post(claim_url(claim), again)

    claim.refresh_from_db()
    assert claim.statement == "Mine: more than 62,000 lost."
    assert claim.citations.count() == 2


def test_text_typed_into_a_claim_that_was_locked_meanwhile_is_handed_back(
    as_editor, claim_url, editor
):
    claim = desk_steps.in_review(author=editor)
    typed = form_of(claim, statement="A better statement, half an hour of work.")
    reviewer = UserFactory(roles=["reviewer"])
    desk.reject(claim, by=reviewer, at=NOW, note="Nothing in it.")

    response = as_editor.post(claim_url(claim), {**typed, "verb": "edit"})

    words = text_of(response)
    assert response.status_code == 409
    assert "Your text, to take along" in words
    assert "A better statement, half an hour of work." in words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("> 62,000", "(62,000, ∞)"),
        ("at least four million", "[4,000,000, ∞)"),
        ("1.7–5.5 bn", "[1,700,000,000, 5,500,000,000]"),
    ],
)
def test_value_is_shown_as_it_was_read(as_editor, text, shown):
    measure = MeasureFactory()

    answer = as_editor.get("/admin/claims/claim/read-value/", {"text": text, "measure": measure.pk})

    assert answer.json()["interval"] == shown


def test_value_that_cannot_be_read_is_explained(as_editor):
    answer = as_editor.get("/admin/claims/claim/read-value/", {"text": "a lot", "measure": "x"})

    assert answer.json()["problems"]
