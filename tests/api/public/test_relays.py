"""Who hands on whom, and the filters of the registers of sources and documents."""

import csv
import datetime
import io

import pytest

from claims import desk
from claims.source_reports import relays
from sources.models import Alias
from tests.desk_steps import citation, draft, published
from tests.factories import NOW, DocumentFactory, SourceFactory, SourceLinkFactory, UserFactory
from tests.worlds import world

HOUR = datetime.timedelta(hours=1)


def dated(publisher: str, day: int | None = None, **columns) -> DocumentFactory:
    at = day and NOW.replace(month=4, day=day)
    precision = "day" if day else "unknown"
    return DocumentFactory(
        publisher=SourceFactory(slug=publisher),
        published_at=at,
        published_precision=precision,
        **columns,
    )


@world
def handed_on(db):
    """Sky hands on the speaker of the Pentagon and Reuters; others hand on Sky."""
    agency = SourceFactory(slug="reuters", name="Reuters", kind="news_agency", country="GB")
    Alias.objects.create(source=agency, name="Thomson Reuters, PLC")
    SourceFactory(slug="sky", name="Sky News", kind="broadcaster", country="GB")
    SourceLinkFactory(
        from_source=SourceFactory(slug="speaker", name="A speaker", kind="person"),
        to_source=SourceFactory(slug="pentagon", name="The Pentagon", country="US"),
    )
    sky = {
        "title": "Sky tells of 62,000 losses",
        "kind": "broadcast",
        "url": "https://sky.example/a",
        "canonical_url": "https://sky.example/a",
    }
    first = dated("sky", 3, **sky)
    cited = [
        citation("sky", "speaker", document=first, quote="one"),
        citation("sky", "speaker", document=first, quote="two"),
        citation(
            "pravda", "sky", "speaker", document=dated("pravda", 9, title="Правда про втрати")
        ),
    ]
    return {
        "speaker": published(citations=cited),
        "reuters": published(citations=[citation("sky", "reuters", document=dated("sky"))]),
        "own": published(
            citations=[citation("sky", end="own_reporting", document=dated("sky", 5))]
        ),
        "draft": draft(citations=[citation("secret", "sky")]),
    }


def told(api, slug: str, **params) -> list[tuple]:
    names = "direction claims citations first_on last_on is_lower_bound".split()
    rows = api.get(f"sources/{slug}/relays/", **params)["results"]
    return [(row["source"]["slug"], *(row[name] for name in names)) for row in rows]


def test_source_tells_whom_it_relays_and_who_relays_it(api, handed_on):
    assert told(api, "sky") == [
        ("speaker", "relays", 1, 3, "2025-04-03", "2025-04-09", False),
        ("reuters", "relays", 1, 1, None, None, False),
        ("pravda", "relayed_by", 1, 1, "2025-04-09", "2025-04-09", False),
    ]
    assert (
        told(api, "speaker")
        == told(api, "pentagon")
        == [("sky", "relayed_by", 1, 3, "2025-04-03", "2025-04-09", False)]
    )
    assert [row[0] for row in told(api, "sky", direction="relayed_by")] == ["pravda"]


def test_relays_agree_with_the_filter_of_paths(api, handed_on):
    for slug in ("sky", "reuters", "pravda", "speaker"):
        for other, direction, claims, *_more in told(api, slug):
            path = [slug, other] if direction == "relays" else [other, slug]
            assert len(api.refs(path=">".join(path))) == claims


def test_relays_are_paged_and_streamed(api, handed_on):
    first = api.get("sources/sky/relays/", page_size=2)
    rest = api.client.get(first["next"]).json()
    back = api.client.get(rest["previous"]).json()
    text = b"".join(api.client.get("/api/v1/sources/sky/relays/", {"format": "csv"})).decode()

    assert [row["source"]["slug"] for row in rest["results"]] == ["pravda"]
    assert (rest["next"], back["results"]) == (None, first["results"])
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["source"] for row in rows] == ["speaker", "reuters", "pravda"]
    assert rows[0] | {"source_name": "A speaker", "claims": "1", "last_on": "2025-04-09"} == rows[0]


def test_relays_at_a_moment_are_those_in_force_then(api, handed_on):
    chief = UserFactory(roles=["chief editor"])
    desk.retract(
        handed_on["reuters"],
        reason="our_error",
        public_note="A slip.",
        by=chief,
        at=NOW + HOUR,
    )
    before, after = (f"{NOW + n * HOUR:%Y-%m-%dT%H:%M:%SZ}" for n in (0, 1))

    assert "reuters" not in [row[0] for row in told(api, "sky")]
    assert "reuters" in [row[0] for row in told(api, "sky", known_at=before)]
    assert told(api, "sky", known_at=after) == told(api, "sky")
    assert told(api, "sky", known_at="2025-04-01") == []


def test_merged_sources_are_one(api, handed_on):
    reuters, agency = SourceFactory(slug="reuters"), SourceFactory(slug="agency")
    published(citations=[citation("sky", "agency")])
    reuters.merged_into = agency
    reuters.save()

    assert ("agency", "relays", 2, 2, None, None, False) in told(api, "sky")
    assert [row[:3] for row in told(api, "agency")] == [("sky", "relayed_by", 2)]
    moved = api.client.get("/api/v1/sources/reuters/relays/?direction=relays")
    assert (moved.status_code, moved["Location"]) == (
        301,
        "/api/v1/sources/agency/relays/?direction=relays",
    )


def test_of_many_claims_the_newest_are_counted(api, handed_on, monkeypatch):
    monkeypatch.setattr(relays, "MOST_READ", 2)

    assert {row[-1] for row in told(api, "sky", direction="relays")} == {True}
    assert {row[-1] for row in told(api, "sky", direction="relayed_by")} == {True}
    assert {row[-1] for row in told(api, "pravda")} == {False}


@pytest.mark.parametrize(
    ("path", "params", "field", "code"),
    [
        ("sources/sky/relays/", {"direction": "up"}, "direction", "unknown_value"),
        ("sources/sky/relays/", {"known_at": "2999-01-01"}, "known_at", "in_the_future"),
        ("sources/sky/relays/", {"kind": "person"}, "kind", "unknown_parameter"),
        ("sources/", {"kind": "oracle"}, "kind", "unknown_value"),
        ("sources/", {"country": "Ukraine"}, "country", "bad_country"),
        ("sources/", {"q": "–"}, "q", "nothing_to_find"),
        ("sources/", {"q": "x" * 201}, "q", "max_length"),
        ("documents/", {"publisher": "nobody"}, "publisher", "unknown_publisher"),
        ("documents/", {"kind": "book"}, "kind", "unknown_value"),
        ("documents/", {"published_after": "May"}, "published_after", "bad_day"),
        ("documents/", {"q": "…"}, "q", "nothing_to_find"),
    ],
)
def test_wrong_parameter_is_refused_by_name(api, handed_on, path, params, field, code):
    problem = api.get(path, 400, **params)

    assert [(one["field"], one["code"]) for one in problem["errors"]] == [(field, code)]


def test_source_that_only_a_draft_names_relays_nothing(api, handed_on):
    api.get("sources/secret/relays/", 404)


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, "pentagon pravda reuters sky speaker"),
        ({"q": "reut"}, "reuters"),
        ({"q": "THOMSON plc"}, "reuters"),
        ({"q": "sky-news"}, "sky"),
        ({"q": "sky"}, "sky"),
        ({"q": "sky reuters"}, ""),
        ({"q": "secret"}, ""),
        ({"q": "100% _'\""}, ""),
        ({"kind": "broadcaster,person"}, "sky speaker"),
        ({"country": "US,GB"}, "pentagon reuters sky"),
        ({"country": "GB", "kind": "news_agency", "q": "r"}, "reuters"),
    ],
    ids=str,
)
def test_sources_are_found(api, handed_on, params, found):
    rows = api.get("sources/", **params)["results"]

    assert " ".join(row["slug"] for row in rows) == found


@pytest.mark.parametrize(
    ("params", "days"),
    [
        ({}, "2025-04-05 – 2025-04-09 2025-04-03"),
        ({"q": "losses tells"}, "2025-04-03"),
        ({"q": "втрат"}, "2025-04-09"),
        ({"q": "https://sky.example/"}, "2025-04-03"),
        ({"q": "https://SKY.example/a?utm_source=x#top"}, "2025-04-03"),
        ({"q": "https://sky.example/b"}, ""),
        ({"q": "https://"}, "2025-04-05 – 2025-04-09 2025-04-03"),
        ({"kind": "broadcast"}, "2025-04-03"),
        ({"publisher": "pravda"}, "2025-04-09"),
        ({"publisher": "sky,pravda"}, "2025-04-05 – 2025-04-09 2025-04-03"),
        ({"publisher": "pentagon"}, ""),
        ({"published_after": "2025-04-05"}, "2025-04-05 2025-04-09"),
        ({"published_before": "2025-04-05"}, "2025-04-05 2025-04-03"),
        ({"published_after": "2025-04-04", "published_before": "2025-04-06"}, "2025-04-05"),
    ],
    ids=str,
)
def test_documents_are_found(api, handed_on, params, days):
    rows = api.get("documents/", **params)["results"]

    found = [(row["published_at"] or {"date": "–"})["date"][:10] for row in rows]
    assert " ".join(found) == days
