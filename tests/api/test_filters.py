"""Every filter alone, in pairs, and with what it must refuse."""

import datetime
from itertools import combinations

import pytest

from claims.api.filters import ClaimFilters
from tests.desk_steps import citation, draft, published
from tests.factories import (
    NOW,
    DocumentFactory,
    MeasureFactory,
    ScopeFactory,
    SourceFactory,
    SourceLinkFactory,
    SubjectFactory,
    TopicFactory,
    UnitFactory,
)

SAMPLES = {
    "source": {"source": "ministry"},
    "origin": {"origin": "ministry"},
    "outlet": {"outlet": "outlet"},
    "via": {"via": "relay"},
    "claimant": {"claimant": "spokesperson"},
    "source_status": {"source_status": "secondhand,original_seen"},
    "attribution": {"attribution": "secondhand"},
    "verification": {"verification": "attributed,corroborated"},
    "credibility": {"credibility": "6"},
    "kind": {"kind": "quantity,event"},
    "topic": {"topic": "war"},
    "measure": {"measure": "personnel-losses"},
    "subject": {"subject": "russian-forces"},
    "scope": {"scope": "kursk-operation"},
    "as_of_after": {"as_of_after": "2025-04-01"},
    "as_of_before": {"as_of_before": "2025-05-31"},
    "value_min": {"value_min": "60000"},
    "value_max": {"value_max": "100000.5"},
    "value_match": {"value_match": "within", "value_min": "62000"},
    "q": {"q": "soldiers -shells"},
}
APRIL = {"as_of": datetime.date(2025, 4, 30), "as_of_precision": "day"}


@pytest.fixture
def three(losses):
    """The losses; an event told by others, below another topic; shells with a scope and a day."""
    below = TopicFactory(slug="front", name="Front", parent=TopicFactory(slug="war", name="War"))
    event = published(
        statement="The bridge fell.",
        kind="event",
        value=None,
        measure=None,
        topic=below,
        subject=SubjectFactory(slug="bridge", name="Bridge"),
        citations=[citation("relay", "witness", quote="it fell")],
        source_status="original_seen",
        assessment={"verification_status": "disputed", "credibility": 4},
    )
    shells = published(
        statement="At least 4 million shells.",
        value="at least 4 million",
        measure=MeasureFactory(
            code="shells",
            name="Shells",
            dimension="items",
            default_unit=UnitFactory(code="item", name="item", plural="items", dimension="items"),
        ),
        scope=ScopeFactory(),
        citations=[citation("outlet", "agency", quote="four million shells")],
        **APRIL,
    )
    return {"losses": losses, "event": event, "shells": shells}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"source": "relay"}, "event losses"),
        ({"source": "ministry"}, "losses"),
        ({"origin": "spokesperson"}, "losses"),
        ({"origin": "relay"}, ""),
        ({"outlet": "outlet"}, "shells losses"),
        ({"via": "relay"}, "losses"),
        ({"claimant": "agency"}, "shells"),
        ({"source_status": "original_seen"}, "event"),
        ({"source_status": "original_seen,secondhand"}, "shells event losses"),
        ({"attribution": "secondhand"}, "shells losses"),
        ({"verification": "disputed"}, "event"),
        ({"credibility": "4,5"}, "event"),
        ({"kind": "quantity"}, "shells losses"),
        ({"topic": "war"}, "event"),
        ({"topic": "front"}, "event"),
        ({"measure": "shells"}, "shells"),
        ({"subject": "bridge"}, "event"),
        ({"scope": "kursk-operation"}, "shells"),
        ({"as_of_after": "2025-04-30"}, "shells"),
        ({"as_of_after": "2025-05-01"}, ""),
        ({"as_of_before": "2025-04-30"}, "shells"),
        ({"as_of_before": "2025-04-29"}, ""),
        ({"value_min": "62000"}, "shells losses"),
        ({"value_max": "62000"}, ""),
        ({"value_max": "62000.5"}, "losses"),
        ({"value_max": "4000000"}, "shells losses"),
        ({"value_min": "62000", "value_match": "within"}, "shells losses"),
        ({"value_min": "62000.1", "value_match": "within"}, "shells"),
        ({"value_max": "9000000", "value_match": "within"}, ""),
        ({"q": "SOLDIERS"}, "losses"),
        ({"q": "bridge or shells"}, "shells event"),
        ({"q": '"million shells"'}, "shells"),
        ({"q": '"shells million"'}, ""),
        ({"q": "fell -bridge"}, ""),
        ({"outlet": "outlet", "kind": "event"}, ""),
        ({"outlet": "outlet", "measure": "shells"}, "shells"),
    ],
    ids=str,
)
def test_filter_finds(api, three, given, found):
    names = {claim.ref: name for name, claim in three.items()}

    assert " ".join(names[ref] for ref in api.refs(**given)) == found


def test_bounds_meet_where_both_hold_them(api):
    claim = published(value="between 100 and 200")

    assert api.refs(value_min="200") == api.refs(value_max="100") == [claim.ref]
    assert api.refs(value_min="200.1") == api.refs(value_max="99") == []
    assert api.refs(value_min="100", value_max="200", value_match="within") == [claim.ref]
    assert api.refs(value_min="100.5", value_max="200", value_match="within") == []


def test_value_is_asked_for_in_base_units(api):
    unit = UnitFactory(
        code="billion-usd",
        name="billion US dollars",
        plural="billion US dollars",
        symbol="US$bn",
        dimension="currency",
        currency="USD",
        factor_to_base=10**9,
    )
    measure = MeasureFactory(code="revenue", dimension="currency", default_unit=unit)
    claim = published(measure=measure, value="more than 20")

    assert api.refs(value_min="20000000001", value_max="20000000001") == [claim.ref]
    assert api.refs(value_max="20") == []


def test_every_filter_has_a_sample():
    assert set(SAMPLES) == set(ClaimFilters.base_filters)


def test_pairs_find_what_both_find(api, three):
    alone = {name: set(api.refs(**given)) for name, given in SAMPLES.items()}
    for one, other in combinations(SAMPLES, 2):
        given = SAMPLES[one] | SAMPLES[other]
        # Two ends of a value share how they match; every other filter stands by itself.
        if len({"value_min", "value_max", "value_match"} & set(given)) > 1:
            assert set(api.refs(**given)) <= set(api.refs()), given
            continue

        assert set(api.refs(**given)) == alone[one] & alone[other], given


@pytest.mark.parametrize("name", ["source", "origin", "claimant"])
def test_body_stands_for_its_spokesperson(api, losses, name):
    assert api.refs(**{name: "ministry"}) == [losses.ref]
    assert api.refs("sources/ministry/claims/") == [losses.ref]


@pytest.mark.parametrize(
    ("day", "counts"), [(datetime.date(2025, 4, 27), True), (datetime.date(2025, 4, 29), False)]
)
def test_link_counts_on_the_day_of_the_document_only(api, day, counts):
    agent = SourceFactory(slug="agent")
    SourceLinkFactory(
        from_source=agent,
        to_source=SourceFactory(slug="bureau"),
        valid_until=datetime.date(2025, 4, 28),
    )
    document = DocumentFactory(
        publisher=SourceFactory(slug="outlet"),
        published_at=NOW.replace(month=day.month, day=day.day),
        published_precision="day",
    )
    claim = published(citations=[citation("outlet", "agent", document=document)])

    assert api.refs(origin="bureau") == ([claim.ref] if counts else [])
    assert api.refs(origin="agent") == [claim.ref]


def test_merged_source_is_found_under_either_name(api, losses):
    SourceFactory(slug="old-name", merged_into=SourceFactory(slug="relay"))
    SourceFactory(slug="very-old-name", merged_into=SourceFactory(slug="old-name"))

    assert api.refs(via="very-old-name") == api.refs(via="relay") == [losses.ref]


REFUSED = [
    ("colour", "red", "unknown_parameter"),
    ("page", "2", "unknown_parameter"),
    ("format", "xml", "unknown_parameter"),
    ("source", "", "empty_parameter"),
    ("source", "no-such-source", "unknown_source"),
    ("via", "Sky News", "bad_slug"),
    ("origin", "a\x00b", "bad_slug"),
    ("kind", "rumour", "unknown_value"),
    ("kind", "event,", "unknown_value"),
    ("credibility", "7", "unknown_value"),
    ("verification", "attributed,true", "unknown_value"),
    ("topic", "no-such-topic", "unknown_topic"),
    ("measure", "no-such-measure", "unknown_measure"),
    ("subject", "no-such-subject", "unknown_subject"),
    ("scope", "no-such-scope", "unknown_scope"),
    ("as_of_after", "28/04/2025", "bad_day"),
    ("as_of_after", "2025-02-30", "bad_day"),
    ("as_of_before", "20250428", "bad_day"),
    ("value_min", "NaN", "bad_number"),
    ("value_min", "1e400", "bad_number"),
    ("value_max", "more than 5", "bad_number"),
    ("value_max", "1" * 19, "bad_number"),
    ("value_match", "within", "needs_value"),
    ("q", "-", "nothing_to_find"),
    ("q", "-only -without", "nothing_to_find"),
    ("q", "word or -other", "nothing_to_find"),
    ("q", "nul\x00", "null_characters_not_allowed"),
    ("q", "x" * 201, "max_length"),
    ("page_size", "0", "page_size"),
    ("page_size", "501", "page_size"),
    ("page_size", "-1", "page_size"),
    ("page_size", "ten", "page_size"),
    ("cursor", "!", "cursor"),
    ("cursor", "cD1hYmM=", "cursor"),
    ("cursor", "bz0xJnA9MQ==", "cursor"),
    ("cursor", "cD0xJTAw", "cursor"),
]


@pytest.mark.parametrize(("name", "value", "code"), REFUSED, ids=lambda given: str(given)[:24])
def test_parameter_is_refused_by_name(api, losses, name, value, code):
    problem = api.get("claims/", status=400, **{name: value})

    assert (problem["code"], problem["status"]) == ("invalid", 400)
    assert [(e["field"], e["code"]) for e in problem["errors"]] == [(name, code)]


def test_refusal_says_what_is_allowed(api, losses):
    unknown = api.get("claims/", status=400, colour="red")["errors"][0]["message"]
    value = api.get("claims/", status=400, kind="rumour")["errors"][0]["message"]

    assert "as_of_after, as_of_before, attribution, claimant" in unknown
    assert value == (
        "“rumour” is not one of: "
        "quantity, speech_act, event, state_of_affairs, comparison, prediction."
    )


def test_repeated_parameter_is_refused(client, losses):
    problem = client.get("/api/v1/claims/?kind=event&kind=quantity").json()

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [("kind", "repeated_parameter")]


def test_value_upside_down_is_refused(api, losses):
    problem = api.get("claims/", status=400, value_min="5", value_max="4")

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [("value_max", "upside_down")]


@pytest.mark.parametrize("path", ["sources/", "documents/", "sources/relay/", "claims/{ref}/"])
def test_every_address_is_as_strict(api, losses, path):
    problem = api.get(path.format(ref=losses.ref), status=400, kind="event")

    assert [e["code"] for e in problem["errors"]] == ["unknown_parameter"]


def test_what_stands_in_a_draft_only_cannot_be_asked_for(api, losses):
    draft(
        citations=[citation("secret-outlet", "secret-origin")],
        topic=TopicFactory(slug="secret-topic"),
        subject=SubjectFactory(slug="secret-subject"),
        measure=MeasureFactory(code="secret-measure"),
        scope=ScopeFactory(slug="secret-scope"),
    )
    for name in ("source", "topic", "subject", "measure", "scope"):
        secret = f"secret-{'outlet' if name == 'source' else name}"
        hidden = api.get("claims/", status=400, **{name: secret})
        unknown = api.get("claims/", status=400, **{name: "nothing"})

        assert str(hidden).replace(secret, "nothing") == str(unknown)
    api.get("sources/secret-outlet/", status=404)
