"""The change feed over HTTP: positions, resuming, filters, formats and refusals."""

import csv
import io
import json

import pytest

from claims import desk
from claims.changes import settling
from claims.figures import policies
from claims.models import Change, Counter, Figure
from sources.models import Source
from sources.relations.merging import merge_source
from sources.reliability import give_grade
from tests.api.public.test_corrections import DAY, correct
from tests.desk_steps import citation, draft, published
from tests.factories import NOW, SourceFactory, UserFactory
from tests.rows import LONG_ENOUGH, TODAY, question, row
from tests.worlds import world

BASE = "http://testserver/api/v1/"


@world
def told(losses, reviewer, chief):
    """One claim corrected; another published and retracted."""
    other = published(statement="Other.", citations=[citation("harbor", "pilot")])
    correct(losses, reviewer)
    desk.retract(other, reason="our_error", public_note="A doubt.", by=chief, at=NOW + 2 * DAY)
    return losses, other


def walk(api, **params) -> list[dict]:
    """All changes, page by page, as ``next`` leads."""
    found, page = [], api.get("changes/", **params)
    while True:
        found += page["results"]
        if not page["more"]:
            return found
        page = api.client.get(page["next"]).json()


def test_changes_are_answered_whole_oldest_first(api, told):
    losses, other = told

    page = api.get("changes/")

    assert {name: page[name] for name in ("last", "more", "next")} == {
        "last": 4,
        "more": False,
        "next": f"{BASE}changes/?since=4",
    }
    assert page["results"][0] == {
        "position": 1,
        "kind": "first",
        "at": "2025-05-01T12:00:00.000000Z",
        "resource": "claim",
        "key": losses.ref,
        "number": 1,
        "changed": None,
        "sources": ["outlet", "relay", "spokesperson"],
        "series": [],
        "figures": [],
        "note": None,
        "other": None,
        "url": f"{BASE}claims/{losses.ref}/publications/1/",
    }
    assert [(c["position"], c["kind"], c["key"]) for c in page["results"]] == [
        (1, "first", losses.ref),
        (2, "first", other.ref),
        (3, "correction", losses.ref),
        (4, "retraction", other.ref),
    ]


def test_correction_says_which_members_differ(api, told):
    _first, _other, correction, retraction = walk(api)

    assert correction["changed"] == ["assessment", "attribution", "display", "statement"]
    assert correction["note"] == "We misread a digit."
    assert retraction["sources"] == ["harbor", "pilot"]
    assert {"statement", "value", "retraction_reason"} <= set(retraction["changed"])


@pytest.mark.parametrize("size", [1, 2, 3, 500])
def test_reader_who_follows_next_sees_each_change_once(api, told, size):
    assert [change["position"] for change in walk(api, page_size=size)] == [1, 2, 3, 4]


def test_next_of_the_last_page_finds_what_comes_later(api, losses):
    page = api.get("changes/")
    later = published(statement="Later.", citations=[citation("harbor", "pilot")])

    again = api.client.get(page["next"]).json()

    assert [change["key"] for change in again["results"]] == [later.ref]


def test_url_of_each_change_can_be_fetched(api, told):
    for change in walk(api):
        assert api.client.get(change["url"]).status_code == 200


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"kind": "first"}, [1, 2]),
        ({"kind": "correction,retraction"}, [3, 4]),
        ({"ref": "CLM-000001"}, [1, 3]),
        ({"source": "ministry"}, [1, 3]),
        ({"source": "pilot"}, [2, 4]),
        ({"source": "pilot", "since": 2}, [4]),
        ({"source": "pilot", "kind": "correction"}, []),
    ],
    ids=str,
)
def test_filter_of_changes_finds(api, told, given, found):
    assert [change["position"] for change in walk(api, **given)] == found
    lines = api.client.get("/api/v1/changes/", {**given, "format": "ndjson"}).getvalue()
    assert [json.loads(line)["position"] for line in lines.splitlines()] == found


def test_filtered_page_looks_at_no_more_than_it_may(api, told, monkeypatch):
    monkeypatch.setattr("claims.api.public.changes.LOOKED_AT", 2)

    page = api.get("changes/", kind="retraction")

    assert (page["results"], page["last"], page["more"]) == ([], 2, True)
    assert [change["position"] for change in walk(api, kind="retraction")] == [4]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("since", "-1", "bad_position"),
        ("since", "now", "bad_position"),
        ("since", "1" * 19, "bad_position"),
        ("since", "5", "not_given_out"),
        ("kind", "rumour", "unknown_value"),
        ("ref", "CLM-1", "bad_ref"),
        ("ref", "CLM-999999", "unknown_ref"),
        ("source", "nobody", "unknown_source"),
        ("page_size", "501", "page_size"),
        ("cursor", "abc", "unknown_parameter"),
        ("known_at", "2025-01-01", "unknown_parameter"),
    ],
)
def test_parameter_of_changes_is_refused_by_name(api, told, name, value, code):
    problem = api.get("changes/", status=400, **{name: value})

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [(name, code)]


def test_draft_is_no_change_and_its_ref_is_unknown(api, db):
    claim = draft()

    assert walk(api) == []
    api.get("changes/", status=400, ref=claim.ref)


def test_unchanged_feed_costs_a_304_and_a_new_change_does_not(api, told):
    answer = api.client.get("/api/v1/changes/")
    headers = {"If-None-Match": answer["ETag"]}

    assert api.client.get("/api/v1/changes/", headers=headers).status_code == 304
    published(statement="Later.", citations=[citation("harbor", "pilot")])
    assert api.client.get("/api/v1/changes/", headers=headers).status_code == 200


def test_streams_hold_the_documents_of_the_pages(api, told):
    lines = api.client.get("/api/v1/changes/", {"format": "ndjson"}).getvalue().decode()
    table = api.client.get("/api/v1/changes/", {"format": "csv"}).getvalue().decode()

    assert [json.loads(line) for line in lines.splitlines()] == walk(api)
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["position"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["sources"] == "outlet relay spokesperson"


def test_flag_merge_and_figure_are_told_of(api, losses, reviewer, editor):
    figure = Figure.objects.create(slug="losses", question="How many?", **question())
    policies.set_policy(figure, policy="envelope", note=LONG_ENOUGH, by=editor, at=NOW)
    other = published(statement="Other.", citations=[citation("harbor", "pilot")])
    policies.decide_member(figure, other, decision="exclude", reason=LONG_ENOUGH, by=editor, at=NOW)
    policies.decide_member(
        figure, draft(), decision="exclude", reason=LONG_ENOUGH, by=editor, at=NOW
    )
    desk.propose_merge(other, losses, by=editor, at=NOW, note="They are one.")
    desk.merge(other, losses, by=reviewer, at=NOW, note="Indeed.")

    policy, first, member, merge = walk(api, since=1)

    assert (policy["kind"], policy["resource"], policy["key"]) == ("policy", "figure", "losses")
    assert policy["url"] == f"{BASE}figures/losses/"
    assert (first["kind"], first["figures"]) == ("first", ["losses"])
    assert (member["kind"], member["other"], member["note"]) == ("member", other.ref, LONG_ENOUGH)
    assert (merge["kind"], merge["key"], merge["other"]) == ("merge", other.ref, losses.ref)
    assert merge["changed"] == ["standing"]


def test_flag_is_told_of_with_its_cause(api, reviewer):
    claim = published(source_status="secondhand")
    desk.check_source(
        claim.citations.get(),
        status="denied_by_origin",
        method="asked_origin",
        note="They say that they never said it.",
        by=reviewer,
        at=NOW,
    )

    claim.refresh_from_db()
    assert claim.needs_reassessment
    (_first, flag) = walk(api)
    assert (flag["kind"], flag["note"]) == ("flag", claim.reassessment_cause)
    assert flag["url"] == f"{BASE}claims/{claim.ref}/"


def test_confirmed_link_between_public_claims_is_told_of(api, losses, reviewer, editor):
    other = published(statement="Other.", citations=[citation("harbor", "pilot")])
    hidden = desk.link(losses, draft(), kind="contradicts", by=editor, at=NOW)
    shown = desk.link(losses, other, kind="consistent_with", by=editor, at=NOW)
    for link in (hidden, shown):
        desk.confirm_link(link, by=reviewer, at=NOW, note="Both count the same.")

    (link,) = walk(api, kind="link")

    assert (link["key"], link["other"]) == (losses.ref, other.ref)
    assert link["note"].endswith(": confirmed")


def test_public_source_that_is_graded_or_merged_is_told_of(api, losses, chief):
    relay, hidden = Source.objects.get(slug="relay"), SourceFactory(slug="hidden")
    for source in (relay, hidden):
        give_grade(
            source, grade="B", rationale=LONG_ENOUGH, valid_from=TODAY, by=UserFactory(), at=NOW
        )
    target = Source.objects.get(slug="outlet")
    merge_source(relay, target, rationale=LONG_ENOUGH, by=chief, at=NOW)

    graded, merged = walk(api, since=1)

    assert (graded["kind"], graded["key"], graded["changed"]) == ("entry", "relay", ["grades"])
    assert (merged["key"], merged["changed"], merged["other"]) == (
        "relay",
        ["merged_into"],
        "outlet",
    )
    assert "hidden" not in str(walk(api))
    assert [c["position"] for c in walk(api, source="relay")] == [1, 2, 3]


def test_page_holds_the_work_of_one_page(api, losses, django_assert_max_num_queries):
    Change.objects.bulk_create(row(Change) for _ in range(1200))
    settling.settle()

    with django_assert_max_num_queries(3):
        page = api.get("changes/", page_size=500)

    assert (page["last"], page["more"]) == (500, True)


def test_feed_answers_without_the_newest_where_it_cannot_be_settled(api, told, monkeypatch):
    api.get("changes/", page_size=1)
    published(statement="Later.", citations=[citation("harbor", "pilot")])

    def locked(*args, **kwargs):
        raise settling.OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(settling, "settle", locked)
        assert [change["position"] for change in walk(api)] == [1, 2, 3, 4]
    assert [change["position"] for change in walk(api)] == [1, 2, 3, 4, 5]
    assert Counter.objects.get(name=settling.COUNTER).last == 5
