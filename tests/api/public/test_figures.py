"""Figures over the API: the questions, and an answer with its grounds and alternatives."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.changes.settling import settle
from claims.figures import policies
from claims.models import Figure
from tests.api.test_schema import faults, schema  # noqa: F401
from tests.counts import START, WHY, Count
from tests.desk_steps import citation, published
from tests.factories import NOW, InterestFactory, MeasureFactory, ScopeFactory, SubjectFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
AFTER = NOW + datetime.timedelta(days=2)


@world
def people(editor, reviewer):
    return editor, reviewer


@world
def count(people):
    count = Count(people=people)
    InterestFactory(source=count.source)
    for day, value in enumerate(["about 580,000", "about 585,140"]):
        count.publish(day * 5, value)
    return count


@world
def figure(count):
    return count.figure()


@pytest.fixture
def other(people):
    """Another value for the day of the answer, by somebody else."""
    return published(
        author=people[0],
        reviewer=people[1],
        statement="Mediazona counted 165,000 dead.",
        value="165,000",
        as_of=START + datetime.timedelta(days=5),
        as_of_precision="day",
        citations=[citation("mediazona", end="own_reporting", quote="165,000")],
    )


def test_answer_comes_with_all_that_it_takes_to_weigh_it(api, figure, count, other):
    latest = count.series.claims.order_by("-as_of").first()

    assert api.get("figures/losses/") == {
        "slug": "losses",
        "question": "How many soldiers has Russia lost?",
        "measure": {"code": "personnel-losses", "name": "Personnel losses"},
        "subject": {"slug": "russian-forces", "name": "Russian forces"},
        "scope": None,
        "policy": {
            "policy": "latest_of_series",
            "series": "general-staff",
            "preferred": None,
            "note": WHY,
            "since": "2025-05-01T12:00:00.000000Z",
        },
        "as_of": None,
        "known_at": None,
        "display": "Russia has lost about 585,140 soldiers (as of 6 August 2024), according to "
        "General Staff count, a party to the conflict; not independently verified",
        "display_value": "approximately 585,140 people",
        "missing": None,
        "answer": {
            "comparator": "approx",
            "amount": "585140",
            "low": None,
            "high": None,
            "unit": {"code": "person", "name": "people"},
            "text": "approximately 585,140",
            "lower": "555883",
            "upper": "614397",
            "as_of": "2024-08-06",
            "earliest": "2024-08-06",
            "refs": [latest.ref],
        },
        "alternatives": [
            {
                "ref": other.ref,
                "display": "Mediazona counted 165,000 dead (as of 6 August 2024), "
                "according to Mediazona; not independently verified",
                "as_of": {"date": "2024-08-06", "precision": "day"},
                "reason": "other_series",
                "sentence": "It is not of the series that the policy follows.",
                "relation": "conflict",
            }
        ],
        "conflicts": [
            {
                "first": latest.ref,
                "second": other.ref,
                "rule": "values",
                "sentence": f"{latest.ref} (approximately 585,140) and {other.ref} (165,000): "
                "no number fits both.",
            }
        ],
    }


def test_answers_are_as_described(api, schema, figure, count, other, editor):  # noqa: F811
    path = "figures/{slug}/"
    assert faults(schema, api.get("figures/"), "figures/") == []
    assert faults(schema, api.get("figures/losses/"), path) == []
    assert faults(schema, api.get("figures/losses/", as_of="2020-01-01"), path) == []
    for policy in ("envelope", "median_of_independent"):
        policies.set_policy(figure, policy=policy, note=WHY, by=editor, at=NOW)
        assert faults(schema, api.get("figures/losses/", known_at="2025-05-02"), path) == []

    assert faults(schema, api.get("claims/"), "claims/") == []
    assert faults(schema, api.get("series/"), "series/") == []
    assert faults(schema, api.get("series/general-staff/"), "series/{slug}/") == []
    points = api.get("series/general-staff/points/")
    assert faults(schema, points, "series/{slug}/points/") == []


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({}, "approximately 585,140"),
        ({"as_of": "2024-08-06"}, "approximately 585,140"),
        ({"as_of": "2024-08-05"}, "approximately 580,000"),
        ({"as_of": "2024-08-06", "known_at": "2025-05-01T12:00:00Z"}, "approximately 585,140"),
        ({"known_at": "2025-05-02"}, "approximately 585,140"),
    ],
    ids=str,
)
def test_answer_is_for_a_day_and_a_moment(api, figure, count, params, text):
    count.publish(6, "600,000", at=AFTER)
    expected = "600,000" if params == {} else text

    found = api.get("figures/losses/", **params)

    assert found["answer"]["text"] == expected
    assert found["as_of"] == params.get("as_of")
    assert bool(found["known_at"]) == ("known_at" in params)


def test_no_answer_says_why_and_is_no_error(api, figure):
    found = api.get("figures/losses/", as_of="2024-07-31")

    assert (found["answer"], found["missing"]) == (None, "no_value")
    assert found["display"] == "No public value answers this."


def test_figure_is_there_from_its_first_policy(api, count):
    Figure.objects.create(
        slug="hidden", question="Hidden?", measure=count.series.measure, subject=SubjectFactory()
    )
    count.figure(at=AFTER)

    api.get("figures/hidden/", 404)
    api.get("figures/none/", 404)
    api.get("figures/losses/", 404, known_at="2025-05-02")
    assert [row["slug"] for row in api.get("figures/")["results"]] == ["losses"]
    assert api.get("figures/", known_at="2025-05-02")["results"] == []


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["killed", "kursk", "losses"]),
        ({"measure": "killed"}, ["killed"]),
        ({"scope": "kursk-operation"}, ["kursk"]),
        ({"subject": "russian-forces"}, ["killed", "kursk", "losses"]),
        ({"known_at": "2025-05-02"}, ["kursk", "losses"]),
        ({"known_at": "2025-04-30"}, []),
    ],
    ids=str,
)
def test_list_takes_filters_and_a_moment(api, figure, people, params, expected):
    """Also by what only a figure asks for, so far: a public question names it."""
    measure = MeasureFactory(code="killed", name="Killed")
    Count("killed", people=people, measure=measure).figure("killed", at=AFTER)
    Count("kursk", people=people, scope=ScopeFactory()).figure("kursk")

    assert [row["slug"] for row in api.get("figures/", **params)["results"]] == expected
    stream = api.client.get("/api/v1/figures/", {**params, "format": "ndjson"})
    lines = b"".join(stream.streaming_content).decode().splitlines()
    assert len(lines) == len(expected)


@pytest.mark.parametrize(
    ("path", "params", "field"),
    [
        ("figures/", {"measure": "nothing"}, "measure"),
        ("figures/", {"as_of": "2024-08-06"}, "as_of"),
        ("figures/", {"known_at": "2999-01-01"}, "known_at"),
        ("figures/", {"claimant": "general-staff-source"}, "claimant"),
        ("figures/", {"page_size": "0"}, "page_size"),
        ("figures/losses/", {"as_of": "6 August"}, "as_of"),
        ("figures/losses/", {"known_at": "2025-05-01T12:00:00"}, "known_at"),
        ("figures/losses/", {"format": "csv"}, "format"),
        ("figures/losses/", {"policy": "envelope"}, "policy"),
        ("figures/none/", {"known_at": "soon"}, "known_at"),
    ],
    ids=str,
)
def test_what_is_not_understood_is_refused_by_name(api, figure, path, params, field):
    problem = api.get(path, 400, **params)

    assert [error["field"] for error in problem["errors"]] == [field]


def test_unchanged_answer_costs_a_304_until_something_changes(api, figure, count):
    tag = api.client.get("/api/v1/figures/losses/")["ETag"]
    asked = {"headers": {"if-none-match": tag}}
    assert api.client.get("/api/v1/figures/losses/", **asked).status_code == 304

    count.publish(6, "600,000")

    assert api.client.get("/api/v1/figures/losses/", **asked).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_record_is_read_only_and_open(api, desk_of, figure, editor, method):
    for path in ("figures/", "figures/losses/"):
        assert getattr(api.client, method)(f"/api/v1/{path}").status_code == 405
    assert desk_of(editor).get("figures/losses/") == api.get("figures/losses/")


@pytest.mark.parametrize("policy", ["latest_of_series", "envelope", "median_of_independent"])
def test_queries_grow_neither_with_values_nor_with_decisions(
    api, figure, count, other, editor, people, policy
):
    if policy != "latest_of_series":
        policies.set_policy(figure, policy=policy, note=WHY, by=editor, at=NOW)

    def cost() -> int:
        settle()
        with CaptureQueriesContext(connection) as queries:
            api.get("figures/losses/")
        return len(queries)

    before = cost()
    for number in range(3):
        count.publish(6 + number, f"{600 + number},000")
        claim = published(
            author=people[0],
            reviewer=people[1],
            value=f"{170 + number},000",
            as_of=START,
            as_of_precision="day",
            citations=[citation(f"other-{number}", end="own_reporting", quote="170")],
        )
        policies.decide_member(figure, claim, decision="exclude", reason=WHY, by=editor, at=NOW)

    assert cost() <= before <= 20
