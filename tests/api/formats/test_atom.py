"""The corrections as Atom: valid by RFC 4287, with the texts of the list."""

import datetime
import xml.etree.ElementTree as ET

from claims import desk
from tests.api.public.test_corrections import DAY, correct
from tests.desk_steps import published
from tests.factories import NOW
from tests.worlds import world

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "http://testserver/api/v1/"


def feed(api, **params):
    answer = api.client.get("/api/v1/corrections/", {"format": "atom", **params})
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)


def texts(element) -> dict:
    """The text of each child that stands once."""
    return {child.tag.removeprefix(ATOM): child.text for child in element}


def links(element) -> dict:
    return {link.get("rel"): link.get("href") for link in element.findall(f"{ATOM}link")}


@world
def two(losses, reviewer, chief):
    """A correction, then a retraction whose note has mark-up and a character that XML lacks."""
    other = published(statement="Other.")
    correct(losses, reviewer)
    note = "A <b>doubt</b> & more.\x0b\nSorry."
    desk.retract(other, reason="our_error", public_note=note, by=chief, at=NOW + 2 * DAY)
    return losses, other


def test_feed_has_what_atom_requires(api, two):
    root = feed(api)

    told = texts(root)
    assert told["id"] == f"{BASE}corrections/?format=atom"
    assert told["title"] == "Corrections by Corroborate"
    assert told["updated"] == "2025-05-03T12:00:00+00:00"
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Corroborate"
    assert links(root) == {"alternate": "http://testserver/", "self": told["id"]}


def test_every_entry_has_what_atom_requires(api, two):
    entries = feed(api).findall(f"{ATOM}entry")

    assert len(entries) == 2
    for entry in entries:
        told = texts(entry)
        assert told["id"].startswith(f"{BASE}claims/")
        assert told["title"]
        assert datetime.datetime.fromisoformat(told["updated"]).tzinfo
        assert links(entry)["alternate"].startswith(f"{BASE}claims/")
    ids = [texts(entry)["id"] for entry in entries]
    assert len(set(ids)) == 2


def test_entry_says_what_was_done_and_why(api, two):
    losses, other = two
    retraction, correction = (texts(entry) for entry in feed(api).findall(f"{ATOM}entry"))

    assert correction["title"] == f"Correction of {losses.ref}: Corrected."
    assert correction["summary"] == "<p>We misread a digit.</p>"
    assert correction["id"] == f"{BASE}claims/{losses.ref}/publications/2/"
    assert retraction["title"] == f"Retraction of {other.ref}"
    assert retraction["summary"] == "<p>A &lt;b&gt;doubt&lt;/b&gt; &amp; more.<br>Sorry.</p>"


def test_feed_is_filtered_and_paged_as_the_list_is(api, two):
    first = feed(api, page_size=1)
    following = links(first)["next"]
    second = ET.fromstring(api.client.get(following).content)
    kept = feed(api, kind="correction")

    titles = [root.find(f"{ATOM}entry/{ATOM}title").text for root in (first, second, kept)]
    assert [title.split()[0] for title in titles] == ["Retraction", "Correction", "Correction"]
    assert texts(first)["id"] == texts(second)["id"]
    assert "previous" in links(second)


def test_accept_asks_for_atom(api, two):
    asked = {"headers": {"accept": "application/atom+xml"}}

    kind = api.client.get("/api/v1/corrections/", **asked)["Content-Type"]

    assert kind == "application/atom+xml; charset=utf-8"


def test_feed_without_an_entry_is_a_feed(api, losses):
    assert feed(api).findall(f"{ATOM}entry") == []


def test_other_lists_are_no_atom(api, losses):
    problem = api.get("claims/", status=400, format="atom")

    assert problem["errors"][0]["code"] == "unknown_value"


def test_pages_lead_readers_to_the_feed(client, db):
    page = client.get("/").content.decode()

    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert client.get("/api/v1/corrections/?format=atom").status_code == 200
