"""A running count, and a figure that follows it."""

import datetime

import pytest

from claims import figuring
from claims.models import Figure, Series
from tests import desk_steps
from tests.factories import (
    NOW,
    InterestFactory,
    MeasureFactory,
    SourceFactory,
    SubjectFactory,
)

START = datetime.date(2024, 8, 1)
WHY = "The only count that is given every day."


class Count:
    """Publishes values of one series, each for a day after the first."""

    def __init__(self, slug="general-staff", name="General Staff count", *, people, **fields):
        self.editor, self.reviewer = people
        self.source = SourceFactory(slug=f"{slug}-source", name=name)
        about = {"measure": MeasureFactory(is_cumulative=True), "subject": SubjectFactory()}
        self.series = Series.objects.create(
            slug=slug, name=name, claimant=self.source, **{**about, **fields}
        )

    def publish(self, day: int, value: str, *, at=NOW, **fields):
        slug = self.source.slug
        return desk_steps.published(
            author=self.editor,
            reviewer=self.reviewer,
            at=at,
            value=value,
            series=self.series,
            measure=self.series.measure,
            subject=self.series.subject,
            as_of=START + datetime.timedelta(days=day),
            as_of_precision="day",
            citations=[desk_steps.citation(slug, end="own_reporting", quote=value)],
            **fields,
        )


@pytest.fixture
def people(editor, reviewer):
    return editor, reviewer


@pytest.fixture
def count(people):
    return Count(people=people)


@pytest.fixture
def another(people):
    return lambda slug, name="Another count", **fields: Count(slug, name, people=people, **fields)


@pytest.fixture
def figure(count, editor):
    """“How many?”, answered by the latest of three values of an interested party."""
    InterestFactory(source=count.source)
    for day, value in enumerate(["about 580,000", "about 585,140", "more than 590,000"]):
        count.publish(day * 5, value)
    figure = Figure.objects.create(
        slug="losses",
        question="How many soldiers has Russia lost?",
        measure=count.series.measure,
        subject=count.series.subject,
    )
    figuring.set_policy(
        figure, policy="latest_of_series", series=count.series, note=WHY, by=editor, at=NOW
    )
    return figure


@pytest.fixture
def publish_alone(people):
    """A value outside every series, by a source of its own."""

    def publish(slug: str, value: str, **fields):
        return desk_steps.published(
            author=people[0],
            reviewer=people[1],
            value=value,
            citations=[desk_steps.citation(slug, end="own_reporting", quote=value)],
            **{"as_of": START, "as_of_precision": "day", **fields},
        )

    return publish
