"""A change of a source flags all published claims that it undermines, at any distance."""

import datetime

import pytest

from claims import desk
from claims.desk import reassessment
from sources.changes import changed
from sources.models import Source
from sources.relations.merging import merge_source
from sources.reliability import give_grade
from tests import desk_steps
from tests.admin.pages import text_of
from tests.desk_steps import cause_of, citation
from tests.factories import NOW, InterestFactory, SourceFactory, SourceLinkFactory, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(days=1)
RATIONALE = "Its corrections of the last year, counted one by one."
ORIGINS = " “Corroborated” needs at least 2 independent origins; there is 1."
FREE = " “Corroborated” needs at least 1 origin that is no interested party; there is none."


@world
def curator():
    return UserFactory(username="sol", roles=["source curator"])


def source(slug) -> Source:
    return Source.objects.get(slug=slug)


def tell(*slugs, by, cause="It changed.", at=LATER):
    changed(
        [SourceFactory(slug=slug) for slug in slugs], parts=["grades"], cause=cause, by=by, at=at
    )


def link(one, other, kind="derives_data_from", **dates):
    ends = {"from_source": SourceFactory(slug=one), "to_source": SourceFactory(slug=other)}
    return SourceLinkFactory(**ends, kind=kind, **dates)


# A grade falls.


def grade(slug, letter, by, on):
    given = {"rationale": RATIONALE, "valid_from": on, "by": by, "at": LATER}
    return give_grade(SourceFactory(slug=slug), grade=letter, **given)


@world
def broad(reviewer, curator):
    """Confirmed by three origins of which two are graded A–C, one of them through its body."""
    link("bureau", "agency", "part_of")
    for slug, letter in (("agency", "B"), ("afp", "C")):
        grade(slug, letter, curator, NOW.date())
    cited = [citation(f"of-{slug}", slug) for slug in ("bureau", "afp", "blog")]
    claim = desk_steps.in_review(reviewer=reviewer, citations=cited)
    desk_steps.check(claim, reviewer=reviewer)
    for by in (reviewer, UserFactory(roles=["reviewer"])):
        given = {"verification_status": "confirmed", "credibility": 2}
        desk_steps.assess(claim, reviewer=by, **given)
    desk.publish(claim, by=reviewer, at=NOW)
    return claim


@pytest.mark.parametrize("slug", ["afp", "agency"], ids=["the-origin", "the-body-behind-it"])
def test_fallen_grade_flags_what_rests_on_it(broad, slug, curator):
    grade(slug, "D", curator, LATER.date())

    cause = cause_of(broad)
    assert cause.startswith(f"{source(slug)} was graded D. “Confirmed” needs a checked citation")
    assert cause.endswith("there are 3 independent, 1 so graded.")


@pytest.mark.parametrize(
    ("slug", "letter"), [("afp", "A"), ("blog", "E"), ("somebody-else", "E")], ids=str
)
def test_grade_that_takes_nothing_away_flags_nobody(broad, slug, letter, curator):
    grade(slug, letter, curator, LATER.date())

    assert cause_of(broad) == ""


# A source is merged.


def test_merge_of_two_origins_flags_what_rests_on_both(curator):
    claim, other = desk_steps.corroborated(), desk_steps.corroborated("reuters", "dpa")
    one, into = source("afp"), source("reuters")

    merge_source(one, into, rationale=RATIONALE, by=curator, at=LATER)

    assert cause_of(claim) == "Afp was merged into Reuters." + ORIGINS
    assert cause_of(other) == ""


def test_merge_of_an_origin_with_an_interested_party_counts_its_stake(curator):
    InterestFactory(source=SourceFactory(slug="ministry"))
    claim = desk_steps.corroborated("ministry", "afp")

    one, into = source("afp"), SourceFactory(slug="army")
    InterestFactory(source=into)
    merge_source(one, into, rationale=RATIONALE, by=curator, at=LATER)

    assert cause_of(claim) == "Afp was merged into Army." + FREE


# A link, or a stake, appears.


@pytest.mark.parametrize(
    "kind", "owned_by part_of speaks_for state_controlled_by syndicates_from".split()
)
@pytest.mark.parametrize("end", ["afp", "reuters"])
def test_link_between_the_origins_flags_the_claim_whichever_end_tells(kind, end, curator):
    claim = desk_steps.corroborated()
    link("afp", "reuters", kind)

    tell(end, by=curator, cause="A link appeared.")

    assert cause_of(claim) == "A link appeared." + ORIGINS


def test_link_far_above_the_chains_flags_the_claim(curator):
    link("afp", "wire")
    link("wire", "archive", "owned_by")
    link("reuters", "desk", "part_of")
    SourceFactory(slug="old-desk", merged_into=source("desk"))
    claim = desk_steps.corroborated()
    link("archive", "desk", "syndicates_from")

    tell("archive", by=curator, cause="A link appeared.")

    assert cause_of(claim) == "A link appeared." + ORIGINS


def test_stake_of_what_an_origin_draws_on_flags_the_claim(curator):
    link("afp", "ministry")
    InterestFactory(source=SourceFactory(slug="army"))
    claim = desk_steps.corroborated("afp", "army")
    InterestFactory(source=source("ministry"))

    tell("ministry", by=curator, cause="A stake appeared.")

    assert cause_of(claim) == "A stake appeared." + FREE


def test_link_of_another_time_flags_nobody(curator):
    claim = desk_steps.corroborated()
    cited = [c.document for c in claim.citations.all()]
    for document in cited:
        document.published_at, document.published_precision = NOW, "day"
        document.save()
    link("afp", "reuters", valid_until=NOW.date())

    tell("afp", by=curator)

    assert cause_of(claim) == ""


# What would be touched is listed beforehand.


def test_source_lists_beforehand_what_a_change_flags(client, curator):
    link("bureau", "afp", "part_of")
    link("paper", "afp", "syndicates_from")
    direct, through, derived = (
        desk_steps.corroborated(slug, "reuters") for slug in ("afp", "bureau", "paper")
    )
    apart = desk_steps.corroborated("dpa", "reuters")
    desk_steps.draft(citations=[citation("x", "afp")])
    client.force_login(curator)

    listed = reassessment.touched([source("afp")], NOW.date())
    page = text_of(client.get(f"/admin/sources/source/{source('afp').pk}/change/"))
    link("afp", "reuters")
    tell("afp", by=curator)

    assert listed == [direct, through, derived]
    assert all(claim.ref in page for claim in listed)
    assert "3 published claims name it" in page and apart.ref not in page
    assert all(cause_of(claim) for claim in listed)
    assert cause_of(apart) == ""


def test_flag_is_not_dated_before_the_event_before(curator, reviewer):
    claim = desk_steps.corroborated()
    desk_steps.check(claim, reviewer=reviewer, at=LATER)
    link("afp", "reuters")

    tell("afp", by=curator, at=NOW)

    assert cause_of(claim)
    assert claim.events.last().at == LATER
