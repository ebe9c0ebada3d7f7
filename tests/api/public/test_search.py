"""Text search: the same answers on both databases for any input."""

from contextlib import suppress

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import desk
from claims.lists import search
from claims.models import Publication
from tests.desk_steps import published
from tests.factories import NOW

HOSTILE = [
    "'; DROP TABLE claims_claim; --",
    '"unbalanced soldiers',
    'soldiers AND NEAR(("',
    "soldiers*",
    "search_text:soldiers",
    "soldiers & | ! <-> :*",
    "(soldiers",
    "^soldiers",
    "soldiers % \\ _",
    "солдат 兵士 🪖 soldiers",
    "{soldiers}",
    "62,000",
    "or",
    "or or soldiers",
    "soldiers or",
    "not AND",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_input_breaks_the_search(api, losses, text):
    try:
        search.alternatives(text)
    except search.NothingToFind:
        api.get("claims/", status=400, q=text)
    else:
        api.get("claims/", q=text)


@pytest.mark.parametrize(
    "text",
    ["soldiers*", "(soldiers)", "62,000", "SOLDIERS or nothing", "lost russia", '"more than"'],
)
def test_punctuation_is_not_in_the_way(api, losses, text):
    assert api.refs(q=text) == [losses.ref]


def test_letters_of_every_script_are_found(api):
    claim = published(statement="Ворог утратив понад 62 000 солдатів.")

    assert api.refs(q="ВОРОГ") == [claim.ref]


def test_retracted_words_are_not_found(api, losses, chief):
    desk.retract(losses, reason="our_error", public_note="Misread.", by=chief, at=NOW)

    assert api.refs(q="soldiers") == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="The plan is PostgreSQL's.")
def test_search_is_answered_from_its_index(losses):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = search.matching(Publication.objects.order_by(), "soldiers -shells").explain()

    assert "publication_search" in plan


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60).filter(lambda text: "\x00" not in text))
def test_any_text_is_safe(db, text):
    with suppress(search.NothingToFind):
        list(search.matching(Publication.objects.values("pk"), text))
