"""What a consumer can tell from the JSON of one claim alone."""

import datetime
import json

import pytest

from claims import desk
from tests import desk_steps
from tests.desk_steps import chain, citation
from tests.factories import NOW, DocumentFactory, InterestFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

WHY = "Its counts of the last three years were checked against the register of graves."


@pytest.fixture
def told(client, reviewer):
    """The answer on a claim with two alleged origins, a link, a grade, evidence and a channel."""
    author = UserFactory(roles=["editor"])
    staff = InterestFactory(source=SourceFactory(slug="general-staff")).source
    grade(SourceFactory(slug="reuters"))
    first = citation("outlet", "agency", "reuters", drift="value", locator="Paragraph 3")
    first["hops"][1] |= {"is_read": True, "document": DocumentFactory(title="The wire report")}
    first["hops"][2] |= {"channel": "email", "designation": "on_record_role"}
    hops = [*chain("other-outlet")[:1], {"position": 1, "source": staff, "end": "origin_named"}]
    hops[0].pop("end")
    second = citation("other-outlet", hops=hops)
    claim = desk_steps.in_review(
        author=author, reviewer=reviewer, citations=[first, second], value="about 62,000"
    )
    cited = claim.citations.order_by("id")
    method = {"method": "asked_origin", "note": "Asked by e-mail.", "by": reviewer, "at": NOW}
    desk.check_source(cited[0], status="confirmed_by_origin", **method)
    desk.check_source(cited[1], status="denied_by_origin", **method)
    desk_steps.assess(claim, reviewer=reviewer, evidence=[cited[0]])
    desk.publish(claim, by=reviewer, at=NOW)
    half = desk_steps.published(reviewer=reviewer, author=author, statement="Half is 31,000.")
    link = desk.link(half, claim, kind="derived_from", by=author, at=NOW)
    desk.confirm_link(link, by=reviewer, at=NOW, note="It is half of that number.")
    return client.get(f"/api/v1/claims/{claim.ref}/").json()


def grade(source) -> None:
    source.grades.create(
        grade="B", rationale=WHY, valid_from=datetime.date(2024, 1, 1), by=UserFactory(), at=NOW
    )


def of(told: dict, slug: str) -> dict:
    return next(one for one in told["attribution"] if one["source"]["slug"] == slug)


QUESTIONS = {
    "who said it?": lambda t: [one["slug"] for one in t["claimants"]] == ["reuters"],
    "did each alleged origin say it?": lambda t: (
        {one["source"]["slug"]: one["verdict"] for one in t["attribution"]}
        == {"reuters": "said", "general-staff": "denied"}
    ),
    "who checked that, when, and how?": lambda t: (
        of(t, "reuters")["method"] == "asked_origin" and of(t, "reuters")["checked_at"]
    ),
    "on which citations does a verdict rest?": lambda t: (
        of(t, "general-staff")["citations"] == [t["citations"][1]["id"]]
    ),
    "through whom was it heard?": lambda t: (
        [hop["source"]["slug"] for hop in t["citations"][0]["chain"]]
        == ["outlet", "agency", "reuters"]
    ),
    "where did its words come out?": lambda t: t["citations"][0]["chain"][2]["channel"] == "email",
    "what did we read ourselves?": lambda t: (
        [hop.get("is_read", False) for hop in t["citations"][0]["chain"]] == [True, True, False]
    ),
    "what did the agency publish?": lambda t: t["citations"][0]["chain"][1]["document"][
        "url"
    ].startswith("http"),
    "what changed on the way?": lambda t: t["citations"][0]["drift"] == "value",
    "who has a stake?": lambda t: (
        (of(t, "general-staff")["interest"], of(t, "reuters").get("interest"))
        == ("belligerent", None)
    ),
    "how reliable is the origin, since when, and why?": lambda t: (
        of(t, "reuters")["grade"] == {"grade": "B", "valid_from": "2024-01-01", "rationale": WHY}
    ),
    "and where nobody has judged?": lambda t: of(t, "general-staff")["grade"] == {"grade": "F"},
    "is it so, and why do we say that?": lambda t: (
        t["verification_status"] == "attributed" and t["assessment"]["rationale"]
    ),
    "on what does the assessment rest?": lambda t: (
        t["assessment"]["evidence"] == [t["citations"][0]["id"]]
    ),
    "how many independent origins?": lambda t: t["independent_origins"] == 1,
    "what would make the basis stronger?": lambda t: (
        t["band"]["raised_by"] and set(t["band"]["missing"]) >= set(t["band"]["raised_by"][0])
    ),
    "how does it stand to other claims?": lambda t: (
        [(one["kind"], one["direction"], one["statement"]) for one in t["links"]]
        == [("derived_from", "from", "Half is 31,000.")]
    ),
    "does it still stand?": lambda t: t["standing"]["live"] and not t["standing"]["retracted"],
    "in which shape is this?": lambda t: t["schema_version"] == 2,
}


def test_one_answer_tells_all(told):
    open_questions = [question for question, answer in QUESTIONS.items() if not answer(told)]

    assert open_questions == []


def test_claim_with_one_citation_is_at_most_two_and_a_half_kilobytes(reviewer):
    text = "military deployment to Russia and any support provided in return must end"
    cited = citation("ukrainska-pravda", "sky-news", "us-state-department", quote=text)
    claim = desk_steps.published(reviewer=reviewer, citations=[cited])

    content = claim.publications.live().get().content
    assert len(content.encode()) <= 2500
    assert b"null" not in json.dumps(json.loads(content)).encode()
