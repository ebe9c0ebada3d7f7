"""Captures as WARC files, read by the library's own reader, which checks the digests."""

import gzip
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from sources.evidence.keeping import keep_by_hand
from sources.evidence.warc import warc
from sources.models import Capture
from tests.factories import NOW, DocumentFactory, UserFactory
from tests.sources.evidence.conftest import STORY
from tests.sources.fetching.server import answer, redirect

pytestmark = pytest.mark.django_db


def records(data: bytes) -> list[tuple]:
    """Check the records, and return kind, address, content type and body of each."""
    rows = []
    for record in ArchiveIterator(BytesIO(data), check_digests="raise"):
        headers = record.rec_headers
        assert record.rec_headers.protocol == "WARC/1.1"
        body = record.content_stream().read()
        url = headers.get_header("WARC-Target-URI")
        rows.append((record.rec_type, url, record.content_type, body))
    return rows


def test_fetched_capture_has_its_requests_and_responses(story, clock, pages):
    pages.pages["/story"] = redirect("/new?a=ü", "301 Moved ü")
    packed = gzip.compress(STORY.encode())
    pages.pages["/new?a=%C3%BC"] = answer(packed, Content_Encoding="gzip", X_Kept="yes")
    clock.run()
    capture = Capture.objects.get()

    data = warc(capture)

    new = capture.final_url
    assert [one[:2] for one in records(data)] == [
        ("warcinfo", None),
        ("response", story.url),
        ("request", story.url),
        ("response", new),
        ("request", new),
        ("conversion", new),
    ]
    assert records(data)[3][3] == STORY.encode()
    assert records(data)[5][2:] == ("text/plain; charset=utf-8", capture.text.bytes())
    moved, page = [r for r in ArchiveIterator(BytesIO(data)) if r.rec_type == "response"]
    assert (moved.http_headers.statusline, page.http_headers.statusline) == (
        "301 Moved ??",
        "200 OK",
    )
    assert page.http_headers.get_header("X-Kept") == "yes"
    assert page.http_headers.get_header("Content-Length") == str(len(STORY.encode()))
    assert page.http_headers.get_header("Content-Encoding") is None
    assert page.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    asked = [r for r in ArchiveIterator(BytesIO(data)) if r.rec_type == "request"]
    assert asked[0].http_headers.get_header("Host").startswith("127.0.0.1:")
    assert asked[1].http_headers.statusline == "/new?a=%C3%BC HTTP/1.1"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"text": "More than 62,000."}, ("text/plain", b"More than 62,000.")),
        ({"file": b"%PDF\0", "media_type": "application/pdf"}, ("application/pdf", b"%PDF\0")),
        ({"file": b"\0\1", "media_type": ""}, ("application/octet-stream", b"\0\1")),
    ],
    ids=["text", "file", "unknown file"],
)  # fmt: skip
def test_capture_by_hand_is_a_resource(given, expected):
    document = DocumentFactory(url="https://example.org/report")
    capture = keep_by_hand(document, by=UserFactory(), at=NOW, **given)

    _info, resource, *rest = records(warc(capture))

    assert resource == ("resource", "https://example.org/report", *expected)
    assert [one[0] for one in rest] == (["conversion"] if "text" in given else [])


def test_date_is_that_of_the_capture():
    capture = keep_by_hand(DocumentFactory(), by=UserFactory(), at=NOW, text="told")

    dates = {r.rec_headers.get_header("WARC-Date") for r in ArchiveIterator(BytesIO(warc(capture)))}

    assert dates == {"2025-05-01T12:00:00.000000Z"}


def test_conversion_refers_to_what_it_was_made_of():
    capture = keep_by_hand(DocumentFactory(), by=UserFactory(), at=NOW, text="told")

    _info, resource, conversion = ArchiveIterator(BytesIO(warc(capture)))

    made_of = conversion.rec_headers.get_header("WARC-Refers-To")
    assert made_of == resource.rec_headers.get_header("WARC-Record-ID")
