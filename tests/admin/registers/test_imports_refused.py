"""Imports in the admin: the steps of each person, and the messages of refused steps."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claims import desk
from claims.importing.batch import batches
from claims.models import Claim, ImportBatch, ImportMapping, Publication
from tests.admin.pages import text_of
from tests.factories import NOW, UserFactory
from tests.importing.files import MAPPING, RATIONALE, approved, check, lines, registers
from tests.worlds import world

pytestmark = pytest.mark.django_db
ROOT = "/admin/claims/importbatch/"


@world
def batch(editor) -> ImportBatch:
    registers()
    return check(lines(2), editor)


@world
def submitted(batch, editor) -> ImportBatch:
    return batches.submit(batch, by=editor, at=NOW)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def steps(user, batch) -> set[str]:
    page = client_of(user).get(f"{ROOT}{batch.pk}/change/").content.decode()
    return set(re.findall(r'name="step" value="(\w+)"', page))


def take(user, batch, step: str, text: str = "") -> str:
    body = {"step": step, "text": text}
    return text_of(client_of(user).post(f"{ROOT}{batch.pk}/step/", body, follow=True))


def person(*roles: str, **kwargs):
    return UserFactory(roles=roles, **kwargs)


def test_dry_run_is_the_business_of_whoever_made_it(batch, editor, reviewer, chief):
    assert steps(editor, batch) == {"submit", "undo"}
    assert steps(person("editor"), batch) == set()
    assert steps(reviewer, batch) == set()
    assert steps(chief, batch) == {"undo"}
    assert steps(person("analyst"), batch) == set()


def test_submitted_batch_is_approved_by_a_colleague_and_withdrawn_by_several(
    submitted, editor, reviewer, chief
):
    assert steps(editor, submitted) == {"undo"}
    assert steps(reviewer, submitted) == {"approve", "undo"}
    assert steps(person("editor"), submitted) == {"undo"}
    assert steps(chief, submitted) == {"undo"}
    assert steps(person("auditor"), submitted) == set()


def test_public_batch_is_taken_back_by_a_chief_editor_alone(batch, editor, reviewer, chief):
    public = approved(batch, editor, reviewer)

    assert [steps(who, public) for who in (editor, reviewer)] == [set(), set()]
    assert steps(chief, public) == {"undo"}
    assert "no step for you" in text_of(client_of(editor).get(f"{ROOT}{public.pk}/change/"))


def test_superuser_who_imported_neither_sees_nor_takes_the_approval(editor):
    registers()
    root = person(is_superuser=True)
    batch = batches.submit(check(lines(2), root), by=root, at=NOW)

    assert steps(root, batch) == {"undo"}
    assert "ask a colleague" in take(root, batch, "approve", RATIONALE)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("role", "step", "text", "message"),
    [
        ("reviewer", "approve", "Fine.", "at least 30 characters"),
        ("editor", "approve", RATIONALE, "Only a reviewer may approve"),
        ("reviewer", "submit", "", "had this file checked, and submits it"),
        ("reviewer", "undo", "", "Say why the batch is taken back"),
        ("analyst", "undo", "The wrong file.", "Only a editor or reviewer may withdraw"),
    ],
)
def test_refused_step_says_why_and_changes_nothing(submitted, role, step, text, message):
    assert message in take(person(role), submitted, step, text)
    assert ImportBatch.objects.get().state == "submitted"
    assert not Publication.objects.exists()


def test_undo_that_something_stands_against_names_it(batch, editor, reviewer, chief):
    public = approved(batch, editor, reviewer)
    desk.revise(Claim.objects.earliest("id"), by=editor, at=NOW)

    page = take(chief, public, "undo", "The wrong file.")

    assert "There are later steps on CLM-000001" in page
    assert Publication.objects.in_force().count() == 4


def test_withdrawn_batch_says_who_took_it_back_and_why(submitted, reviewer):
    page = take(reviewer, submitted, "undo", "The counts are of another army.")

    assert "Withdrawn" in page
    assert "rosa" in page and "The counts are of another army." in page
    assert set(Claim.objects.values_list("review_state", flat=True)) == {"rejected"}


def test_forgotten_dry_run_leads_back_to_the_list(batch, editor):
    assert "The dry run is forgotten" in take(editor, batch, "undo")
    assert not ImportBatch.objects.exists()


def test_claim_that_was_left_shows_where_it_stands(submitted, reviewer):
    taken = desk.start_review(Claim.objects.earliest("id"), by=reviewer, at=NOW)
    take(reviewer, submitted, "approve", RATIONALE)

    page = text_of(client_of(reviewer).get(f"{ROOT}{submitted.pk}/change/"))

    assert f"{taken.ref} (in review)" in page
    assert page.count("(published)") == 3


def test_step_of_no_batch_or_by_a_link_is_none(submitted, reviewer):
    client = client_of(reviewer)

    assert client.get(f"{ROOT}{submitted.pk}/step/").status_code == 302
    assert client.post(f"{ROOT}999/step/", {"step": "approve"}).status_code == 302
    assert client.post(f"{ROOT}{submitted.pk}/step/", {"step": "publish"}).status_code == 302
    assert client.get(f"{ROOT}999/change/").status_code == 302
    assert client.get(f"{ROOT}x/change/").status_code == 302
    assert ImportBatch.objects.get().state == "submitted"


def test_upload_is_for_editors_and_says_what_is_wrong(editor, reviewer, monkeypatch):
    registers()
    ImportMapping.objects.create(slug="m", data=MAPPING, created_by=editor, created_at=NOW)

    def upload(user, text, mapping="m"):
        body = {"file": SimpleUploadedFile("x.csv", text.encode()), "mapping": mapping}
        return text_of(client_of(user).post(f"{ROOT}upload/", body, follow=True))

    assert "Only a editor may import" in upload(reviewer, lines(1))
    assert "Select a valid choice" in upload(editor, lines(1), "nowhere")
    assert "The submitted file is empty" in upload(editor, "")
    assert "holds no row of data" in upload(editor, "a,b\n")
    monkeypatch.setattr("claims.admin.registers.imports.LARGEST", 10)
    assert "use the command import_claims" in upload(editor, lines(1))
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("path", ["", "upload/", "1/change/", "1/step/"])
def test_strangers_see_nothing(path, db):
    assert Client().get(ROOT + path).status_code == 302
    assert client_of(UserFactory()).get(ROOT + path).status_code in (302, 403, 404)


def test_batch_cannot_be_deleted_or_added_by_hand(batch):
    root = client_of(person(is_superuser=True))

    assert root.post(f"{ROOT}{batch.pk}/delete/", {"post": "yes"}).status_code == 403
    assert root.get(f"{ROOT}add/").status_code == 403
    assert ImportBatch.objects.exists()
