"""A request that is repeated under its key is done once, and gets the same answer."""

import datetime
import json
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from claims.models import Claim, ImportBatch, KeptAnswer
from tests.desk_steps import in_review
from tests.factories import UserFactory
from tests.importing.files import MAPPING, lines, registers
from tests.worlds import world

PATH = "/api/v1/desk/claims/"
KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"


@world
def person(editor):
    client = Client()
    client.force_login(editor)
    return client


def create(client, body, key=KEY, **kwargs):
    headers = {"Idempotency-Key": key}
    return client.post(PATH, body, content_type="application/json", headers=headers, **kwargs)


def test_same_request_is_done_once_and_answered_again(person, given):
    first = create(person, given)

    again = create(person, given)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])
    assert again["Content-Type"] == first["Content-Type"] == "application/json"
    assert ("Idempotency-Replayed" in first, again["Idempotency-Replayed"]) == (False, "true")
    assert Claim.objects.count() == 1


def test_key_of_another_request_is_refused(person, given):
    create(person, given)

    answer = create(person, {**given, "statement": "Other."})

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert Claim.objects.count() == 1


def test_key_of_another_address_is_refused(person, given):
    ref = create(person, given).json()["ref"]

    answer = person.post(
        f"{PATH}{ref}/submit/",
        {"version": 1},
        content_type="application/json",
        headers={"Idempotency-Key": KEY},
    )

    assert answer.status_code == 422
    assert Claim.objects.get().review_state == "draft"


def test_quoted_key_is_the_same_key(person, given):
    create(person, given)

    assert create(person, given, key=f'"{KEY}"')["Idempotency-Replayed"] == "true"


def test_each_person_has_keys_of_their_own(person, given):
    other = Client()
    other.force_login(UserFactory(roles=["editor"]))

    create(person, given)
    answer = create(other, given)

    assert (answer.status_code, Claim.objects.count()) == (201, 2)


def test_refused_request_leaves_its_key_free(person, given):
    refused = create(person, {**given, "kind": "rumour"})

    assert refused.status_code == 400
    assert KeptAnswer.objects.count() == 0
    assert create(person, given).status_code == 201


def test_step_is_taken_once(person, editor, given):
    ref = create(person, given).json()["ref"]
    path = f"{PATH}{ref}/submit/"

    def submit():
        headers = {"Idempotency-Key": "submit-1", "If-Match": '"v1"'}
        return person.post(path, {}, content_type="application/json", headers=headers)

    assert submit().json() == submit().json()
    assert Claim.objects.get().events.filter(verb="submit").count() == 1


@pytest.mark.parametrize("key", ["", " ", "a b", "a" * 256, '"', "\xff", 'a"b'])
def test_strange_key_is_refused_by_name(person, given, key):
    answer = create(person, given, key=key)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["Idempotency-Key"]
    assert Claim.objects.count() == 0


def test_key_does_not_make_a_method(person):
    answer = person.post("/api/v1/desk/imports/1/", headers={"Idempotency-Key": KEY})

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_key_does_not_open_the_desk(client, given):
    assert create(client, given).status_code == 401
    assert KeptAnswer.objects.count() == 0


def test_answer_that_is_old_goes(person, editor, given):
    create(person, given)
    week = datetime.timedelta(days=8)
    KeptAnswer.objects.update(at=KeptAnswer.objects.get().at - week)

    create(person, given, key="another")

    assert [kept.key for kept in KeptAnswer.objects.all()] == ["another"]


def test_failure_of_ours_leaves_nothing(person, given, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr("claims.api.http.idempotency.kept", fail)
    person.raise_request_exception = False

    assert create(person, given).status_code == 500
    assert Claim.objects.count() == KeptAnswer.objects.count() == 0


def test_file_is_known_by_its_bytes(person):
    registers()

    def upload(text):
        body = {"file": SimpleUploadedFile("a.csv", text.encode()), "mapping": json.dumps(MAPPING)}
        return person.post("/api/v1/desk/imports/", body, headers={"Idempotency-Key": KEY})

    # Each with a boundary of its own: only what is in the parts can be compared.
    first, again, other = upload(lines(2)), upload(lines(2)), upload(lines(3))

    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.content, again["Location"]) == (first.content, first["Location"])
    assert again["Idempotency-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert ImportBatch.objects.count() == 1


def test_answer_with_a_secret_stays_out_of_caches(person):
    def add():
        return person.post(
            "/api/v1/webhooks/",
            {"url": "https://example.org/hooks"},
            content_type="application/json",
            headers={"Idempotency-Key": KEY},
        )

    first, again = add(), add()

    assert again.json() == first.json()
    assert again["Cache-Control"] == first["Cache-Control"] == "no-store"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [2, 6])
def test_same_request_at_once_is_done_once(count):
    reviewer = UserFactory(roles=["reviewer"])
    claim = in_review(reviewer=reviewer)
    barrier, answers = threading.Barrier(count, timeout=20), []

    def send():
        client = Client()
        client.force_login(reviewer)
        barrier.wait()
        headers = {"Idempotency-Key": KEY, "If-Match": '"v1"'}
        path = f"{PATH}{claim.ref}/reject/"
        body = {"note": "No."}
        answers.append(client.post(path, body, content_type="application/json", headers=headers))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert [answer.status_code for answer in answers] == [200] * count
    assert len({answer.content for answer in answers}) == 1
    assert claim.events.filter(verb="reject").count() == 1
