"""A series whose values tests publish with the verbs, and a figure that it answers."""

import datetime

from claims.figures import policies
from claims.models import Figure, Series
from tests import desk_steps
from tests.factories import NOW, MeasureFactory, SourceFactory, SubjectFactory, UserFactory

START = datetime.date(2024, 8, 1)
WHY = "The only count that is given every day."


class Count:
    """Publishes values of one series, each for a day after the first."""

    def __init__(
        self,
        slug="general-staff",
        name="General Staff count",
        *,
        people=None,
        source=None,
        **fields,
    ):
        people = people or [UserFactory(roles=[role]) for role in ("editor", "reviewer")]
        self.editor, self.reviewer = people
        self.source = source or SourceFactory(slug=f"{slug}-source", name=name)
        defaults = {"measure": MeasureFactory(is_cumulative=True), "subject": SubjectFactory()}
        self.series = Series.objects.create(
            slug=slug, name=name, claimant=self.source, **{**defaults, **fields}
        )

    def publish(self, day: int, value: str, *, at=NOW, **fields):
        defaults = {
            "statement": f"Russia has lost {value} soldiers.",
            "value": value,
            "series": self.series,
            "measure": self.series.measure,
            "subject": self.series.subject,
            "scope": self.series.scope,
            "as_of": START + datetime.timedelta(days=day),
            "as_of_precision": "day",
            "citations": [desk_steps.citation(self.source.slug, end="own_reporting", quote=value)],
        }
        return desk_steps.published(
            author=self.editor, reviewer=self.reviewer, at=at, **{**defaults, **fields}
        )

    def figure(self, slug="losses", *, at=NOW, **policy) -> Figure:
        """Create a figure that the series answers, by its latest value or by another policy."""
        figure = Figure.objects.create(
            slug=slug,
            question="How many soldiers has Russia lost?",
            measure=self.series.measure,
            subject=self.series.subject,
            scope=self.series.scope,
        )
        policy = policy or {"policy": "latest_of_series", "series": self.series}
        policies.set_policy(figure, note=WHY, by=self.editor, at=at, **policy)
        return figure
