import pytest
from django.urls import reverse

from tests.factories import UserFactory
from tests.sources.fetching.conftest import fetching, pages
from tests.worlds import world

__all__ = ["fetching", "pages"]


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def as_reviewer(client, reviewer):
    client.force_login(reviewer)
    return client


@world
def superuser(db):
    return UserFactory(username="root", is_superuser=True)


@pytest.fixture
def claim_url():
    return lambda claim: reverse("admin:claims_claim_change", args=[claim.pk])
