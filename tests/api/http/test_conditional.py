"""Unchanged answers are a 304, by ETag, and by date if the date is certain."""

import datetime

import pytest
from django.utils.http import parse_http_date

from claims import desk
from claims.changes import settling
from claims.models import Counter
from tests.desk_steps import draft, published
from tests.factories import NOW

LISTS = (
    "claims/ corrections/ sources/ documents/ measures/ subjects/ scopes/ topics/ series/".split()
)
SECOND = datetime.timedelta(seconds=1)


def get(client, path, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(f"/api/v1/{path}", headers=names)


@pytest.fixture
def settled(losses, client):
    """``settled(ago)``: the record as it stands, last changed so long ago."""

    def set_back(ago=60 * SECOND):
        get(client, "claims/")
        Counter.objects.filter(name="change").update(at=Counter.objects.get(name="change").at - ago)

    return set_back


PATHS = [*LISTS, "claims/{ref}/", "claims/{ref}/publications/", "claims/{ref}/independence/"]
PATHS += ["claims/{ref}/publications/1/", "sources/outlet/", "figures/", "exports/", "changes/"]


@pytest.mark.parametrize("path", PATHS)
def test_unchanged_answer_costs_a_304(client, losses, path):
    path = path.format(ref=losses.ref)
    first = get(client, path)

    again = get(client, path, If_None_Match=first["ETag"])

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["claims/", "claims/{ref}/", "claims/{ref}/publications/1/"])
def test_head_tells_the_etag_of_the_answer(client, losses, path):
    path = path.format(ref=losses.ref)

    assert client.head(f"/api/v1/{path}")["ETag"] == get(client, path)["ETag"]


@pytest.mark.parametrize("path", [*LISTS, "claims/{ref}/", "claims/?format=ndjson"])
def test_record_that_did_not_change_since_costs_a_304(client, losses, settled, path):
    settled()
    path = path.format(ref=losses.ref)
    first = get(client, path)

    again = get(client, path, If_Modified_Since=first["Last-Modified"])

    assert (first.status_code, again.status_code) == (200, 304)


def test_words_of_a_catalogue_are_older_than_no_record(client, losses, settled):
    settled()

    assert "Last-Modified" in get(client, f"claims/{losses.ref}/")
    assert "Last-Modified" not in get(client, f"claims/{losses.ref}/?lang=uk")


def test_whatever_is_published_since_is_told(client, losses, settled):
    settled()
    seen = get(client, "claims/")["Last-Modified"]
    other = published(statement="Other.")

    again = get(client, "claims/", If_Modified_Since=seen)

    assert again.status_code == 200
    assert other.ref in again.content.decode()
    assert "Last-Modified" not in again  # more may follow in the same second


def test_draft_changes_nothing_in_public(client, losses, settled):
    settled()
    seen = get(client, "claims/")["Last-Modified"]

    draft(statement="Not yet.")

    assert get(client, "claims/", If_Modified_Since=seen).status_code == 304


def test_retraction_changes_what_was_said_before(client, losses, settled, chief):
    settled()
    path = f"claims/{losses.ref}/"
    first = get(client, path)
    desk.retract(losses, reason="our_error", public_note="Misread.", by=chief, at=NOW)

    assert get(client, path, If_Modified_Since=first["Last-Modified"]).status_code == 200
    assert get(client, path, If_None_Match=first["ETag"]).status_code == 200


def test_date_is_that_of_the_last_change(client, losses, settled):
    settled()

    told = parse_http_date(get(client, "claims/")["Last-Modified"])

    assert told == int(Counter.objects.get(name="change").at.timestamp())


def test_what_changes_with_the_day_has_no_date(client, losses, settled):
    settled()

    assert "Last-Modified" not in get(client, "sources/outlet/")


def test_record_that_cannot_be_settled_has_no_date(client, losses, monkeypatch):
    monkeypatch.setattr(settling, "settle_if_possible", lambda **how: None)

    answer = get(client, "claims/")

    assert answer.status_code == 200
    assert "Last-Modified" not in answer


def test_empty_record_is_a_list(client, db):
    assert get(client, "claims/").json()["results"] == []
