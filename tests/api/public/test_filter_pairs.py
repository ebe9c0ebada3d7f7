"""Every pair of filters, with ``as_of``, with ``known_at`` and with ``current``."""

import datetime
from itertools import combinations

import pytest

from claims import desk
from claims.api.public.filters import OF_CHAIN
from tests import IS_LONG
from tests.api.public.test_filters import SAMPLES
from tests.counts import Count
from tests.desk_steps import citation, draft, published
from tests.factories import NOW, UserFactory
from tests.worlds import world

HOUR = datetime.timedelta(hours=1)
# The two that every other filter goes with: they are walked as surroundings.
TIMES = {"as_of", "known_at"}
BY_VALUE = {"value_min", "value_max", "value_match"}
MORE = {
    "updated_since": {"updated_since": "2025-05-01T13:00:00Z"},
    "current": {"current": "false"},
    "needs_reassessment": {"needs_reassessment": "true"},
}


def confirmed(first, second, *, at, kind="supersedes"):
    linked = desk.link(first, second, kind=kind, by=first.created_by, at=at)
    return desk.confirm_link(linked, by=UserFactory(roles=["reviewer"]), at=at, note="It is newer.")


@world
def moving(three):
    """The three claims; three days of a count, the second corrected; an estimate and the one that
    took its place an hour later, by a link that was later rejected."""
    count = Count()
    days = [count.publish(day, f"about {60 + day},000") for day in range(3)]
    estimate = published(statement="An estimate.", citations=[citation("paper", "expert")])
    newer = published(
        statement="A newer estimate.", citations=[citation("paper", "expert")], at=NOW + HOUR
    )
    link = confirmed(newer, estimate, at=NOW + 2 * HOUR)
    document = str(three["event"].citations.first().document_id)
    return {
        **three,
        "days": days,
        "estimate": estimate,
        "newer": newer,
        "link": link,
        "document": document,
    }


def at(hours: int) -> str:
    return f"{NOW + hours * HOUR:%Y-%m-%dT%H:%M:%SZ}"


MOMENTS = [
    {},
    {"as_of": "2024-08-02"},
    {"known_at": at(1)},
    {"known_at": at(3)},
    {"as_of": "2025-04-30", "known_at": at(2)},
]


@pytest.mark.parametrize("time", MOMENTS, ids=lambda time: "+".join(time) or "now")
def test_pairs_find_what_both_find(api, moving, time):
    samples = {name: given for name, given in SAMPLES.items() if name not in TIMES}
    samples |= {f"{name}, otherwise": given for name, given in MORE.items()}
    samples["document"] = {"document": moving["document"]}
    alone = {name: set(api.refs(**given, **time)) for name, given in samples.items()}
    # Each moment takes pairs of its own: together they take them all.
    first, step = (0, 1) if IS_LONG else (MOMENTS.index(time), len(MOMENTS))
    for one, other in list(combinations(samples, 2))[first::step]:
        if one.partition(",")[0] == other.partition(",")[0]:
            continue
        both = {**samples[one], **samples[other]}
        found = set(api.refs(**both, **time))
        # The ends of a value share how they match; conditions on chains meet in one chain.
        if len(BY_VALUE & set(both)) > 1:
            assert found <= set(api.refs(**time)), both
        elif len(OF_CHAIN.keys() & set(both)) > 1:
            assert found <= alone[one] & alone[other], both
        else:
            assert found == alone[one] & alone[other], both


def test_moment_and_day_go_together(api, moving):
    """What is public now of the world up to a day was all public at the last moment."""
    for name, given in SAMPLES.items():
        if name not in TIMES | {"document"}:
            now = api.refs(**given, as_of="2025-04-30")
            assert set(now) <= set(api.refs(**given, as_of="2025-04-30", known_at=at(9))), name


def test_latest_day_of_a_series_is_current(api, moving):
    first, second, third = (claim.ref for claim in moving["days"])

    assert api.refs(q="000", claimant="general-staff-source", current="true") == [third]
    assert api.refs(claimant="general-staff-source", current="false") == [second, first]
    assert api.refs(claimant="general-staff-source", current="true", as_of="2024-08-02") == [second]


def test_value_that_was_retracted_is_the_latest_no_more(api, moving, chief):
    _first, second, third = moving["days"]
    desk.retract(third, reason="our_error", public_note="Misread.", by=chief, at=NOW + HOUR)

    now = {"claimant": "general-staff-source", "current": "true"}
    assert api.refs(**now) == [second.ref]
    assert api.refs(**now, known_at=at(0)) == [third.ref]


def test_superseded_claim_is_not_current_while_the_link_holds(api, moving):
    estimate, newer = moving["estimate"].ref, moving["newer"].ref
    other = UserFactory(roles=["reviewer"])
    desk.reject_link(moving["link"], by=other, at=NOW + 4 * HOUR, note="They differ in scope.")
    asked = {"source": "expert", "current": "true"}

    assert api.refs(**asked) == [newer, estimate]
    assert api.refs(**asked, known_at=at(1)) == [newer, estimate]
    assert api.refs(**asked, known_at=at(2)) == [newer]
    assert api.refs(**asked, known_at=at(3)) == [newer]
    assert api.refs(source="expert", current="false", known_at=at(3)) == [estimate]
    assert api.refs(**asked, known_at=at(4)) == [newer, estimate]


def test_suggested_link_and_one_from_a_draft_supersede_nothing(api):
    old = published()
    unpublished = draft(statement="Newer.", author=UserFactory(roles=["editor"]))
    confirmed(unpublished, old, at=NOW)
    desk.link(published(), old, kind="supersedes", by=UserFactory(roles=["editor"]), at=NOW)

    assert old.ref in api.refs(current="true")
    assert api.refs(current="false") == []


@pytest.mark.parametrize(
    ("since", "found"),
    [
        ("2025-05-01T13:00:00Z", "newer"),
        ("2025-05-01T15:00:00 02:00", "newer"),
        ("2025-05-01T13:00:00.000001Z", ""),
        ("2025-05-01", "newer older"),
        ("2025-05-02", ""),
        ("2300-01-01", ""),
    ],
)
def test_updated_since_takes_what_was_published_from_then_on(api, since, found):
    older, newer = published(), published(at=NOW + HOUR)
    names = {older.ref: "older", newer.ref: "newer"}

    assert " ".join(names[ref] for ref in api.refs(updated_since=since)) == found


def test_pages_of_what_was_updated_hold_each_claim_once(api):
    claims = [published(at=NOW + number * HOUR).ref for number in range(5)]
    page, found = api.get("claims/", updated_since="2025-05-01", page_size="2"), []
    while True:
        found += [claim["ref"] for claim in page["results"]]
        if page["next"] is None:
            break
        page = api.client.get(page["next"]).json()

    assert found == claims[::-1]
