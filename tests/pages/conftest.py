"""Fixtures of a running count, and of a figure that follows the count."""

import pytest

from tests import desk_steps
from tests.counts import START, Count
from tests.factories import InterestFactory
from tests.worlds import world


@world
def people(editor, reviewer):
    return editor, reviewer


@world
def count(people):
    return Count(people=people)


@pytest.fixture
def another(people):
    return lambda slug, name="Another count", **fields: Count(slug, name, people=people, **fields)


@world
def figure(count):
    """Return “How many?”, answered by the latest of three values of an interested party."""
    InterestFactory(source=count.source)
    for day, value in enumerate(["about 580,000", "about 585,140", "more than 590,000"]):
        count.publish(day * 5, value)
    return count.figure()


@pytest.fixture
def publish_alone(people):
    """Return a value outside all series, by another source."""

    def publish(slug: str, value: str, **fields):
        return desk_steps.published(
            author=people[0],
            reviewer=people[1],
            value=value,
            citations=[desk_steps.citation(slug, end="own_reporting", quote=value)],
            **{"as_of": START, "as_of_precision": "day", **fields},
        )

    return publish
