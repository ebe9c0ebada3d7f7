"""A running count, and a figure that follows it."""

from functools import partial

import pytest

from tests import counts
from tests.counts import Count
from tests.factories import InterestFactory


@pytest.fixture
def count(people):
    return Count(people=people)


@pytest.fixture
def another(people):
    return lambda slug, name="Another count", **fields: Count(slug, name, people=people, **fields)


@pytest.fixture
def figure(count):
    """“How many?”, answered by the latest of three values of an interested party."""
    InterestFactory(source=count.source)
    for day, value in enumerate(["about 580,000", "about 585,140", "more than 590,000"]):
        count.publish(day * 5, value)
    return count.figure()


@pytest.fixture
def publish_alone(people):
    return partial(counts.publish_alone, people)
