"""The findings on a value of a series: its claimant, and the series it derives from."""

import json

import pytest

from claims.models import Publication
from tests.counts import Count
from tests.desk_steps import citation
from tests.factories import InterestFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def monthly():
    """A count by somebody without a stake, worked out from a belligerent's."""
    daily = Count()
    InterestFactory(source=daily.source)
    return Count(
        "uk-mod",
        "UK MoD",
        people=(daily.editor, daily.reviewer),
        derives_from=daily.series,
        derivation_note="It follows the daily count.",
    )


def published(claim) -> Publication:
    return Publication.objects.live().get(claim=claim)


def test_value_of_a_derived_count_is_the_belligerents(monthly):
    found = published(monthly.publish(1, "40,670"))

    assert (found.independent_origins, found.disinterested_origins) == (1, 0)


def test_the_same_value_outside_the_series_has_no_stake_of_its_own(monthly):
    found = published(monthly.publish(1, "40,670", series=None))

    assert (found.independent_origins, found.disinterested_origins) == (1, 1)


def test_derived_count_and_its_original_are_one_origin(monthly):
    both = [
        citation("uk-mod-source", end="own_reporting"),
        citation("general-staff-source", end="own_reporting"),
    ]
    found = published(monthly.publish(1, "40,670", citations=both))

    assert (found.independent_origins, found.disinterested_origins) == (1, 0)
    assert json.loads(found.independence)["reasons"] == ["derived_series"]


def test_other_origin_that_supports_a_value_keeps_its_own_number(monthly):
    both = [
        citation("uk-mod-source", end="own_reporting"),
        citation("registry", end="own_reporting", stance="supports"),
    ]
    found = published(monthly.publish(1, "40,670", citations=both))

    assert (found.independent_origins, found.disinterested_origins) == (2, 1)
