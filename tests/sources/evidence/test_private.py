"""Captures are third-party text: only pages of the desk show them, in no other format."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from claims.api.urls import urlpatterns
from sources.evidence.keeping import keep_by_hand
from sources.models import Capture
from tests.factories import NOW, UserFactory
from tests.sources.evidence.test_sighting import QUOTE, cited, state_is
from tests.worlds import world

pytestmark = pytest.mark.django_db
SECRETS = ("Xylophone paragraph", "Zeppelin note", "Quince title")
PAGE = (
    f"<title>Quince title</title><p>Xylophone paragraph of the outlet. {QUOTE}, it says. "
    "Xylophone paragraph.</p>"
)
FORMATS = ("json", "csv", "ndjson", "jsonld", "atom", "xlsx")


@world
def claim(db):
    """Return a claim in force, with a capture of its document and rotting evidence."""
    document, claim = cited()
    keep_by_hand(
        document,
        by=UserFactory(username="hand-of-the-desk"),
        at=NOW,
        file=PAGE.replace("62,000", "61,500").encode(),
        media_type="text/html",
        note="Zeppelin note",
    )
    state_is(document, "gone")
    return claim


def addresses(claim) -> list[str]:
    """Return every address of the API that answers a GET, with its parameters filled in."""
    known = {
        "ref": claim.ref,
        "number": 1,
        "pk": claim.citations.get().document_id,
        "slug": "outlet",
        "citation": claim.citations.get().pk,
        "link": 1,
        "batch": 1,
        "webhook": 1,
        "delivery": 1,
    }
    found = []
    for one in urlpatterns:
        names = one.pattern.regex.groupindex
        if one.name not in ("docs",):
            found.append(reverse(one.name, kwargs={name: known[name] for name in names}))
    return found


def leaks(content: bytes, capture: Capture) -> list[str]:
    marks = [*SECRETS, capture.body_id, capture.text_id, "61,500", "hand-of-the-desk"]
    return [mark for mark in marks if mark.encode() in content]


def test_no_answer_of_the_api_holds_anything_of_a_capture(client, claim):
    client.force_login(claim.created_by)
    capture, answered = Capture.objects.get(), 0

    for address in addresses(claim):
        for wanted in FORMATS:
            response = client.get(address, {} if wanted == "json" else {"format": wanted})
            content = b"".join(response) if response.streaming else response.content
            answered += response.status_code == 200
            assert leaks(content, capture) == [], (address, wanted)

    assert answered > 40


def test_dump_and_public_pages_hold_nothing_of_a_capture(client, claim, tmp_path):
    capture = Capture.objects.get()
    call_command("export_record", str(tmp_path / "dump"), "--base-url", "https://example.org")

    files = [path for path in (tmp_path / "dump").rglob("*") if path.is_file()]
    assert len(files) > 5
    assert [path for path in files if leaks(path.read_bytes(), capture)] == []
    assert leaks(client.get("/").content, capture) == []


def test_desk_pages_do_show_it(client, claim):
    """The pages of the desk contain the text that the tests above look for."""
    client.force_login(claim.created_by)
    capture = Capture.objects.get()

    content = client.get(f"/admin/sources/capture/{capture.pk}/change/").content

    assert set(leaks(content, capture)) >= {*SECRETS, "61,500", capture.body_id}


@pytest.mark.parametrize("role", [None, "stranger"])
def test_captures_are_not_for_strangers(client, claim, role):
    if role:
        client.force_login(UserFactory())
    capture = Capture.objects.get()

    for step in ("change/", "warc"):
        response = client.get(f"/admin/sources/capture/{capture.pk}/{step}", follow=True)
        assert leaks(response.content, capture) == []
        assert response.status_code == 403 or b"password" in response.content
