"""“New from an article”: reading, showing, refusing and storing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Event
from sources.models import Source
from tests.admin.article_page.paste import (
    ARTICLE,
    URL,
    accept_all,
    fields_of,
    read,
    registers,
    save,
    wanted,
)
from tests.admin.pages import text_of
from tests.factories import UserFactory
from tests.rows import contents

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register(db):
    registers()


def test_home_page_leads_to_it_in_one_click(as_editor):
    assert URL in as_editor.get("/admin/").content.decode()


def test_reading_shows_the_proposals_and_stores_nothing(as_editor):
    before = contents()

    response = read(as_editor)

    assert response.status_code == 200
    fields = fields_of(response)
    assert fields["doc-title"] == "Flood in Ruritania kills at least 38"
    assert fields["doc-byline"] == "Maria Lopes"
    assert fields["doc-published_on"] == "2024-03-14"
    assert fields["publisher-source"] == str(Source.objects.get(slug="example-news").pk)
    assert fields["drafts-0-value"] == "At least 38"
    assert fields["drafts-0-stated_on"] == "2024-03-12"
    assert "drafts-0-decision" not in fields
    assert "by rule: number_in_digits, speaker_said_behind, speaker, deaths" in text_of(response)
    assert contents() == before


def test_passages_are_marked_in_the_text(as_editor):
    page = read(as_editor).content.decode()

    assert '<mark data-marks="0"><a class="a-number" id="passage-0"' in page
    assert "</a>At least 38 people were killed when a dam broke in Santa Rita</mark>" in page


def test_what_is_not_proposed_is_listed_with_the_reason(as_editor):
    words = text_of(read(as_editor, ARTICLE + "\nJohn Roe, 54, is 2 meters tall.\n"))

    assert "“54” The number is somebody’s age." in words


def test_accepted_are_stored_through_the_verb_and_dropped_are_not(as_editor, editor):
    fields = fields_of(read(as_editor)) | {"drafts-0-decision": "accept"}

    response = save(as_editor, fields, **{"drafts-1-decision": "drop"})

    assert response.status_code == 302
    claim = Claim.objects.get()
    citation = claim.citations.get()
    assert (claim.comparator, claim.amount, claim.unit.code) == ("gte", 38, "person")
    assert (claim.subject.slug, claim.measure.code) == ("santa-rita", "deaths")
    assert (claim.review_state, claim.created_by, claim.ref) == ("draft", editor, "CLM-000001")
    assert f"{claim.stated_at:%Y-%m-%d} {claim.stated_precision}" == "2024-03-12 day"
    assert citation.quote == "At least 38 people were killed when a dam broke in Santa Rita"
    assert citation.quote_suffix == ", the Civil Guard said on Tuesday."
    assert [(hop.source.slug, hop.end) for hop in citation.hops.order_by("position")] == [
        ("example-news", ""),
        ("civil-guard", "origin_named"),
    ]
    assert [event.verb for event in claim.events.all()] == ["create"]


def test_saved_drafts_are_listed_once(as_editor):
    save(as_editor, accept_all(fields_of(read(as_editor))))

    assert "CLM-000001" in text_of(as_editor.get(URL))
    assert "CLM-000001" not in text_of(as_editor.get(URL))


def test_every_proposal_has_to_be_decided_on(as_editor):
    fields = fields_of(read(as_editor)) | {"drafts-0-decision": "accept"}

    response = save(as_editor, fields)

    assert response.status_code == 400
    assert wanted(response) == "Accept or drop proposal 2."
    assert not Claim.objects.exists()


def test_page_after_a_refusal_holds_everything_that_was_sent(as_editor):
    sent = fields_of(read(as_editor)) | {
        "drafts-0-decision": "accept",
        "drafts-0-statement": "Mended by hand.",
        "doc-topic": "",
    }

    response = save(as_editor, sent, **{"drafts-1-decision": "drop"})

    assert response.status_code == 400
    assert fields_of(response) == {
        **sent,
        "drafts-1-decision": "drop",
        "csrfmiddlewaretoken": fields_of(response)["csrfmiddlewaretoken"],
    }


def test_all_reasons_come_at_once_and_nothing_is_stored_by_halves(as_editor):
    before = contents()
    fields = accept_all(fields_of(read(as_editor)))

    response = save(
        as_editor,
        fields,
        **{"drafts-1-statement": "", "drafts-0-subject": "", "doc-topic": "", "doc-url": "no"},
    )

    assert response.status_code == 400
    assert "Choose the topic." in wanted(response)
    assert "“no” is not an http or https address" in wanted(response)
    assert "Proposal 1: Choose the subject, or name a new one." in wanted(response)
    assert contents() == before


def test_refusal_of_the_verb_names_the_proposal_and_the_field(as_editor):
    before = contents()
    fields = accept_all(fields_of(read(as_editor)))

    response = save(as_editor, fields, **{"drafts-1-statement": "", "drafts-0-end": "no_such"})

    assert response.status_code == 400
    assert "Proposal 1: Select a valid choice" in wanted(response)
    response = save(as_editor, fields, **{"drafts-1-statement": ""})
    assert wanted(response) == "Proposal 2: Give the statement."
    (need,) = response.context["needs"]
    assert need["id"] == "id_drafts-1-statement"
    assert contents() == before


def test_value_that_cannot_be_read_is_refused_at_its_box(as_editor):
    fields = accept_all(fields_of(read(as_editor)))

    response = save(as_editor, fields, **{"drafts-0-value": "many"})

    assert response.status_code == 400
    assert "Proposal 1: “many” names no number" in wanted(response)
    assert not Claim.objects.exists()


def test_what_cannot_be_read_and_what_the_verb_refuses_come_together(as_editor):
    before = contents()
    fields = accept_all(fields_of(read(as_editor)))

    response = save(
        as_editor, fields, **{"drafts-0-value": "many", "drafts-1-statement": "", "doc-topic": ""}
    )

    assert "Proposal 1: “many” names no number" in wanted(response)
    assert "Choose the topic." in wanted(response)
    assert contents() == before


def test_subject_without_a_latin_letter_is_sent_to_its_own_page(as_editor):
    fields = accept_all(fields_of(read(as_editor)))

    response = save(as_editor, fields, **{"drafts-0-subject": "", "drafts-0-subject_name": "Київ"})

    assert "“Київ” makes no slug in Latin letters" in wanted(response)


@pytest.mark.parametrize("role", ["reviewer", "analyst", "auditor", "source curator"])
def test_whoever_may_not_write_drafts_is_told_so(client, role):
    client.force_login(UserFactory(roles=[role]))
    before = contents()

    shown = client.get(URL)
    posted = client.post(URL, {"step": "save", "drafts-0-statement": "x"})

    assert (shown.status_code, posted.status_code) == (200, 403)
    reason = "Only a contributor or editor may create a claim."
    assert reason in text_of(shown)
    assert reason in text_of(posted)
    assert "Read it" not in text_of(shown)
    assert contents() == before


def test_contributor_may_not_create_a_subject_past_their_rights(client):
    person = UserFactory(roles=["contributor"])
    client.force_login(person)
    person.groups.get().permissions.filter(codename="add_subject").delete()
    fields = accept_all(fields_of(read(client)))

    response = save(client, fields, **{"drafts-0-subject": "", "drafts-0-subject_name": "New"})

    assert response.status_code == 400
    assert "You may not add subjects" in wanted(response)
    assert not Claim.objects.exists()


def test_stranger_is_asked_to_sign_in(client):
    response = client.post(URL, {"step": "read", "pasted": ARTICLE})

    assert response.status_code == 302
    assert "/login/" in response.url


def test_events_say_where_the_drafts_are_from(as_editor):
    save(as_editor, accept_all(fields_of(read(as_editor))))

    assert set(Event.objects.values_list("note", flat=True)) == {"Read from an article."}


def test_number_of_queries_does_not_grow_with_the_proposals(
    as_editor, django_assert_max_num_queries
):
    said = [f"The Civil Guard said that {n} people were killed in town {n}." for n in range(20, 58)]
    few, many = ARTICLE + said[0], ARTICLE + "\n".join(said)
    read(as_editor, few)
    with CaptureQueriesContext(connection) as queries:
        read(as_editor, few)

    with django_assert_max_num_queries(len(queries)):
        page = read(as_editor, many)

    assert len(page.context["given"].drafts) == 40
