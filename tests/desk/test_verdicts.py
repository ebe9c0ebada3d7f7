"""“Did they say it?”, answered for each alleged origin, and made public whatever the answer is."""

import datetime
import json

import pytest

from claims import desk
from claims.models import PublicationSource
from claims.record.history import all_faults
from claims.rules.citations import SOURCE_STATUSES, VERDICTS
from claims.rules.refusals import Invalid
from tests import desk_steps
from tests.desk_steps import chain, citation
from tests.factories import NOW, DocumentFactory, SourceFactory, SourceLinkFactory, UserFactory

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(days=1)
UNVERIFIABLE = {
    "verification_status": "unverifiable",
    "method": ["source_reading"],
    "rationale": "Nobody who counted has said anything of the kind; there is nothing to check.",
}


def document(claim) -> dict:
    return json.loads(claim.publications.live().get().content)


def verdicts(claim) -> dict[str, str]:
    return {one["source"]["slug"]: one["verdict"] for one in document(claim)["attribution"]}


def check(cited, status, *, by, at=NOW, **given):
    given = {"method": "asked_origin", "note": "Asked by telephone.", "at": at, **given}
    return desk.check_source(cited, status=status, by=by, **given)


@pytest.mark.parametrize("status", [code for code in SOURCE_STATUSES if code != "unchecked"])
def test_claim_is_published_with_any_finding_on_its_only_origin(status, reviewer, client):
    other = desk_steps.published(value="about 500", statement="About 500 were lost.")
    says = {"says": other} if status == "says_otherwise" else {}
    claim = desk_steps.in_review(reviewer=reviewer)
    check(claim.citations.get(), status, by=reviewer, **says)
    desk_steps.assess(claim, reviewer=reviewer, **UNVERIFIABLE)

    desk.publish(claim, by=reviewer, at=NOW)

    verdict = SOURCE_STATUSES[status].verdict
    (one,) = document(claim)["attribution"]
    assert one["verdict"] == verdict
    assert one["method"] == "asked_origin" and one["checked_at"].startswith("2025-05-01")
    assert one["citations"] == [claim.citations.get().pk]
    assert one.get("says") == (
        {"ref": other.ref, "statement": "About 500 were lost.", "language": "en"} if says else None
    )
    made = [source["slug"] for source in document(claim)["claimants"]]
    assert made == (["origin"] if VERDICTS[verdict].makes_claim else [])
    answer = client.get("/api/v1/claims/", {"attribution": verdict}).json()
    assert claim.ref in [row["ref"] for row in answer["results"]]
    assert list(all_faults()) == []


def test_denial_of_one_origin_is_said_of_that_one_only(reviewer, client):
    cited = [citation("outlet-1", "reuters"), citation("outlet-2", "red-crescent")]
    claim = desk_steps.in_review(reviewer=reviewer, citations=cited)
    first, second = claim.citations.order_by("id")
    check(first, "original_seen", by=reviewer)
    check(second, "denied_by_origin", by=reviewer)
    desk_steps.assess(claim, reviewer=reviewer)
    desk.publish(claim, by=reviewer, at=NOW)

    assert verdicts(claim) == {"reuters": "said", "red-crescent": "denied"}
    assert [source["slug"] for source in document(claim)["claimants"]] == ["reuters"]
    assert document(claim)["independent_origins"] == 1


def test_check_of_a_joint_origin_is_of_that_origin(reviewer):
    hops = [*chain("outlet", "reuters"), {**chain("afp")[0], "position": 1}]
    claim = desk_steps.in_review(reviewer=reviewer, citations=[citation("outlet", hops=hops)])
    cited = claim.citations.get()
    reuters, afp = (SourceFactory(slug=slug) for slug in ("reuters", "afp"))
    check(cited, "secondhand", by=reviewer)
    check(cited, "denied_by_origin", by=reviewer, origin=afp)
    desk_steps.assess(claim, reviewer=reviewer)
    desk.publish(claim, by=reviewer, at=NOW)

    assert verdicts(claim) == {"reuters": "reported", "afp": "denied"}
    cited.refresh_from_db()
    assert cited.status == "secondhand"
    assert document(claim)["independent_origins"] == 1
    rows = PublicationSource.objects.filter(role="origin")
    assert {row.source.slug: row.verdict for row in rows} == verdicts(claim)
    refused = desk_steps.refusal(
        Invalid, check, cited, "secondhand", by=reviewer, origin=SourceFactory(slug="dpa")
    )
    assert refused == [("not_an_origin", "origin")]
    assert reuters != afp


def test_check_that_it_says_otherwise_names_another_claim(reviewer):
    claim = desk_steps.in_review(reviewer=reviewer)
    cited, needed = claim.citations.get(), "source_check_names_what_the_origin_says"

    for status, says in (("says_otherwise", None), ("secondhand", desk_steps.draft())):
        refused = desk_steps.refusal(Invalid, check, cited, status, by=reviewer, says=says)
        assert refused == [(needed, "says")]
    refused = desk_steps.refusal(Invalid, check, cited, "says_otherwise", by=reviewer, says=claim)
    assert ("says_this_claim", "says") in refused


@pytest.mark.parametrize(
    ("stance", "verdict"), [("withdraws", "withdrew"), ("denies_attribution", "denied")]
)
def test_word_of_the_origin_flags_the_claim_and_what_rests_on_it(stance, verdict, reviewer, client):
    editor = UserFactory(roles=["editor"])
    claim = desk_steps.published(author=editor, reviewer=reviewer)
    resting = desk_steps.published(reviewer=reviewer, statement="The half of it is 31,000.")
    link = desk.link(resting, claim, kind="derived_from", by=editor, at=NOW)
    desk.confirm_link(link, by=reviewer, at=NOW, note="It is half of the number.")

    desk.revise(claim, by=editor, at=LATER)
    own = {"document": DocumentFactory(publisher=SourceFactory(slug="origin")), "stance": stance}
    own |= {"hops": chain("origin", end="own_reporting"), "no_quote_reason": "A table."}
    kept = [{"id": cited.pk} for cited in claim.citations.all()]
    desk.edit(claim, {}, [*kept, own], by=editor, at=LATER, version=None)

    for flagged in (claim, resting):
        flagged.refresh_from_db()
        assert flagged.needs_reassessment
    assert VERDICTS[verdict].label in claim.reassessment_cause
    assert claim.ref in resting.reassessment_cause
    standing = client.get(f"/api/v1/claims/{claim.ref}/").json()["standing"]
    assert standing["needs_reassessment"]
    desk.submit(claim, by=editor, at=LATER)
    desk.start_review(claim, by=reviewer, at=LATER)
    desk_steps.assess(claim, reviewer=reviewer, at=LATER, **UNVERIFIABLE)
    desk.publish(claim, by=reviewer, at=LATER, public_note="Its origin has taken it back.")
    assert verdicts(claim) == {"origin": verdict}
    assert document(claim)["claimants"] == [] and document(claim)["independent_origins"] == 0
    assert list(all_faults()) == []


def test_spokesperson_can_deny_for_the_body(reviewer):
    SourceLinkFactory(
        from_source=SourceFactory(slug="spokesperson"),
        to_source=SourceFactory(slug="ministry"),
        kind="speaks_for",
    )
    denial = citation("tass", "spokesperson", stance="denies_attribution", quote="We never did.")
    cited = [citation("outlet", "ministry"), denial]
    claim = desk_steps.published(reviewer=reviewer, citations=cited)

    assert verdicts(claim) == {"ministry": "denied"}
    (one,) = document(claim)["attribution"]
    assert one["citations"] == [row.pk for row in claim.citations.order_by("id")]


def test_links_stand_at_both_ends_once_both_claims_are_public(reviewer, client):
    editor = UserFactory(roles=["editor"])
    old = desk_steps.published(reviewer=reviewer)
    new = desk_steps.in_review(reviewer=reviewer, statement="More than 63,000.", author=editor)
    desk_steps.review(new, reviewer=reviewer)
    link = desk.link(new, old, kind="supersedes", by=editor, at=LATER)
    desk.confirm_link(link, by=reviewer, at=LATER, note="The later count of the same.")

    def links(claim, **asked):
        return client.get(f"/api/v1/claims/{claim.ref}/", asked).json()["links"]

    assert links(old) == []  # the other claim is a draft
    desk.publish(new, by=reviewer, at=LATER)
    named = {"kind": "supersedes", "ref": new.ref, "statement": new.statement}
    assert links(old) == [{**named, "direction": "from"}]
    named |= {"ref": old.ref, "statement": old.statement}
    assert links(new) == [{**named, "direction": "to"}]
    assert links(old, known_at=NOW.isoformat()) == []
    assert links(old, known_at=LATER.isoformat()) == links(old)
    (listed,) = [
        row for row in client.get("/api/v1/claims/").json()["results"] if row["ref"] == old.ref
    ]
    assert listed["links"] == links(old)


def test_denial_in_a_citation_stands_beside_the_check_that_found_it(reviewer):
    denial = citation("afp", "origin", stance="denies_attribution", quote="We never did.")
    claim = desk_steps.in_review(reviewer=reviewer, citations=[citation(), denial])
    first, second = claim.citations.order_by("id")
    check(first, "denied_by_origin", by=reviewer)
    check(second, "secondhand", by=reviewer)
    desk_steps.assess(claim, reviewer=reviewer, **UNVERIFIABLE)
    desk.publish(claim, by=reviewer, at=NOW)

    (one,) = document(claim)["attribution"]
    assert (one["verdict"], one["citations"]) == ("denied", [first.pk, second.pk])
