"""The verdicts on checks of an address, each with the name of its rule."""

import pytest

from sources.evidence.keeping import page_of
from sources.evidence.verdict import Known, of_answer, of_error
from sources.fetching import Exchange, Fetched, FetchError
from sources.fetching.fetched import REASONS
from tests.factories import NOW
from tests.sources.evidence.conftest import STORY

LONG = "".join(
    f"<p>Paragraph {n} tells another thing of what happened there.</p>" for n in range(60)
)
SHA = "a" * 64


def answered(body: str, status: int = 200, *urls: str, led: int = 302, media="text/html"):
    urls = urls or ("https://example.org/news/1",)
    heads = [Exchange(url, NOW, (), led, "", (("Location", "/"),)) for url in urls[:-1]]
    last = Exchange(urls[-1], NOW, (), status, "", (("Content-Type", media),))
    return Fetched((*heads, last), body.encode())


def judged(fetched, before: str = "", sha256: str = ""):
    page = page_of(fetched.media_type, fetched.text)
    known = page_of("text/html", before).text
    verdict = of_answer(fetched, page, Known(known, sha256), SHA)
    assert verdict.detail.endswith((".", "”."))
    return verdict.outcome, verdict.rule


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, ("gone", "http_404")),
        (410, ("gone", "http_410")),
        (451, ("gone", "http_451")),
        (402, ("paywalled", "http_402")),
        (401, ("unclear", "no_access")),
        (403, ("unclear", "no_access")),
        (429, ("failed", "http_429")),
        (503, ("failed", "http_503")),
        (500, ("failed", "server_error")),
        (204, ("unclear", "odd_status")),
        (300, ("unclear", "odd_status")),
        (418, ("unclear", "odd_status")),
    ],
)
def test_status_is_judged(status, expected):
    assert judged(answered(STORY, status), STORY) == expected


@pytest.mark.parametrize("code", REASONS)
def test_what_did_not_answer_is_tried_again_unless_that_makes_no_sense(code):
    verdict = of_error(FetchError(code, "this"))

    assert verdict.rule == code and verdict.detail
    expected = "unclear" if code in "refused_address refused_port bad_url too_large" else "failed"
    assert verdict.outcome == expected


def test_page_that_is_as_it_was_is_live():
    assert judged(answered(STORY)) == ("live", "as_it_was")
    assert judged(answered(STORY), STORY) == ("live", "as_it_was")
    assert judged(answered("<nav>New menu</nav>" + STORY), STORY) == ("live", "as_it_was")


def test_text_that_changed_has_drifted():
    changed = STORY.replace("Of these, more than 25,000 were killed.", "It has been updated since.")

    assert judged(answered(changed), STORY) == ("drifted", "words_changed")


def test_small_correction_is_no_drift():
    assert judged(answered(STORY.replace("Monday", "Tuesday")), STORY) == ("live", "as_it_was")


def test_text_that_became_a_file_has_drifted():
    fetched = answered("%PDF-1.7", media="application/pdf")

    assert judged(fetched, STORY) == ("drifted", "text_is_gone")


def test_file_is_known_by_its_bytes():
    fetched = answered("%PDF-1.7", media="application/pdf")

    assert judged(fetched, sha256="b" * 64) == ("drifted", "file_changed")
    assert judged(fetched, sha256=SHA) == ("live", "as_it_was")


@pytest.mark.parametrize(
    "page",
    [
        "<title>404</title><p>Sorry.",
        "<title>News</title><p>The page could not be found.",
        "<title>Новини</title><p>Сторінку не знайдено",
        "<p>Page not found",
        "<p>This article is no longer available.",
    ],
)
def test_page_that_says_it_is_not_there_is_gone(page):
    assert judged(answered(page), STORY) == ("soft_404", "says_not_found")
    assert judged(answered(page)) == ("soft_404", "says_not_found")


def test_article_about_missing_things_is_no_error_page():
    about = STORY + "<p>Nine men were not found.</p>"

    assert judged(answered(about), about) == ("live", "as_it_was")
    assert judged(answered(LONG + "<p>Nine men were not found.</p>")) == ("live", "as_it_was")


def test_address_that_leads_to_the_front_page_is_gone():
    fetched = answered(LONG, 200, "https://example.org/news/1", "https://example.org/")

    assert judged(fetched, STORY) == ("soft_404", "leads_to_front_page")


def test_address_that_leads_to_the_same_words_has_only_moved():
    fetched = answered(STORY, 200, "https://example.org/news/1", "https://example.org/")

    assert judged(fetched, STORY) == ("redirected", "moved_for_now")


@pytest.mark.parametrize(("led", "rule"), [(301, "moved_for_good"), (302, "moved_for_now")])
def test_redirect_is_told(led, rule):
    fetched = answered(STORY, 200, "https://example.org/1", "https://example.org/story/1", led=led)

    assert judged(fetched, STORY) == ("redirected", rule)


@pytest.mark.parametrize(
    "to", ["https://example.org/1/", "https://www.example.org/1", "http://example.org/1"]
)
def test_another_spelling_of_an_address_is_no_redirect(to):
    assert judged(answered(STORY, 200, "https://example.org/1", to)) == ("live", "as_it_was")


NOT_FREE = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'


def test_page_that_says_it_is_not_free_is_behind_a_paywall():
    assert judged(answered(NOT_FREE + "<p>Russia has lost …")) == ("paywalled", "says_not_free")


def test_page_that_still_shows_all_is_behind_no_paywall():
    assert judged(answered(NOT_FREE + STORY), STORY) == ("live", "as_it_was")


def test_text_that_is_cut_with_an_offer_is_behind_a_paywall():
    cut = "<h1>Losses at the front</h1><p>Subscribe now to continue reading."

    assert judged(answered(cut), STORY) == ("paywalled", "text_is_cut")
    assert judged(answered(cut)) == ("paywalled", "asks_for_subscription")
    assert judged(answered(LONG + cut)) == ("live", "as_it_was")
