"""The answer for a past moment never changes."""

import datetime
import random

import pytest
from django.test import Client

from claims import desk
from claims.record import moments
from tests import IS_LONG, short
from tests.desk_steps import assess, check, citation, published
from tests.factories import NOW, UserFactory

HOUR = datetime.timedelta(hours=1)
QUERIES = [
    "",
    "needs_reassessment=true",
    "needs_reassessment=false",
    "source=origin-0",
    "outlet=outlet-1",
    "kind=quantity&verification=attributed",
    "value_min=60000&value_match=within",
    "as_of=2025-04-30",
    "q=corrected",
]


def answers(refs: list[str], at: datetime.datetime | None = None) -> dict:
    """Every public answer, now or at a moment."""
    client, found = Client(), {}
    known_at = at and f"known_at={at:%Y-%m-%dT%H:%M:%S.%fZ}"
    paths = [f"claims/?{query}" for query in QUERIES]
    paths += [f"{path}?format={kind}" for path in ("claims/", "corrections/")
              for kind in ("json", "csv", "ndjson")]  # fmt: skip
    paths += ["sources/outlet-0/claims/?", "corrections/?kind=retraction"]
    for ref in refs:
        paths += [f"claims/{ref}/{rest}?" for rest in ("", "independence/", "publications/")]
    for path in paths:
        glue = "" if path.endswith("?") else "&"
        response = client.get(f"/api/v1/{path}{glue + known_at if at else ''}")
        body = b"".join(response) if response.streaming else response.content
        location = response.get("Location", "").split("?")[0]
        found[path] = (response.status_code, location, body)
    return found


class Walk:
    """A record that people work on, one verb an hour."""

    def __init__(self, seed: int, people):
        self.random, self.people, self.now = random.Random(seed), people, NOW
        self.claims, self.done = [], set()

    def step(self, name: str) -> None:
        """Do it to some claim that it can be done to; else publish a new one."""
        self.now += HOUR
        able = [claim for claim in self.claims if self.can(name, claim)]
        if name == "publish" or not able:
            name, claim = "publish", None
        else:
            claim = self.random.choice(able)
        getattr(self, name)(claim)
        self.done.add(name)
        for one in self.claims:
            one.refresh_from_db()

    def can(self, name: str, claim) -> bool:
        if name == "reinstate":
            return claim.review_state == "retracted"
        if name == "flag" and claim.needs_reassessment:
            return False
        return claim.review_state == "published"

    def publish(self, _claim):
        number = len(self.claims)
        cited = [citation(f"outlet-{number % 3}", f"origin-{number}")]
        day = {"as_of": NOW.date() - datetime.timedelta(days=number), "as_of_precision": "day"}
        self.claims.append(
            published(
                statement=f"Claim {number}.",
                citations=cited,
                reviewer=self.people["reviewer"],
                at=self.now,
                **day,
            )
        )

    def correct(self, claim):
        author, at = claim.created_by, self.now
        claim = desk.revise(claim, by=author, at=at)
        words = {"statement": f"{claim.statement} Corrected."}
        claim = desk.edit(claim, words, by=author, at=at, version=claim.version)
        claim = desk.submit(claim, by=author, at=at)
        self.again(desk.start_review(claim, by=self.people["reviewer"], at=at), "We misread.")

    def update(self, claim):
        author, at = claim.created_by, self.now
        claim = desk.submit(desk.revise(claim, by=author, at=at), by=author, at=at)
        self.again(desk.start_review(claim, by=self.people["reviewer"], at=at), "")

    def again(self, claim, public_note: str):
        by, at = self.people["reviewer"], self.now
        check(claim, reviewer=by, at=at)
        assess(claim, reviewer=by, at=at)
        desk.publish(claim, by=by, at=at, public_note=public_note)

    def retract(self, claim):
        note = "We doubt it."
        desk.retract(claim, reason="our_error", public_note=note, by=self.people["chief"],
                     at=self.now)  # fmt: skip

    def reinstate(self, claim):
        claim = desk.reinstate(claim, reason="retracted_in_error", public_note="It was right.",
                               by=self.people["chief"], at=self.now)  # fmt: skip
        self.again(claim, "")

    def flag(self, claim):
        for cited in claim.citations.all():
            desk.check_source(cited, status="denied_by_origin", method="asked_origin",
                              note="They deny it.", by=self.people["reviewer"],
                              at=self.now)  # fmt: skip

    def merge(self, claim):
        others = [one for one in self.claims if one != claim and one.review_state == "published"]
        if not others:
            self.publish(None)
            others = self.claims[-1:]
        target = self.random.choice(others)
        desk.propose_merge(claim, target, by=self.people["editor"], at=self.now, note="The same.")
        desk.merge(claim, target, by=self.people["reviewer"], at=self.now)


STEPS = ["publish", "correct", "update", "flag", "retract", "reinstate", "merge"]


@pytest.mark.parametrize("seed", [1, 2] if IS_LONG else [1])
def test_answer_at_a_moment_is_the_answer_given_then(db, editor, reviewer, chief, seed):
    walk = Walk(seed, {"editor": editor, "reviewer": reviewer, "chief": chief})
    for _ in range(3):
        walk.step("publish")
    given, order = {}, STEPS * 2
    walk.random.shuffle(order)

    # What was taken back last is taken up again, whatever the order made of it before.
    for name in [*order, "retract", "reinstate"]:
        walk.step(name)
        refs = [claim.ref for claim in walk.claims]
        given[walk.now] = answers(refs)

    assert walk.done == set(STEPS)
    for at, then in given.items():
        refs = [path.split("/")[1] for path in then if path.endswith("/independence/?")]
        # Until the next step nothing changed, to the last microsecond.
        for moment in (at, at + HOUR - datetime.timedelta(microseconds=1)):
            found = answers(refs, moment)
            assert {path: found[path] for path in then if found[path] != then[path]} == {}


def known(api, claim, at, status=200):
    return api.get(f"claims/{claim.ref}/", status=status, known_at=moments.instant(at))


def test_claim_is_not_found_before_it_was_public(api, losses):
    just_before = NOW - datetime.timedelta(microseconds=1)

    known(api, losses, just_before, status=404)
    api.get(f"claims/{losses.ref}/independence/", 404, known_at=moments.instant(just_before))
    api.get(f"claims/{losses.ref}/publications/", 404, known_at=moments.instant(just_before))
    assert api.refs(known_at=moments.instant(just_before)) == []
    assert known(api, losses, NOW)["standing"]["live"]


def test_redirect_of_a_merged_claim_keeps_the_question(client, losses):
    last, at = published(statement="Last."), NOW + HOUR
    desk.propose_merge(losses, last, by=UserFactory(roles=["editor"]), at=at, note="The same.")
    desk.merge(losses, last, by=UserFactory(roles=["reviewer"]), at=at)

    response = client.get(f"/api/v1/claims/{losses.ref}/?known_at=2025-06-01T00:00Z")

    assert response.status_code == 301
    assert response["Location"] == f"/api/v1/claims/{last.ref}/?known_at=2025-06-01T00:00Z"
    assert client.get(f"/api/v1/claims/{losses.ref}/?known_at=2025-05-01T12:30Z").json()["ref"] == (
        losses.ref
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("2999-01-01T00:00:00Z", "in_the_future"),
        ("2999-01-01", "in_the_future"),
        ("2025-05-01T12:00:00", "bad_moment"),
        ("2025-02-30", "bad_moment"),
        ("0001-01-01T00:00:00+23:59", "bad_moment"),
        ("yesterday", "bad_moment"),
        ("2025-05-01T25:00:00Z", "bad_moment"),
    ],
)
@pytest.mark.parametrize("path", ["claims/", "claims/{}/", "claims/{}/independence/",
                                  "claims/{}/publications/", "sources/outlet/claims/",
                                  "corrections/"])  # fmt: skip
def test_moment_that_has_not_passed_or_is_none_is_refused_by_name(api, losses, path, given, code):
    problem = api.get(path.format(losses.ref), status=400, known_at=given)

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [("known_at", code)]


@pytest.mark.parametrize(
    ("given", "is_public"),
    [
        ("2025-05-01T12:00:00Z", True),
        ("2025-05-01T14:00:00+02:00", True),
        ("2025-05-01T13:59:59.999999 02:00", False),
        ("2025-05-01", True),
        ("2025-04-30", False),
    ],
)
def test_moment_is_read_with_its_offset_and_a_day_as_its_end(api, losses, given, is_public):
    assert bool(api.refs(known_at=given)) == is_public


DAY = datetime.date(2025, 4, 10)


@pytest.mark.parametrize(
    ("fields", "is_found"),
    [
        ({"as_of": DAY, "as_of_precision": "day"}, True),
        ({"as_of": DAY + datetime.timedelta(days=1), "as_of_precision": "day"}, False),
        ({"period_start": DAY.replace(day=1), "period_end": DAY, "period_precision": "day"}, True),
        (
            {
                "period_start": DAY.replace(day=1),
                "period_end": DAY.replace(day=30),
                "period_precision": "day",
            },
            False,
        ),
        ({"period_start": DAY, "period_precision": "day"}, True),
        ({"stated_at": NOW - 24 * 30 * HOUR, "stated_precision": "day"}, True),
        ({"stated_at": NOW, "stated_precision": "day"}, False),
        ({}, False),
    ],
    ids=short,
)
def test_world_up_to_a_day_leaves_out_what_is_said_of_later(api, db, fields, is_found):
    published(**fields)

    assert bool(api.refs(as_of="2025-04-10")) == is_found


def test_pages_at_a_moment_hold_everything_once(api, db):
    refs = [published(statement=f"Claim {n}.", at=NOW + (n // 3) * HOUR).ref for n in range(7)]
    later = {"known_at": moments.instant(NOW + 10 * HOUR), "page_size": 2}

    found, page = [], api.get("claims/", **later)
    while True:
        found += [claim["ref"] for claim in page["results"]]
        if not page["next"]:
            break
        page = api.client.get(page["next"]).json()
    back = api.client.get(page["previous"]).json()

    assert found == refs[::-1]
    assert [claim["ref"] for claim in back["results"]] == found[4:6]


def test_unknown_cursor_at_a_moment_is_refused_by_name(api, losses):
    problem = api.get("claims/", 400, known_at="2025-05-02", cursor="cD05OTk5OTk=")

    assert [e["field"] for e in problem["errors"]] == ["cursor"]
