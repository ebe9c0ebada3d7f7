"""The evidence in the admin: on documents, beside citations, and in its queue."""

import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from warcio.archiveiterator import ArchiveIterator

from claims.admin.queues import evidence
from sources.evidence.keeping import MOST_BYTES
from sources.models import Capture, LinkCheck, WebHost
from tests.admin.pages import text_of
from tests.factories import NOW, DocumentFactory, UserFactory
from tests.sources.evidence.conftest import STORY
from tests.sources.evidence.test_sighting import QUOTE, TEXT, capture, cited, state_is
from tests.sources.fetching.conftest import fetching, pages  # noqa: F401
from tests.sources.fetching.server import answer, redirect

pytestmark = pytest.mark.django_db


def page_of(document, step: str = "change") -> str:
    return f"/admin/sources/document/{document.pk}/{step}/"


def test_document_that_nobody_looked_at_says_what_to_do(as_editor):
    words = text_of(as_editor.get(page_of(DocumentFactory())))

    assert "Is it still there? Not checked Not checked yet." in words
    assert "Fetching is switched off on this server" in words
    assert "Check now" not in words and "Capture by hand" in words


def test_text_is_pasted_and_shown_as_characters(as_editor, editor):
    document = DocumentFactory()

    response = as_editor.post(
        page_of(document, "capture"),
        {"text": "<script>alert(1)</script> More than 62,000", "note": "With our subscription"},
        follow=True,
    )

    kept = Capture.objects.get()
    assert (kept.method, kept.by, kept.note) == ("pasted", editor, "With our subscription")
    assert "Captured: 42 characters of text." in text_of(response)
    shown = as_editor.get(f"/admin/sources/capture/{kept.pk}/change/").content.decode()
    assert "&lt;script&gt;alert(1)" in shown and "<script>alert(1)" not in shown


@pytest.mark.parametrize(
    ("name", "body", "media_type", "text"),
    [
        ("page.html", STORY.encode(), "text/html", "Losses at the front\nRussia has lost"),
        ("page.txt", "Größe".encode("cp1252"), "text/plain", "Größe"),
        ("report.pdf", b"%PDF\0", "application/pdf", ""),
        ("odd", b"\xff\x00\xfe", "nonsense\0/\0", ""),
    ],
)  # fmt: skip
def test_file_is_uploaded(as_editor, name, body, media_type, text):
    document = DocumentFactory()
    file = SimpleUploadedFile(name, body, media_type)

    as_editor.post(page_of(document, "capture"), {"file": file})

    kept = Capture.objects.get()
    assert (kept.method, kept.body.bytes()) == ("uploaded", body)
    assert kept.words().startswith(text) and bool(kept.words()) == bool(text)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Choose a file, or paste the text."),
        ({"text": " \n"}, "Choose a file, or paste the text."),
        ({"text": "told", "note": "x" * 501}, "at most 500 characters"),
    ],
    ids=["nothing", "spaces", "long note"],
)
def test_capture_that_cannot_be_kept_is_refused_at_its_field(as_editor, given, told):
    response = as_editor.post(page_of(DocumentFactory(), "capture"), given)

    assert told in text_of(response)
    assert not Capture.objects.exists()


def test_file_that_is_too_large_is_refused(as_editor):
    file = SimpleUploadedFile("page.html", b"a" * (MOST_BYTES + 1), "text/html")

    response = as_editor.post(page_of(DocumentFactory(), "capture"), {"file": file})

    assert "The file is larger than 10 MB." in text_of(response)


def test_document_is_checked_now(as_editor, editor, pages):  # noqa: F811
    pages.pages["/story"] = answer(STORY.encode())
    document = DocumentFactory(url=f"{pages.url}/story")

    response = as_editor.post(page_of(document, "check"), follow=True)

    words = text_of(response)
    assert "There, as it was: It is there." in words
    assert "Is it still there? Live" in words and "rule as_it_was · HTTP 200" in words
    assert LinkCheck.objects.get().by == Capture.objects.get().by == editor


def test_host_that_was_just_asked_is_not_asked_again(as_editor, pages):  # noqa: F811
    pages.pages["/story"] = answer(STORY.encode())
    document = DocumentFactory(url=f"{pages.url}/story")
    as_editor.post(page_of(document, "check"))

    response = as_editor.post(page_of(document, "check"), follow=True)

    assert "Its host was asked a moment ago." in text_of(response)
    assert pages.asked == ["/story"]


def test_check_that_fails_says_why(as_editor, pages):  # noqa: F811
    pages.pages["/story"] = redirect("http://169.254.169.254/latest/")
    document = DocumentFactory(url=f"{pages.url}/story")

    response = as_editor.post(page_of(document, "check"), follow=True)

    assert "leads into a private network" in text_of(response)
    assert WebHost.objects.get().free_at < NOW.now(datetime.UTC) + datetime.timedelta(minutes=1)


def test_check_is_refused_where_fetching_is_switched_off(as_editor):
    response = as_editor.post(page_of(DocumentFactory(), "check"), follow=True)

    assert "Fetching is switched off" in text_of(response)


def test_change_is_accepted(as_editor, pages):  # noqa: F811
    pages.pages["/story"] = answer(STORY.encode())
    document = DocumentFactory(url=f"{pages.url}/story")
    as_editor.post(page_of(document, "check"))
    state_is(document, "changed")
    assert "Accept the change" in text_of(as_editor.get(page_of(document)))

    response = as_editor.post(page_of(document, "accept"), follow=True)

    document.refresh_from_db()
    assert document.state == "live"
    assert "Accept the change" not in text_of(response)


@pytest.mark.parametrize("step", ["check", "accept"])
def test_steps_are_posted(as_editor, step):
    assert as_editor.get(page_of(DocumentFactory(), step)).status_code == 405


def test_accepting_without_a_capture_or_a_watch_says_so(as_editor):
    response = as_editor.post(page_of(DocumentFactory(), "accept"), follow=True)

    assert "There is no capture of this document yet." in text_of(response)


@pytest.mark.parametrize("step", ["check", "accept", "capture"])
def test_analyst_reads_and_takes_no_step(client, step):
    client.force_login(UserFactory(roles=["analyst"]))
    document = DocumentFactory()

    assert "Capture by hand" not in text_of(client.get(page_of(document)))
    assert client.post(page_of(document, step)).status_code == 403


@pytest.mark.parametrize("step", ["check", "accept", "capture"])
def test_document_that_is_not_there_is_not_found(as_editor, step):
    assert as_editor.post(f"/admin/sources/document/999999/{step}/").status_code == 404


def test_capture_is_downloaded_as_warc(as_editor):
    kept = capture(DocumentFactory(), TEXT)

    response = as_editor.get(f"/admin/sources/capture/{kept.pk}/warc", follow=True)

    assert response["Content-Type"] == "application/warc"
    assert response["Content-Disposition"].startswith("attachment;")
    kinds = [record.rec_type for record in ArchiveIterator(BytesIO(response.content))]
    assert kinds == ["warcinfo", "resource", "conversion"]


def test_warc_of_no_capture_is_not_found(as_editor):
    assert as_editor.get("/admin/sources/capture/999999/warc", follow=True).status_code == 404


def test_captures_are_nobodys_to_change(client, superuser):
    client.force_login(superuser)
    kept = capture(DocumentFactory(), TEXT)
    page = f"/admin/sources/capture/{kept.pk}"

    assert client.post(f"{page}/change/", {"note": "x"}).status_code == 403
    assert client.post(f"{page}/delete/", {"post": "yes"}).status_code == 403


def test_state_is_not_set_by_hand(client, chief):
    client.force_login(chief)
    document = DocumentFactory()

    client.post(
        page_of(document),
        {"url": document.url, "title": "New", "kind": "article", "language": "en",
         "published_precision": "unknown", "publisher": document.publisher_id, "state": "gone"},
    )  # fmt: skip

    document.refresh_from_db()
    assert (document.title, document.state) == ("New", "unchecked")


def test_claim_page_shows_the_changed_quote_word_by_word(as_editor, claim_url):
    document, claim = cited()
    capture(document, TEXT)
    capture(document, TEXT.replace("62,000", "61,500"))

    words = text_of(as_editor.get(claim_url(claim)))

    assert "The quote Changed in the capture of" in words
    assert "first found in an earlier one" in words
    assert "more than gone: 62,000 new: 61,500 soldiers" in words


def test_claim_page_shows_that_a_document_is_gone(as_editor, claim_url):
    document, claim = cited()
    state_is(document, "gone")

    assert "The document is gone since 2025-05-01" in text_of(as_editor.get(claim_url(claim)))


def test_queue_says_what_rots_and_what_to_do(as_editor):
    document, claim = cited()
    capture(document, TEXT.replace("62,000", "61,500"))

    home, queue = as_editor.get("/admin/"), as_editor.get("/admin/claims/claim/rotting/")

    assert f"{claim.ref} · The quote was changed · {document.title}" in text_of(home)
    assert f"{claim.statement} The quote was changed {claim.ref}" in text_of(queue)
    assert f"{QUOTE} As it stands there now:" in text_of(queue)
    assert evidence.NEXT_STEPS["quote_changed"] in text_of(queue)


def test_queue_goes_on_where_the_page_before_ended(as_editor, monkeypatch):
    monkeypatch.setattr(evidence, "PAGE", 2)
    refs = []
    for hours in (1, 1, 2, 0, 1):
        document, claim = cited()
        state_is(document, "gone", NOW + datetime.timedelta(hours=hours))
        refs.append(claim.ref)
    url, seen = "/admin/claims/claim/rotting/", []
    while url:
        response = as_editor.get(url)
        seen += [one["claim"].ref for one in response.context["rows"]]
        before = response.context["before"].replace("+", "%2B")
        url = before and f"/admin/claims/claim/rotting/?before={before}"

    assert seen == [refs[2], refs[4], refs[1], refs[0], refs[3]]


@pytest.mark.parametrize(
    "before", ["x", "_", "2025-05-01T12:00:00+00:00", "2025-13-01T12:00:00Z_1", "2025-05-01_2",
               "2025-05-01T12:00:00Z_" + "9" * 30, "2025-05-01T12:00:00Z_²", "\0"],
)  # fmt: skip
def test_odd_place_in_the_queue_begins_at_the_beginning(as_editor, before):
    document, claim = cited()
    state_is(document, "gone")

    response = as_editor.get("/admin/claims/claim/rotting/", {"before": before})

    assert [one["claim"] for one in response.context["rows"]] == [claim]


def test_empty_queue_says_so(as_editor):
    assert "is as it was" in text_of(as_editor.get("/admin/claims/claim/rotting/"))


def test_queries_of_the_queue_do_not_grow_with_it(as_editor):
    counts = []
    for _ in range(2):
        document, _claim = cited()
        capture(document, "Nothing.")
        with CaptureQueriesContext(connection) as queries:
            as_editor.get("/admin/claims/claim/rotting/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
