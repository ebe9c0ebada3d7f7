"""API tokens in the admin: shown once, seen by their owner only, revoked and not deleted."""

import re

import pytest
from django.test import Client

from claims.models import ApiToken
from tests.factories import UserFactory, token_for

LIST = "/admin/claims/apitoken/"
GIVEN = {
    "name": "Newsroom wiki",
    "scopes": ["read:published", "export"],
    "expiry_0": "2999-01-01",
    "expiry_1": "00:00:00",
}


@pytest.fixture
def as_(db):
    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.mark.parametrize("role", ["contributor", "analyst", "auditor", "chief editor"])
def test_everybody_with_a_role_makes_a_token_that_works(as_, role):
    user = UserFactory(roles=[role])
    page = as_(user).post(f"{LIST}add/", GIVEN)

    (token,) = re.findall(r"cor_[0-9a-f]{64}", page.content.decode())
    assert "no-store" in page["Cache-Control"]
    made = ApiToken.objects.get()
    assert (made.user, made.scopes) == (user, ["read:published", "export"])
    answer = Client().get("/api/v1/claims/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200


def test_token_is_shown_once(as_):
    client = as_(UserFactory(roles=["editor"]))
    token = re.findall(r"cor_[0-9a-f]{64}", client.post(f"{LIST}add/", GIVEN).content.decode())[0]
    made = ApiToken.objects.get()

    for path in (LIST, f"{LIST}{made.pk}/change/"):
        page = client.get(path).content.decode()
        assert token not in page
        assert token[:15] in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"scopes": []}, "This field is required"),
        ({"scopes": ["write:all"]}, "not one of the available choices"),
        ({"name": ""}, "This field is required"),
        ({"expiry_0": "2001-01-01"}, "That has passed"),
        ({"expiry_0": "soon"}, "Enter a valid date"),
    ],
    ids=["no-scope", "strange-scope", "no-name", "passed", "no-date"],
)
def test_token_that_cannot_be_made_says_why(as_, changed, told):
    page = as_(UserFactory(roles=["editor"])).post(f"{LIST}add/", {**GIVEN, **changed})

    assert told in page.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_makes_a_token_for_a_colleague(as_):
    editor, colleague = UserFactory(roles=["editor"]), UserFactory(roles=["reviewer"])

    as_(editor).post(f"{LIST}add/", {**GIVEN, "user": colleague.pk})

    assert ApiToken.objects.get().user == editor


def test_superuser_makes_one_for_a_service(as_):
    service = UserFactory(roles=["analyst"])

    page = as_(UserFactory(is_superuser=True)).post(f"{LIST}add/", {**GIVEN, "user": service.pk})

    assert page.status_code == 200, page.content
    assert ApiToken.objects.get().user == service


def test_nobody_sees_the_tokens_of_others(as_):
    token_for(UserFactory(roles=["reviewer"]), "read:all", name="Theirs")
    client = as_(UserFactory(roles=["editor"]))

    assert "Theirs" not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{ApiToken.objects.get().pk}/change/").status_code == 302


def test_token_is_revoked_and_stays(as_):
    user = UserFactory(roles=["editor"])
    token, pk = token_for(user, "read:all"), ApiToken.objects.get().pk
    client = as_(user)
    sent = {"name": "Reader", "expiry_0": "", "expiry_1": "", "revoke": "on"}

    client.post(f"{LIST}{pk}/change/", sent)

    assert ApiToken.objects.get().revoked_at
    answer = Client().get("/api/v1/claims/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert client.post(f"{LIST}{pk}/delete/", {"post": "yes"}).status_code == 403


def test_scopes_do_not_grow(as_):
    user = UserFactory(roles=["editor"])
    token_for(user, "read:published")
    pk = ApiToken.objects.get().pk

    as_(user).post(f"{LIST}{pk}/change/", {**GIVEN, "scopes": ["write:claims"]})

    assert ApiToken.objects.get().scopes == ["read:published"]
    assert ApiToken.objects.get().name == "Newsroom wiki"


@pytest.mark.parametrize(("role", "rate"), [("editor", None), ("chief editor", 5)])
def test_chief_editor_sets_rates(as_, role, rate):
    as_(UserFactory(roles=[role])).post(f"{LIST}add/", {**GIVEN, "rate": "5"})

    assert ApiToken.objects.get().rate == rate
