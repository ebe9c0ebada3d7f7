"""Wrong values of filters are refused with the name of the filter."""

import pytest

from tests.desk_steps import citation, draft
from tests.factories import MeasureFactory, ScopeFactory, SubjectFactory, TopicFactory

REFUSED = [
    ("colour", "red", "unknown_parameter"),
    ("page", "2", "unknown_parameter"),
    ("format", "xml", "unknown_value"),
    ("source", "", "empty_parameter"),
    ("source", "no-such-source", "unknown_source"),
    ("via", "Sky News", "bad_slug"),
    ("origin", "a\x00b", "bad_slug"),
    ("source", "relay,no-such-source", "unknown_source"),
    ("source", "relay,", "bad_slug"),
    ("source", ",", "bad_slug"),
    ("outlet", ",".join(["relay"] * 101), "too_many"),
    ("not_source", "no-such-source", "unknown_not_source"),
    ("not_via", "-relay", "unknown_not_via"),
    ("path", ">", "bad_slug"),
    ("path", "relay>", "bad_slug"),
    ("path", "outlet>>relay", "bad_slug"),
    ("path", "outlet,relay>spokesperson", "bad_slug"),
    ("path", "outlet>no-such-source", "unknown_path"),
    ("path", ">".join(["relay"] * 9), "too_many"),
    ("stance", "hostile", "unknown_value"),
    ("drift", "continental", "unknown_value"),
    ("read", "yes", "unknown_value"),
    ("basis", "gossip", "unknown_value"),
    ("speech_act", "sang", "unknown_value"),
    ("document", "0", "bad_id"),
    ("document", "9999999", "unknown_document"),
    ("document", "1" * 30, "bad_id"),
    ("series", "no-such-series", "unknown_series"),
    ("topic", "russia-ukraine-war,no-such-topic", "unknown_topic"),
    ("kind", "rumour", "unknown_value"),
    ("band", "certain", "unknown_value"),
    ("designation", "whispered", "unknown_value"),
    ("source_kind", "oracle", "unknown_value"),
    ("source_country", "ua", "bad_country"),
    ("source_country", "UA,", "bad_country"),
    ("source_country", "Ukraine", "bad_country"),
    ("reliability_min", "G", "unknown_value"),
    ("reliability_min", "b", "unknown_value"),
    ("reliability_min", "A,B", "unknown_value"),
    ("interested", "yes", "unknown_value"),
    ("interested", "true,false", "unknown_value"),
    ("needs_reassessment", "1", "unknown_value"),
    ("min_independent", "-1", "bad_count"),
    ("min_independent", "1.5", "bad_count"),
    ("min_independent", "two", "bad_count"),
    ("min_independent", "1" * 10, "bad_count"),
    ("min_disinterested", "\u0662", "bad_count"),
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
    ("updated_since", "soon", "bad_moment"),
    ("updated_since", "2025-05-01T12:00:00", "bad_moment"),
    ("current", "yes", "unknown_value"),
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

    assert "as_of_after, as_of_before, attribution, band, basis, claimant" in unknown
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


@pytest.mark.parametrize(
    "path",
    ["sources/", "documents/", "sources/relay/", "claims/{ref}/", "claims/{ref}/independence/"],
)
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
