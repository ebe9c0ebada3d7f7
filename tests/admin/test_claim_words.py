import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import desk, statement_words
from claims.models import Claim
from tests.desk_steps import draft
from tests.factories import NOW

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/claim/"
STATEMENTS = [
    "Russia has lost more than 62,000 soldiers in Ukraine.",
    "North Korea sent at least four million artillery shells.",
    "The budget deficit was 1.5 per cent, Zürich’s statisticians say.",
]


@pytest.fixture
def claims():
    return [draft(statement=statement) for statement in STATEMENTS]


def found(client, text: str) -> list[int]:
    rows = client.get(LIST, {"q": text}).context["cl"].result_list
    return sorted(STATEMENTS.index(row.statement) for row in rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("soldiers", [0]),
        ("SOLD", [0]),
        ("sold rus", [0]),
        ("62,000", [0]),
        ("artillery-shells", [1]),
        ("1.5", [2]),
        ("züri", [2]),
        ("oldiers", []),
        ("soldiers shells", []),
        ("th", [0, 2]),
        ("(soldiers)", [0]),
        ("soldiers or shells", []),
        ("–", []),
        ("", [0, 1, 2]),
    ],
)
def test_claims_are_found_by_how_words_begin(as_editor, claims, text, expected):
    assert found(as_editor, text) == expected


def test_changed_statement_is_found_by_its_new_words_only(as_editor, claims):
    claim = claims[0]
    changes = {"statement": "Nobody was counted."}
    desk.edit(claim, changes, by=claim.created_by, at=NOW, version=claim.version, note="Anew.")

    assert not found(as_editor, "soldiers")
    rows = as_editor.get(LIST, {"q": "nobody"}).context["cl"].result_list
    assert [row.pk for row in rows] == [claim.pk]


def test_words_are_looked_up_in_an_index(claims):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in ("seqscan", "indexscan", "indexonlyscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = statement_words.matching(Claim.objects.order_by(), "soldiers").explain()

    assert "claim_words" in plan or "VIRTUAL TABLE INDEX" in plan


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60).filter(lambda text: "\x00" not in text))
def test_any_text_is_safe(db, text):
    list(statement_words.matching(Claim.objects.values("pk"), text))
