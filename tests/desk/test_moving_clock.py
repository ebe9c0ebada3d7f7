"""A correction published at t changes what a series and a figure say after t, and never before."""

import datetime
import random

import pytest
from django.test import Client

from claims import desk
from claims.figures import policies
from claims.rules.values import Value
from tests import IS_LONG
from tests.counts import WHY, Count
from tests.desk_steps import assess, check, citation, publish, published
from tests.factories import NOW

HOUR = datetime.timedelta(hours=1)
INSTANT = datetime.timedelta(microseconds=1)
PATHS = [
    "series/",
    "series/?format=ndjson",
    "series/?measure=personnel-losses&as_of=2024-08-04",
    "series/general-staff/",
    "series/general-staff/?as_of=2024-08-04",
    "series/general-staff/points/",
    "series/general-staff/points/?format=csv",
    "series/general-staff/points/?as_of_after=2024-08-03&as_of_before=2024-08-05",
    "series/uk-mod/",
    "series/uk-mod/points/?format=ndjson",
    "figures/",
    "figures/?format=csv&subject=russian-forces",
    *(
        f"figures/{slug}/{query}"
        for slug in ("latest", "preferred", "envelope", "median")
        for query in ("", "?as_of=2024-08-04")
    ),
]


def answers(at: datetime.datetime | None = None) -> dict[str, tuple]:
    """What every address answers now, or for a moment, but for its own ``known_at``."""
    client, found = Client(), {}
    for path in PATHS:
        glue = "&" if "?" in path else "?"
        moment = f"{at:%Y-%m-%dT%H:%M:%S.%fZ}" if at else ""
        response = client.get(f"/api/v1/{path}{glue + 'known_at=' + moment if at else ''}")
        body = b"".join(response) if response.streaming else response.content
        said = body.decode().replace(f'"known_at":"{moment}"', '"known_at":null')
        # What is not there is not there in other words.
        found[path] = (response.status_code, said if response.status_code == 200 else "")
    return found


class Walk:
    """Two counts and what stands beside them, on which people work one verb an hour."""

    def __init__(self, seed: int, editor, reviewer, chief):
        self.random, self.now, self.day = random.Random(seed), NOW, 0
        self.editor, self.reviewer, self.chief = editor, reviewer, chief
        people = (editor, reviewer)
        self.counts = [Count(people=people), Count("uk-mod", "UK MoD", people=people)]
        self.claims, self.done = [], set()
        for _ in range(3):
            self.publish()
        series = self.counts[0].series
        self.figures = {
            "latest": self.counts[0].figure("latest", policy="latest_of_series", series=series),
            "preferred": self.counts[0].figure(
                "preferred", policy="preferred_claim", preferred=self.claims[0]
            ),
            "envelope": self.counts[0].figure("envelope", policy="envelope"),
            "median": self.counts[0].figure("median", policy="median_of_independent"),
        }

    def step(self, name: str) -> None:
        self.now += HOUR
        getattr(self, name)()
        self.done.add(name)
        for claim in self.claims:
            claim.refresh_from_db()

    def some(self, *states: str):
        able = [claim for claim in self.claims if claim.review_state in states]
        if not able:
            self.publish()
            able = self.claims[-1:]
        return self.random.choice(able)

    def publish(self):
        """The next day of both counts, or a value by somebody else."""
        self.day += 1
        value = f"{600 + self.random.randrange(-20, 60)},000"
        for count in self.counts:
            self.claims.append(count.publish(self.day, value, at=self.now))
        slug = f"observer-{self.day % 2}"
        self.claims.append(
            published(
                author=self.editor,
                reviewer=self.reviewer,
                at=self.now,
                value=f"about {500 + self.day},000",
                as_of=datetime.date(2024, 8, self.day),
                as_of_precision="day",
                citations=[citation(slug, end="own_reporting")],
            )
        )

    def correct(self):
        claim, at = self.some("published"), self.now
        claim = desk.revise(claim, by=self.editor, at=at)
        amount = claim.amount + self.random.randrange(1, 9000)
        changed = {"value": Value(claim.comparator, amount=amount, unit=claim.unit.code)}
        claim = desk.edit(claim, changed, by=self.editor, at=at, version=claim.version)
        claim = desk.submit(claim, by=self.editor, at=at)
        self.again(desk.start_review(claim, by=self.reviewer, at=at), "We misread.")

    def supersede(self):
        claim, at = self.some("published"), self.now
        claim = desk.submit(desk.revise(claim, by=self.editor, at=at), by=self.editor, at=at)
        self.again(desk.start_review(claim, by=self.reviewer, at=at), "")

    def again(self, claim, public_note: str):
        check(claim, reviewer=self.reviewer, at=self.now)
        assess(claim, reviewer=self.reviewer, at=self.now)
        publish(claim, by=self.reviewer, at=self.now, public_note=public_note)

    def retract(self):
        desk.retract(self.some("published"), reason="our_error", public_note="We doubt it.",
                     by=self.chief, at=self.now)  # fmt: skip

    def reinstate(self):
        if not any(claim.review_state == "retracted" for claim in self.claims):
            self.retract()
            for claim in self.claims:
                claim.refresh_from_db()
        claim = self.some("retracted")
        claim = desk.reinstate(claim, reason="retracted_in_error", public_note="It was right.",
                               by=self.chief, at=self.now)  # fmt: skip
        self.again(claim, "")

    def merge(self):
        claim = self.some("published")
        others = [one for one in self.claims if one != claim and one.review_state == "published"]
        target = self.random.choice(others)
        if not claim.links.filter(to_claim=target, kind="same_as").exists() and not (
            target.links.filter(to_claim=claim, kind="same_as").exists()
        ):
            desk.propose_merge(claim, target, by=self.editor, at=self.now, note="The same.")
        desk.merge(claim, target, by=self.reviewer, at=self.now)

    def decide(self):
        claim = self.some("published", "retracted")
        for figure in self.figures.values():
            decision = self.random.choice(["exclude", "include", "undo"])
            policies.decide_member(figure, claim, decision=decision, reason=WHY, by=self.editor,
                                   at=self.now)  # fmt: skip

    def set_policy(self):
        claim = self.some("published")
        policies.set_policy(self.figures["preferred"], policy="preferred_claim", preferred=claim,
                            note=WHY, by=self.editor, at=self.now)  # fmt: skip

    def link(self):
        """Links that the rules had suggested are decided, or decided anew."""
        claim = self.some("published")
        for link in claim.links.exclude(to_claim__review_state="merged"):
            decide = desk.reject_link if link.state == "confirmed" else desk.confirm_link
            decide(link, by=self.reviewer, at=self.now, note=WHY)


STEPS = ("publish correct supersede retract reinstate merge decide set_policy link").split()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2] if IS_LONG else [1])
def test_answer_at_a_moment_is_the_answer_given_then(editor, reviewer, chief, seed):
    walk = Walk(seed, editor, reviewer, chief)
    given, order = {walk.now: answers()}, list(STEPS)
    walk.random.shuffle(order)

    for name in order:
        walk.step(name)
        given[walk.now] = answers()

    assert walk.done == set(STEPS)
    assert {path for path in PATHS if len({then[path] for then in given.values()}) > 1} >= {
        "series/general-staff/",
        "series/general-staff/points/",
        *(f"figures/{slug}/" for slug in ("latest", "preferred", "envelope", "median")),
    }
    for at, then in given.items():
        # Until the next step nothing changed, to the last microsecond.
        for moment in (at, at + HOUR - INSTANT):
            found = answers(moment)
            assert {path: found[path] for path in PATHS if found[path] != then[path]} == {}


@pytest.mark.django_db
def test_before_the_first_value_and_the_first_policy_nothing_is_there(editor, reviewer, chief):
    Walk(0, editor, reviewer, chief)

    found = answers(NOW - INSTANT)

    for path, (status, said) in found.items():
        is_list = path.split("?")[0] in ("series/", "figures/")
        assert status == (200 if is_list else 404), (path, said)
