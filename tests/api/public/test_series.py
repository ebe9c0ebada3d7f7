"""Running counts over the API: the list, one series, its points."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import desk
from claims.changes.settling import settle
from claims.models import Series
from tests.counts import Count
from tests.factories import NOW, MeasureFactory, ScopeFactory, SourceFactory, SourceLinkFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
BEFORE = "2025-04-30"
AFTER = NOW + datetime.timedelta(days=2)


@world
def people(editor, reviewer):
    return editor, reviewer


@world
def count(people):
    """Five days with one fall, and one day missing."""
    count = Count(people=people)
    for day, value in enumerate(["100", "120", "90", "more than 130"]):
        count.publish(day, value)
    count.publish(5, "150")
    return count


def slugs(api, **params) -> list[str]:
    return [row["slug"] for row in api.get("series/", **params)["results"]]


def test_list_says_what_is_counted_and_by_whom(api, count):
    Series.objects.filter(pk=count.series.pk).update(starts_on=datetime.date(2022, 2, 24))

    assert api.get("series/") == {
        "next": None,
        "previous": None,
        "results": [
            {
                "slug": "general-staff",
                "name": "General Staff count",
                "measure": {"code": "personnel-losses", "name": "Personnel losses"},
                "subject": {"slug": "russian-forces", "name": "Russian forces"},
                "scope": None,
                "claimant": {"slug": "general-staff-source", "name": "General Staff count"},
                "is_cumulative": True,
                "starts_on": "2022-02-24",
                "derives_from": None,
                "derivation_note": None,
            }
        ],
    }


def test_series_says_what_the_rules_find(api, count):
    found = api.get("series/general-staff/")

    assert (found["points"], found["usual_days"]) == (5, 1)
    assert found["first"]["text"] == "100"
    assert found["latest"] == {
        "ref": count.series.claims.order_by("-as_of").first().ref,
        "as_of": {"date": "2024-08-06", "precision": "day"},
        "text": "150",
        "lower": "150",
        "upper": "150",
    }
    (fall,) = found["revisions"]
    assert fall["sentence"] == "Revised downward: 120 as of 2024-08-02, 90 as of 2024-08-03."
    assert (fall["before"]["text"], fall["after"]["text"]) == ("120", "90")
    assert found["gaps"] == [{"after": "2024-08-04", "before": "2024-08-06", "missing": 1}]
    assert (found["alike"], found["sum"]) == ([], None)


def test_points_are_the_stored_bytes_of_each_value(api, count):
    stored = count.series.publications.order_by("as_of").values_list("point", flat=True)

    response = api.client.get("/api/v1/series/general-staff/points/")

    assert response.content.decode() == (
        f'{{"series":"general-staff","points":[{",".join(stored)}]}}'
    )


def test_what_has_no_public_value_is_not_there(api, count, people):
    Count("drafts", "Drafts", people=people)

    assert slugs(api) == ["general-staff"]
    for path in ("series/drafts/", "series/drafts/points/", "series/none/", "series/none/points/"):
        assert api.get(path, 404)["code"] == "not_found"


def test_series_that_is_not_public_is_not_named_as_the_original(api, count, people):
    hidden = Count("hidden", "Hidden", people=people)
    Series.objects.filter(pk=count.series.pk).update(
        derives_from=hidden.series, derivation_note="It follows that one."
    )
    assert api.get("series/general-staff/")["derives_from"] is None

    hidden.publish(0, "5")

    assert api.get("series/general-staff/")["derives_from"] == "hidden"


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["general-staff", "killed", "kursk"]),
        ({"measure": "killed"}, ["killed"]),
        ({"measure": "personnel-losses"}, ["general-staff", "kursk"]),
        ({"scope": "kursk-operation"}, ["kursk"]),
        ({"subject": "russian-forces"}, ["general-staff", "killed", "kursk"]),
        ({"claimant": "killed-source"}, ["killed"]),
        ({"claimant": "ministry"}, ["killed"]),
        ({"as_of": "2024-08-01"}, ["general-staff"]),
        ({"as_of": "2024-07-31"}, []),
        ({"as_of": "2024-08-10", "measure": "killed"}, ["killed"]),
        ({"known_at": "2025-05-01T12:00:00Z"}, ["general-staff", "killed"]),
        ({"known_at": BEFORE}, []),
    ],
    ids=str,
)
def test_list_takes_filters_and_a_moment(api, count, people, params, expected):
    killed = MeasureFactory(code="killed", name="Killed", is_cumulative=True)
    other = Count("killed", "Killed", people=people, measure=killed)
    other.publish(9, "5")
    SourceLinkFactory(from_source=other.source, to_source=SourceFactory(slug="ministry"))
    Count("kursk", "Kursk", people=people, scope=ScopeFactory()).publish(9, "7", at=AFTER)

    assert slugs(api, **params) == expected
    stream = api.client.get("/api/v1/series/", {**params, "format": "csv"})
    rows = b"".join(stream.streaming_content).decode().splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == expected


@pytest.mark.parametrize(
    ("path", "params", "field"),
    [
        ("series/", {"measure": "nothing"}, "measure"),
        ("series/", {"claimant": "nobody"}, "claimant"),
        ("series/", {"scope": "No slug"}, "scope"),
        ("series/", {"as_of": "2024-8-6"}, "as_of"),
        ("series/", {"known_at": "2999-01-01"}, "known_at"),
        ("series/", {"as_of_after": "2024-08-06"}, "as_of_after"),
        ("series/", {"cursor": "x"}, "cursor"),
        ("series/", {"page_size": "501"}, "page_size"),
        ("series/", {"format": "xml"}, "format"),
        ("series/general-staff/", {"as_of": "9999999999-01-01"}, "as_of"),
        ("series/general-staff/", {"known_at": "yesterday"}, "known_at"),
        ("series/general-staff/", {"format": "csv"}, "format"),
        ("series/general-staff/points/", {"as_of": "2024-08-06"}, "as_of"),
        ("series/general-staff/points/", {"as_of_after": "x"}, "as_of_after"),
        ("series/general-staff/points/", {"as_of_before": "2024-02-30"}, "as_of_before"),
        ("series/general-staff/points/", {"known_at": "2999-01-01"}, "known_at"),
        ("series/general-staff/points/", {"page_size": "5"}, "page_size"),
        ("series/general-staff/points/", {"format": "ndjson", "cursor": "x"}, "cursor"),
        ("series/none/", {"as_of": "x"}, "as_of"),
    ],
    ids=str,
)
def test_what_is_not_understood_is_refused_by_name(api, count, path, params, field):
    problem = api.get(path, 400, **params)

    assert [error["field"] for error in problem["errors"]] == [field]


def test_repeated_and_empty_parameters_are_refused(api, count):
    for query, code in [("as_of=", "empty"), ("as_of=2024-08-06&as_of=2024-08-07", "repeated")]:
        response = api.client.get(f"/api/v1/series/general-staff/?{query}")

        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        (error,) = response.json()["errors"]
        assert (error["field"], error["code"]) == ("as_of", f"{code}_parameter")


@pytest.mark.parametrize(
    ("params", "days"),
    [
        ({"as_of_after": "2024-08-03"}, ["03", "04", "06"]),
        ({"as_of_before": "2024-08-02"}, ["01", "02"]),
        ({"as_of_after": "2024-08-02", "as_of_before": "2024-08-03"}, ["02", "03"]),
        ({"as_of_after": "2024-08-07"}, []),
    ],
    ids=str,
)
def test_points_are_cut_by_day(api, count, params, days):
    points = api.get("series/general-staff/points/", **params)["points"]

    assert [point["as_of"]["date"][-2:] for point in points] == days


def test_latest_value_on_a_day_and_at_a_moment(api, count):
    count.publish(6, "160", at=AFTER)
    path = "series/general-staff/"

    def latest(**clocks):
        return api.get(path, **clocks)["latest"]["text"]

    assert latest() == "160"
    assert latest(as_of="2024-08-03") == "90"
    assert latest(known_at="2025-05-01") == "150"
    assert latest(known_at="2025-05-01", as_of="2024-08-02") == "120"
    early = api.get(path, as_of="2024-07-31")
    assert (early["points"], early["first"], early["latest"]) == (0, None, None)
    api.get(path, 404, known_at=BEFORE)


def test_series_that_was_taken_back_whole_stays_at_the_moment_before(api, people, chief):
    count = Count(people=people)
    claim = count.publish(0, "100")
    desk.retract(claim, reason="our_error", public_note="Misread.", by=chief, at=AFTER)

    for path in ("series/general-staff/", "series/general-staff/points/"):
        api.get(path, 404)
        api.get(path, known_at="2025-05-02")
    assert slugs(api) == []
    assert slugs(api, known_at="2025-05-02") == ["general-staff"]


def test_pages_of_series_hold_each_once(api, people):
    for number in range(5):
        Count(f"count-{number}", people=people).publish(0, "5")

    first = api.get("series/", page_size=2)
    second = api.client.get(first["next"]).json()

    found = [row["slug"] for page in (first, second) for row in page["results"]]
    assert found == [f"count-{number}" for number in range(4)]


def test_unchanged_answer_costs_a_304_and_a_new_point_changes_it(api, count):
    for path in ("series/", "series/general-staff/", "series/general-staff/points/"):
        tag = api.client.get(f"/api/v1/{path}")["ETag"]
        again = api.client.get(f"/api/v1/{path}", headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")

    count.publish(7, "200")
    assert api.client.get(f"/api/v1/{path}", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_record_is_read_only(api, count, method):
    for path in ("series/", "series/general-staff/", "series/general-staff/points/"):
        assert getattr(api.client, method)(f"/api/v1/{path}").status_code == 405


def test_queries_grow_neither_with_points_nor_with_series(api, count, people):
    def costs():
        settle()
        found = []
        for path in ("series/", "series/general-staff/", "series/general-staff/points/"):
            with CaptureQueriesContext(connection) as queries:
                api.get(path)
            found.append(len(queries))
        return found

    Count("one", people=people, scope=ScopeFactory()).publish(0, "5")
    before = costs()
    for day in range(7, 12):
        count.publish(day, f"{200 + day}")
    Count("two", people=people, scope=ScopeFactory()).publish(0, "5")

    assert costs() == before == [2, 8, 3]
