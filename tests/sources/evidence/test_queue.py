"""The queue of checks: the order of documents, their schedule, and the stored results."""

import datetime

import pytest

from sources.evidence import checking, queue, schedule, watching
from sources.fetching import FetchError
from sources.models import Capture, CapturedContent, Document, LinkCheck, Watch, WebHost
from tests import short
from tests.factories import NOW, DocumentFactory, UserFactory
from tests.sources.evidence.conftest import STORY
from tests.sources.fetching.server import answer, redirect

pytestmark = pytest.mark.django_db


def state_of(document) -> str:
    document.refresh_from_db()
    return document.state


def outcomes(document) -> list[str]:
    return list(document.link_checks.order_by("id").values_list("rule", flat=True))


def test_new_document_is_looked_at_and_captured(story, clock):
    assert clock.run() == 1

    check, capture = LinkCheck.objects.get(), Capture.objects.get()
    assert (check.outcome, check.rule, check.http_status) == ("live", "as_it_was", 200)
    assert check.final_url == story.url and check.capture == capture
    assert check.text_sha256 == capture.text_id
    assert capture.method == "fetched" and capture.by is None
    assert capture.body.bytes() == STORY.encode()
    assert "more than 62,000 soldiers" in capture.words()
    assert (capture.title, capture.media_type) == ("Losses at the front", "text/html")
    assert state_of(story) == "live"
    assert story.watch.state_since == story.watch.checked_at == NOW
    assert story.watch.next_check_at == NOW + schedule.USUAL


def test_nothing_is_looked_at_before_it_is_due(story, clock):
    clock.run()

    assert clock.run(days=13, hours=23) == 0
    assert clock.run(hours=1) == 1


def test_text_that_stays_is_stored_once(story, clock, pages):
    clock.run()
    pages.pages["/story"] = answer(f"<!-- served at noon -->{STORY}".encode())
    clock.run(days=14)

    assert LinkCheck.objects.count() == 2
    assert LinkCheck.objects.filter(capture=Capture.objects.get()).count() == 2


def test_change_is_measured_from_the_baseline_until_a_person_accepts_it(story, clock, pages):
    clock.run()
    pages.pages["/story"] = answer(STORY.replace("Of these, more than 25,000", "But").encode())
    clock.run(days=14)
    clock.run(days=14)
    assert outcomes(story) == ["as_it_was", "words_changed", "words_changed"]
    assert state_of(story) == "changed"
    assert Capture.objects.count() == 2

    checking.accept(story, by=UserFactory(), at=clock.now)
    assert state_of(story) == "live"
    clock.run(days=14)

    assert outcomes(story)[-1] == "as_it_was"


def test_page_that_is_gone_is_gone_at_the_second_look(story, clock, pages):
    clock.run()
    pages.pages["/story"] = answer(b"", "404 Not Found")

    clock.run(days=14)
    assert state_of(story) == "live"
    clock.run(days=1)

    assert state_of(story) == "gone"
    assert Capture.objects.count() == 1
    assert story.watch.next_check_at == clock.now + schedule.LATE


def test_page_that_is_gone_for_good_is_gone_at_once(story, clock, pages):
    pages.pages["/story"] = answer(b"", "410 Gone")

    clock.run()

    assert state_of(story) == "gone"


def test_error_page_that_answers_200_is_never_kept(story, clock, pages):
    clock.run()
    pages.pages["/story"] = answer(b"<title>Not found</title>")
    clock.run(days=14)
    clock.run(days=1)

    assert state_of(story) == "gone"
    assert outcomes(story)[1:] == ["says_not_found"] * 2
    assert "62,000" in Capture.objects.get().words()


def test_server_that_fails_is_tried_again_later_and_later_then_it_is_gone(story, clock, pages):
    clock.run()
    pages.pages["/story"] = answer(b"", "500 Broken")
    clock.now += schedule.USUAL
    waits = []
    while state_of(story) == "live":
        assert clock.run() == 1
        waits.append(Watch.objects.get().next_check_at - clock.now)
        clock.now += waits[-1]

    assert waits == [*schedule.RETRIES, schedule.LATE]
    assert Watch.objects.get().failures == 5
    assert story.watch.failing_since is not None

    pages.pages["/story"] = answer(STORY.encode())
    clock.run()
    assert state_of(story) == "live"
    assert Watch.objects.get().failures == 0


def test_page_that_lets_nobody_in_keeps_its_state(story, clock, pages):
    clock.run()
    pages.pages["/story"] = answer(b"", "403 Forbidden")

    clock.run(days=14)

    assert state_of(story) == "live"
    assert LinkCheck.objects.first().outcome == "unclear"


def test_redirect_is_kept_with_every_step(story, clock, pages):
    pages.pages["/story"] = redirect("/new/place", "301 Moved Permanently")
    pages.pages["/new/place"] = answer(STORY.encode())

    clock.run()

    capture = Capture.objects.get()
    assert state_of(story) == "redirected"
    assert capture.final_url == f"{pages.url}/new/place"
    assert [one["status"] for one in capture.exchanges] == [301, 200]


def test_host_is_asked_one_at_a_time_with_a_pause_between(story, clock, pages):
    for number in range(3):
        DocumentFactory(url=f"{pages.url}/{number}")

    assert clock.run() == 1
    assert clock.run(seconds=4) == 0
    assert [clock.run(seconds=1), clock.run(seconds=5), clock.run(seconds=5)] == [1, 1, 1]
    assert len(set(pages.asked)) == 4


def test_host_that_is_being_asked_is_nobody_elses(story, clock):
    watching.enroll(NOW)

    taken = queue.take_turn(NOW)

    assert taken.document == story
    assert queue.take_turn(NOW) is None
    assert queue.take(story, NOW) is None


def test_what_a_killed_process_was_reading_is_read_by_another(story, clock):
    watching.enroll(NOW)
    queue.take_turn(NOW)  # and then the process is killed

    assert clock.run(seconds=queue.LEASE.total_seconds() - 1) == 0
    assert clock.run(seconds=1) == 1


def test_hosts_take_turns(clock):
    for number in range(2):
        for host in ("a.example", "b.example"):
            DocumentFactory(url=f"https://{host}/{number}")
    watching.enroll(NOW)
    hosts = []
    for _ in range(4):
        watch = queue.take_turn(NOW + len(hosts) * queue.LEASE)
        hosts.append(watch.host_id)

    assert sorted(hosts[:2]) == sorted(hosts[2:]) == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("said", "pause"),
    [
        ("120", datetime.timedelta(minutes=2)),
        ("Thu, 01 May 2025 13:00:00 GMT", datetime.timedelta(hours=1)),
        ("1", schedule.BETWEEN),
        ("Thu, 01 May 2025 11:00:00 GMT", schedule.BETWEEN),
        ("999999999999999", schedule.LONGEST_PAUSE),
        ("soon", schedule.BETWEEN),
        ("", schedule.BETWEEN),
        ("²", schedule.BETWEEN),
        ("Thu, 99 May 2025 11:00:00 GMT", schedule.BETWEEN),
    ],
)
def test_host_is_left_alone_as_long_as_it_asks(story, clock, pages, said, pause):
    pages.pages["/story"] = answer(b"", "429 Too Many Requests", Retry_After=said)

    clock.run()

    assert WebHost.objects.get().free_at == NOW + pause
    assert state_of(story) == "unchecked"


def test_log_keeps_the_latest_checks(story, clock, monkeypatch):
    monkeypatch.setattr(checking, "MOST_CHECKS", 3)
    for _ in range(5):
        clock.run(days=14)

    kept = LinkCheck.objects.values_list("checked_at", flat=True)
    assert list(kept) == [clock.now - n * schedule.USUAL for n in range(3)]


def test_documents_are_enrolled_once_however_many_there_are(clock, monkeypatch):
    monkeypatch.setattr(watching, "ENROLLED", 2)
    monkeypatch.setattr(watching, "OVERLAP", 1)
    for number in range(5):
        DocumentFactory(url=f"https://example.org/{number}")

    assert [watching.enroll(NOW) for _ in range(4)] == [2, 2, 1, 0]
    assert Watch.objects.count() == Document.objects.count() == 5


def test_what_is_switched_off_is_not_looked_at(story, clock, settings):
    settings.FETCHING = False

    with pytest.raises(FetchError):
        clock.run()

    assert not LinkCheck.objects.exists()
    assert state_of(story) == "unchecked"


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (answer(b"\x89PNG\0\0\0", content_type="image/png"), "as_it_was"),
        (answer(b"\xff\xfe\x00\xd8", content_type="text/html"), "as_it_was"),
        (answer(b"\\ud800", content_type="text/plain; charset=unicode_escape"), "as_it_was"),
        (answer(b"a\0b\x01c", content_type="text/plain", X_Odd="\x01\x00ü"), "as_it_was"),
        (answer(b"", content_type="text/\0html"), "as_it_was"),
        (b"HTTP/1.1 2\x000 \0\r\n\r\n", "bad_answer"),
        (b"\0\0\0\r\n\r\n", "bad_answer"),
        (redirect("/\0"), "http_404"),
        (redirect("http://[::1"), "bad_url"),
    ],
    ids=short,
)
def test_odd_answer_is_stored_or_told(story, clock, pages, given, rule):
    pages.pages["/story"] = given

    clock.run()

    assert outcomes(story) == [rule]


def test_content_is_checked_by_its_hash():
    sha256 = CapturedContent.store(b"told" * 1000)

    assert CapturedContent.store(b"told" * 1000) == sha256
    row = CapturedContent.objects.get()
    assert (row.size, row.bytes()) == (4000, b"told" * 1000)
    assert len(row.content) < 100
