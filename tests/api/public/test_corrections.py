"""The list of corrections, retractions and reinstatements."""

import datetime

import pytest

from claims import desk
from tests.desk_steps import citation, published, review
from tests.factories import NOW, TopicFactory
from tests.worlds import world

DAY = datetime.timedelta(days=1)


def correct(claim, reviewer):
    author = claim.created_by
    claim = desk.revise(claim, by=author, at=NOW + DAY)
    claim = desk.edit(
        claim, {"statement": "Corrected."}, by=author, at=NOW + DAY, version=claim.version
    )
    publish_again(desk.submit(claim, by=author, at=NOW + DAY), reviewer, "We misread a digit.")


def publish_again(claim, reviewer, public_note="", at=NOW + DAY):
    if claim.review_state == "submitted":
        claim = desk.start_review(claim, by=reviewer, at=at)
    review(claim, reviewer=reviewer, at=at)
    desk.publish(claim, by=reviewer, at=at, public_note=public_note)


@world
def three(losses, reviewer, chief):
    """One claim corrected; another retracted, and reinstated."""
    other = published(
        statement="Other.",
        topic=TopicFactory(slug="sea", name="Sea"),
        citations=[citation("harbor", "pilot")],
    )
    correct(losses, reviewer)
    desk.retract(
        other, reason="our_error", public_note="We doubted it.", by=chief, at=NOW + 2 * DAY
    )
    claim = desk.reinstate(
        other,
        reason="retracted_in_error",
        public_note="It was right.",
        by=chief,
        at=NOW + 3 * DAY,
    )
    publish_again(claim, reviewer, at=NOW + 3 * DAY)
    return losses, other


def row(claim, number, kind, day, public_note):
    base = f"http://testserver/api/v1/claims/{claim.ref}/"
    return {
        "ref": claim.ref,
        "number": number,
        "kind": kind,
        "published_from": f"2025-05-0{day}T12:00:00.000000Z",
        "public_note": public_note,
        "claim": base,
        "url": f"{base}publications/{number}/",
    }


def test_corrections_are_answered_whole_newest_first(api, three):
    losses, other = three

    assert api.get("corrections/") == {
        "next": None,
        "previous": None,
        "results": [
            row(other, 3, "reinstatement", 4, "It was right."),
            row(other, 2, "retraction", 3, "We doubted it."),
            row(losses, 2, "correction", 2, "We misread a digit."),
        ],
    }


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"kind": "correction"}, "correction"),
        ({"kind": "retraction,reinstatement"}, "reinstatement retraction"),
        ({"source": "ministry"}, "correction"),
        ({"source": "pilot"}, "reinstatement retraction"),
        ({"topic": "sea"}, "reinstatement retraction"),
        ({"topic": "sea", "kind": "correction"}, ""),
    ],
    ids=str,
)
def test_filter_of_corrections_finds(api, three, given, found):
    results = api.get("corrections/", **given)["results"]

    assert " ".join(one["kind"] for one in results) == found


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("kind", "first", "unknown_value"),
        ("kind", "update", "unknown_value"),
        ("source", "nobody", "unknown_source"),
        ("topic", "nothing", "unknown_topic"),
        ("band", "high", "unknown_parameter"),
    ],
)
def test_parameter_of_corrections_is_refused_by_name(api, three, name, value, code):
    problem = api.get("corrections/", status=400, **{name: value})

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [(name, code)]


def test_corrections_are_paged(api, three):
    page = api.get("corrections/", page_size=2)
    rest = api.get(
        "corrections/",
        cursor=page["next"].split("cursor=")[1].split("&")[0].replace("%3D", "="),
        page_size=2,
    )

    assert [one["kind"] for one in page["results"] + rest["results"]] == [
        "reinstatement",
        "retraction",
        "correction",
    ]


def test_first_publication_is_no_correction(api, losses):
    assert api.get("corrections/")["results"] == []
