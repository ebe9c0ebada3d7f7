"""Imports in the admin: upload, report, submit, approve, undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.models import Claim, ImportBatch, ImportMapping, Publication
from tests.factories import NOW
from tests.importing.files import HEAD, MAPPING, lines, registers
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def mapping(editor):
    registers()
    return ImportMapping.objects.create(
        slug="counts", data=MAPPING, created_by=editor, created_at=NOW
    )


def upload(client, user, text):
    client.force_login(user)
    body = {"file": SimpleUploadedFile("counts.csv", text.encode()), "mapping": "counts"}
    return client.post("/admin/claims/importbatch/upload/", body, follow=True)


def step(client, user, name, text=""):
    client.force_login(user)
    batch = ImportBatch.objects.get()
    body = {"step": name, "text": text}
    return client.post(f"/admin/claims/importbatch/{batch.pk}/step/", body, follow=True)


def test_file_goes_all_the_way(client, mapping, editor, reviewer, chief):
    page = upload(client, editor, lines(3)).content.decode()
    assert "Checked, not submitted" in page and "Submit the batch" in page

    assert "to be approved" in step(client, editor, "submit").content.decode()
    refused = step(client, editor, "approve", "I looked at it myself, and it is right.")
    assert "ask a colleague" in refused.content.decode()
    approved = step(client, reviewer, "approve", "The data set names its origin for each.")

    assert "Approved and published" in approved.content.decode()
    assert Publication.objects.live().count() == 6
    step(client, chief, "undo", "The wrong file.")
    assert Publication.objects.in_force().count() == 0


def test_report_is_narrowed_to_what_is_wrong(client, mapping, editor):
    upload(client, editor, f"{HEAD}2024-01-01,1,100,about,5\n03/04/2024,2,200,about,\n")
    batch = ImportBatch.objects.get()

    page = client.get(f"/admin/claims/importbatch/{batch.pk}/change/?outcome=wrong").content
    page = page.decode()

    assert "03/04/2024" in page and "day_first" in page
    assert "approximately 100" not in page
    assert not Claim.objects.exists()


def test_file_that_cannot_be_read_says_why(client, mapping, editor):
    page = upload(client, editor, "a,a\n").content.decode()

    assert "names “a” more than once" in page


def test_faulty_mapping_is_refused_by_member(client, mapping, editor):
    client.force_login(editor)
    body = {"slug": "faulty", "data": '{"claims": [{"kind": "rumour"}]}'}

    page = client.post("/admin/claims/importmapping/add/", body).content.decode()

    assert "claims.0.kind" in page
    assert ImportMapping.objects.count() == 1
