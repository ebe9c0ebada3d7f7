"""Hostile input to “New from an article”: the page answers, and nothing is stored."""

import pytest

from claims.models import Claim
from tests.admin.article_page.paste import (
    ARTICLE,
    URL,
    accept_all,
    fields_of,
    read,
    registers,
    save,
)
from tests.admin.pages import text_of
from tests.rows import contents
from tests.sources.fetching.server import answer, redirect

pytestmark = pytest.mark.django_db

PASTES = {
    "nothing": ("", "There is no article here"),
    "binary": ("PK\x03\x04\x00\x00" * 100, "This is no text"),
    "broken characters": ("\ud7ff\ufffd\ufffe" * 300, "This is no text"),
    "too long": (ARTICLE * 500, "at most 100,000 are read"),
    "too long HTML": ("<p>word</p>" * 200_000, "at most 1,500,000 are read"),
    "nested HTML": ("<div>" * 100_000, "No article was found"),
    "open script tags": ("<html>" + "<script>" * 100_000, "No article was found"),
    "an address alone": ("https://example.org/a", "Fetching is switched off"),
}


@pytest.mark.parametrize("case", PASTES)
def test_what_cannot_be_read_is_refused_and_stays_in_the_box(as_editor, case):
    paste, reason = PASTES[case]
    before = contents()

    response = read(as_editor, paste, url="")

    assert response.status_code == 400
    assert reason in text_of(response)
    assert response.context["box"].data.get("pasted") == paste
    assert contents() == before


def test_sixteen_megabytes_are_refused(as_editor):
    response = read(as_editor, "word " * 3_400_000, url="")

    assert response.status_code == 413
    assert "larger than 16 MB" in response.content.decode()
    assert not Claim.objects.exists()


def test_markup_in_the_text_is_shown_as_text(as_editor):
    registers()
    text = ARTICLE.replace("a dam broke", "a </mark><script>alert(1)</script> dam broke")

    page = read(as_editor, text).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_hidden_signs_do_not_change_a_number(as_editor):
    registers()
    text = ARTICLE.replace("At least 38 people", "At least 3\u200b8\u202e people")

    fields = fields_of(read(as_editor, text))

    assert fields["drafts-0-value"] == "At least 38"


GARBAGE = [
    {"drafts-0-decision": "accept"},
    {"drafts-0-decision": "accept", "drafts-0-statement": "\x00", "text": "\x00"},
    {"drafts-0-decision": "perhaps", "drafts-0-statement": "x"},
    {"drafts-0-decision": "accept", "drafts-0-start": "9" * 400},
    {"drafts-0-decision": "accept", "drafts-0-start": "²", "drafts-0-value": "²"},
    {"drafts-0-decision": "accept", "drafts-0-subject": "9" * 40, "doc-topic": "1' OR 1=1"},
    {"drafts-0-decision": "accept", "drafts-0-hops-0-who": "s9", "drafts-0-hops-99-who": "x"},
    {"drafts-0-decision": "accept", "speakers-s0-name": "x", "drafts-0-hops-0-who": "s0"},
    {"drafts-0-decision": "accept", "drafts-0-as_of": "9999-99-99", "doc-published_on": "0"},
    {"drafts-0-decision": "accept", "drafts-0-quote": "x" * 5_000, "drafts-0-kind": "quantity"},
    {"drafts-0-decision": "accept", "drafts-0-value": "between 1e999 and 1e9999"},
    {"drafts-0-decision": "accept", "doc-url": "http://[", "doc-title": "\x00", "text": "x"},
    {"drafts-0-decision": "accept", "doc-url": "https://example.org/" + "x" * 5_000},
    {"drafts-999-decision": "accept", "drafts--decision": "accept", "drafts-x": "1"},
    {f"drafts-{n}-decision": "accept" for n in range(300)},
    {"drafts-0-decision": "accept", "doc-published_on": "0001-01-01", "drafts-0-quote": "\ud7ff"},
]


@pytest.mark.parametrize("data", GARBAGE, ids=range(len(GARBAGE)))
@pytest.mark.parametrize("step", ["read", "show", "save", "", "\x00"])
def test_garbage_never_breaks_the_page(as_editor, data, step):
    response = as_editor.post(URL, {**data, "step": step})

    assert response.status_code in (200, 400)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("data", GARBAGE[:-2], ids=range(len(GARBAGE) - 2))
def test_garbage_in_a_good_form_never_breaks_the_page(as_editor, data):
    registers()
    fields = accept_all(fields_of(read(as_editor)))

    response = save(as_editor, fields | data)

    assert response.status_code in (200, 302, 400)


def test_page_is_fetched_by_its_address_where_that_is_switched_on(as_editor, pages):
    registers()
    body = "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n") if line)
    page = f"<html><head><title>Flood</title></head><body><article>{body}</article></body></html>"
    pages.pages["/flood"] = answer(page.encode())

    response = read(as_editor, "", url=f"{pages.url}/flood")

    assert response.status_code == 200
    fields = fields_of(response)
    assert fields["doc-url"] == f"{pages.url}/flood"
    assert fields["drafts-0-value"] == "At least 38"


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest"],
)
def test_private_address_is_never_fetched(as_editor, fetching, url):
    response = read(as_editor, "", url=url)

    assert response.status_code == 400
    assert "leads into a private network" in text_of(response)


def test_redirect_to_a_private_address_is_not_followed(as_editor, pages):
    pages.pages["/a"] = redirect("http://10.0.0.1/secret")

    response = read(as_editor, "", url=f"{pages.url}/a")

    assert response.status_code == 400
    assert "leads into a private network" in text_of(response)


def test_page_that_is_not_there_is_refused_with_its_status(as_editor, pages):
    response = read(as_editor, "", url=f"{pages.url}/gone")

    assert response.status_code == 400
    assert "The server answered 404" in text_of(response)
