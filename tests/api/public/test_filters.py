"""Every filter alone; pairs are in test_filter_pairs, refusals in test_filters_refused."""

import datetime

import pytest

from claims.api.public.filters import ClaimFilters
from tests.desk_steps import citation, published
from tests.factories import (
    NOW,
    DocumentFactory,
    MeasureFactory,
    SourceFactory,
    SourceLinkFactory,
    UnitFactory,
)

SAMPLES = {
    "source": {"source": "ministry"},
    "origin": {"origin": "ministry"},
    "outlet": {"outlet": "outlet"},
    "via": {"via": "relay"},
    "claimant": {"claimant": "spokesperson"},
    "source_status": {"source_status": "secondhand,original_seen"},
    "path": {"path": "outlet>ministry"},
    "verdict": {"verdict": "reported,said"},
    "stance": {"stance": "asserts,repeats"},
    "drift": {"drift": "none,value"},
    "read": {"read": "true"},
    "document": {"document": "1,2"},
    "not_source": {"not_source": "relay,agency"},
    "not_origin": {"not_origin": "ministry"},
    "not_outlet": {"not_outlet": "outlet"},
    "not_via": {"not_via": "relay"},
    "not_claimant": {"not_claimant": "agency"},
    "speech_act": {"speech_act": "said,confirmed"},
    "basis": {"basis": "unspecified"},
    "series": {"series": "general-staff"},
    "designation": {"designation": "on_record_role,anonymous"},
    "source_kind": {"source_kind": "person"},
    "source_country": {"source_country": "UA,RU"},
    "reliability_min": {"reliability_min": "B"},
    "interested": {"interested": "true"},
    "attribution": {"attribution": "secondhand"},
    "verification": {"verification": "attributed,corroborated"},
    "band": {"band": "low,moderate"},
    "min_independent": {"min_independent": "1"},
    "min_disinterested": {"min_disinterested": "1"},
    "needs_reassessment": {"needs_reassessment": "false"},
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
    "updated_since": {"updated_since": "2025-05-01T12:00:00Z"},
    "current": {"current": "true"},
    "as_of": {"as_of": "2025-04-30"},
    "known_at": {"known_at": "2025-05-01T12:00:00Z"},
    "q": {"q": "soldiers -shells"},
}


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
        ({"designation": "on_record_role"}, "shells"),
        ({"designation": "anonymous,on_record_role"}, "shells"),
        ({"source_kind": "person"}, "losses"),
        ({"source_kind": "person,military"}, "shells losses"),
        ({"source_country": "UA"}, "shells"),
        ({"source_country": "RU,UA"}, "shells"),
        ({"source_country": "RU"}, ""),
        ({"reliability_min": "A"}, ""),
        ({"reliability_min": "B"}, "shells"),
        ({"reliability_min": "E"}, "shells"),
        ({"reliability_min": "F"}, "shells event losses"),
        ({"interested": "true"}, "shells"),
        ({"interested": "false"}, "event losses"),
        ({"attribution": "secondhand"}, "shells losses"),
        ({"verification": "disputed"}, "event"),
        ({"band": "moderate"}, "shells"),
        ({"min_independent": "0"}, "shells event losses"),
        ({"min_independent": "1"}, "shells event losses"),
        ({"min_independent": "2"}, "shells"),
        ({"min_disinterested": "1"}, "shells event losses"),
        ({"min_disinterested": "2"}, ""),
        ({"needs_reassessment": "true"}, ""),
        ({"needs_reassessment": "false"}, "shells event losses"),
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
