"""A published claim that loses its ground is flagged, with the cause and in its history."""

import datetime

import pytest

from claims import radius
from claims.history import all_faults
from sources.models import Source
from tests import desk_steps
from tests.desk_steps import citation
from tests.factories import NOW, InterestFactory

pytestmark = pytest.mark.django_db
LATER = NOW + datetime.timedelta(days=9)


@pytest.fixture
def corroborated():
    return desk_steps.published(
        at=LATER,
        citations=[citation(), citation("paper", "agency")],
        assessment={"verification_status": "corroborated"},
    )


def reassess(claim, by):
    return radius.reassess([claim], cause="A stake was found.", by=by, at=NOW)


def test_claim_that_keeps_its_ground_is_left_alone(corroborated, reviewer):
    assert reassess(corroborated, reviewer) == []
    assert corroborated.events.last().verb == "publish"


def test_flag_is_never_dated_before_what_was_done_last(corroborated, reviewer):
    for source in Source.objects.filter(slug__in=["origin", "agency"]):
        InterestFactory(source=source)

    (flagged,) = reassess(corroborated, reviewer)

    event = flagged.events.last()
    assert (event.verb, event.reason, event.at) == ("flag", "disinterested_origins", LATER)
    assert flagged.reassessment_cause.startswith("A stake was found. “Corroborated” needs")
    assert list(all_faults()) == []
