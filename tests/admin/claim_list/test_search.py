"""The search in the claim list, by ref and by words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import desk
from claims.admin.claim_list.changelist import ClaimAdmin
from claims.models import Claim
from sources.database import word_index
from tests.desk_steps import draft
from tests.factories import NOW, DocumentFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/claim/"
INDEX = ClaimAdmin.word_index
STATEMENTS = [
    "Russia has lost more than 62,000 soldiers in Ukraine.",
    "North Korea sent at least four million artillery shells.",
    "The budget deficit was 1.5 per cent, Zürich’s statisticians say.",
]


@world
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


@pytest.mark.parametrize("few", [0, 2_000])
def test_words_are_looked_up_in_an_index(claims, monkeypatch, few):
    monkeypatch.setattr(word_index, "FEW", few)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in ("seqscan", "indexscan", "indexonlyscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    with CaptureQueriesContext(connection) as asked:
        found = list(INDEX.matching(Claim.objects.order_by(), "soldiers"))

    assert found == [claims[0]]
    first = asked.captured_queries[0]["sql"]
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {first}")
        plan = str(cursor.fetchall())
    assert "claims_claim_words" in plan


def test_documents_are_found_by_how_words_of_the_title_begin(as_editor):
    document = DocumentFactory(title="Kyiv counts 62,000 losses")
    DocumentFactory(title="Another")

    def found(text):
        rows = as_editor.get("/admin/sources/document/", {"q": text}).context["cl"].result_list
        return [row.pk for row in rows]

    assert found("62,000 loss") == [document.pk]
    assert found("yiv") == []
    document.title = "Kyiv is silent"
    document.save()
    assert found("loss") == [] and found("sil") == [document.pk]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60).filter(lambda text: "\x00" not in text))
def test_any_text_is_safe(db, text):
    list(INDEX.matching(Claim.objects.values("pk"), text))
