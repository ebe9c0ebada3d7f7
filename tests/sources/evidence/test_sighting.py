"""The places of quotes in captures of their documents, and rotting evidence."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import desk
from claims.demo import accounts, load
from claims.desk import quotes
from claims.desk.quotes import sights
from claims.models import Citation, EvidenceState
from sources.changes import captured
from sources.evidence.keeping import keep_by_hand
from sources.models import Capture, Document
from tests.desk_steps import citation, draft, published, retracted
from tests.factories import NOW, DocumentFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
QUOTE = "Russia has lost more than 62,000 soldiers in the Kursk zone"
TEXT = f"The General Staff said on Monday: {QUOTE}, and more than 2,000 tanks."


def cited(**changes):
    """Return a document and a claim in force that quotes it."""
    document = DocumentFactory(publisher=SourceFactory(slug="outlet"))
    claim = published(citations=[citation(document=document, quote=QUOTE, **changes)])
    return document, claim


def capture(document, text: str, at=NOW):
    return keep_by_hand(document, by=UserFactory(), at=at, text=text)


def state_is(document, state: str, at=NOW) -> None:
    Document.objects.filter(pk=document.pk).update(state=state)
    document.state = state
    captured(document, at=at)


def test_quote_is_pinned_to_the_first_capture_that_has_it():
    document, _claim = cited()
    first = capture(document, TEXT)

    later = capture(document, f"Updated. {TEXT}", NOW + DAY)

    row = EvidenceState.objects.get()
    assert (row.pinned, row.pinned_start, row.capture) == (first, TEXT.index(QUOTE), later)
    assert (row.prefix, row.suffix) == (TEXT[: TEXT.index(QUOTE)], ", and more than 2,000 tanks.")
    assert (row.place, row.rot, row.since) == ("found", "", NOW)


def test_words_around_the_pin_tell_that_a_quote_moved():
    document, _claim = cited()
    capture(document, TEXT)

    capture(document, f"Correction. We wrote here that {QUOTE}. This cannot be upheld.", NOW + DAY)

    row = EvidenceState.objects.get()
    assert (row.place, row.rot, row.since) == ("moved", "", NOW + DAY)


def test_changed_quote_rots_with_what_stands_there_now():
    document, claim = cited()
    capture(document, TEXT)

    capture(document, TEXT.replace("62,000", "61,500"), NOW + DAY)

    row = EvidenceState.objects.rotting().get()
    assert (row.citation.claim, row.rot, row.since) == (claim, "quote_changed", NOW + DAY)
    assert row.exact == QUOTE.replace("62,000", "61,500")


def test_capture_without_a_text_hides_nothing():
    document, _claim = cited()
    capture(document, TEXT)

    keep_by_hand(document, by=UserFactory(), at=NOW + DAY, file=b"\0", media_type="image/png")

    assert EvidenceState.objects.get().place == "found"


@pytest.mark.parametrize(
    ("text", "state", "rot"),
    [
        (TEXT, "live", ""),
        (TEXT, "redirected", ""),
        (TEXT, "changed", "document_changed"),
        (TEXT, "paywalled", "document_paywalled"),
        (TEXT, "gone", "document_gone"),
        ("Nothing.", "live", "quote_gone"),
        ("Nothing.", "changed", "quote_gone"),
        ("Nothing.", "gone", "document_gone"),
        (TEXT.replace("62,000", "61,500"), "paywalled", "quote_changed"),
    ],
)
def test_worst_reason_is_told(text, state, rot):
    document, _claim = cited()
    capture(document, text)

    state_is(document, state)

    assert EvidenceState.objects.get().rot == rot


def test_evidence_that_stands_as_before_keeps_its_date():
    document, _claim = cited()
    state_is(document, "gone")

    state_is(document, "gone", NOW + DAY)

    assert EvidenceState.objects.get().since == NOW


def test_only_claims_in_force_are_in_the_queue():
    document, claim = cited()
    other = DocumentFactory(publisher=SourceFactory(slug="outlet"))
    retracted(citations=[citation(document=other)])
    draft(citations=[citation(document=other, quote="Nobody said that")])

    state_is(document, "gone")
    state_is(other, "gone")

    assert [row.citation.claim for row in EvidenceState.objects.rotting()] == [claim]
    assert EvidenceState.objects.count() == 3


def test_withdrawn_citation_does_not_rot():
    document, claim = cited()
    claim.citations.update(withdrawn_at=NOW)

    state_is(document, "gone")

    assert not EvidenceState.objects.exists()


def test_edited_quote_is_pinned_anew():
    document, claim = cited()
    capture(document, TEXT)
    quote = "more than 2,000 tanks"
    desk.revise(claim, by=claim.created_by, at=NOW)
    stored = claim.citations.get()
    desk.edit(claim, {}, [{"id": stored.pk, "quote": quote}], by=claim.created_by, at=NOW,
              version=claim.version)  # fmt: skip

    seen = sights(claim.citations.all(), NOW)[stored.pk]
    assert (seen.row.place, seen.row.pinned_start) == ("found", TEXT.index(quote))
    capture(document, f"{TEXT} Really.")

    assert EvidenceState.objects.get().quote == quote


def test_citation_that_nobody_looked_for_is_looked_for_by_its_page():
    document = DocumentFactory(publisher=SourceFactory(slug="outlet"))
    capture(document, TEXT.replace("62,000", "61,500"))
    claim = draft(citations=[citation(document=document, quote=QUOTE)])

    (seen,) = sights(claim.citations.all(), NOW).values()

    assert seen.row.place == "changed"
    assert [piece.text for piece in seen.difference if piece.kind == "new"] == ["61,500"]
    assert not EvidenceState.objects.exists()


def test_citation_without_captures_shows_nothing():
    claim = draft()

    assert sights(claim.citations.all(), NOW) == {}


def test_citation_that_was_left_out_is_looked_for_in_the_latest_capture_by_its_page(monkeypatch):
    document, claim = cited()
    capture(document, TEXT)
    monkeypatch.setattr(quotes, "MOST", 0)
    latest = capture(document, TEXT.replace("62,000", "61,500"))
    state_is(document, "gone")

    (seen,) = sights(claim.citations.select_related("document"), NOW).values()

    assert (seen.row.place, seen.row.capture) == ("changed", latest)
    assert seen.row.rot == "document_gone"
    assert EvidenceState.objects.get().place == "found"


def test_number_of_queries_does_not_grow_with_the_citations():
    counts = []
    for number in (1, 4):
        documents = DocumentFactory.create_batch(number, publisher=SourceFactory(slug="outlet"))
        claim = draft(citations=[citation(document=one, quote=QUOTE) for one in documents])
        for one in documents:
            one.captures.all()
            EvidenceState.objects.all().delete()
            capture(one, TEXT)
        EvidenceState.objects.all().delete()
        citations = list(claim.citations.select_related("document"))
        with CaptureQueriesContext(connection) as queries:
            assert len(sights(citations, NOW)) == number
        counts.append(len(queries))

    assert counts[0] == counts[1] == 4


def test_demo_quotes_are_found_in_the_capture_that_it_makes(tmp_path, monkeypatch):
    monkeypatch.setattr(load, "CASES", [])
    accounts.make_accounts(tmp_path / "logins.txt")
    for _ in range(2):
        load.load(at=NOW, say=lambda line: None)

    kept = Capture.objects.get()
    quoted = Citation.objects.filter(document=kept.document).exclude(quote="")
    places = EvidenceState.objects.filter(citation__in=quoted).values_list("place", flat=True)
    assert set(places) == {"found"}
    assert len(places) == quoted.count() > 9
