"""Grades of reliability: the letters of the Admiralty code for a source's history."""

from django.db import models
from django.db.models import Q

from sources.database.append_only import AppendOnly, AppendOnlyQuerySet
from sources.database.checks import check, in_order, known, unique
from sources.database.columns import person, protected
from sources.models.link import InForceQuerySet
from sources.models.source import Source, Topic
from sources.registers.recorded import Recorded

RELIABILITY_GRADES = [
    ("A", "A – reliable"),
    ("B", "B – usually reliable"),
    ("C", "C – fairly reliable"),
    ("D", "D – not usually reliable"),
    ("E", "E – unreliable"),
    ("F", "F – cannot be judged"),
]
CANNOT_BE_JUDGED = "F"
RATIONALE_LENGTH = 20


class GradeQuerySet(AppendOnlyQuerySet, InForceQuerySet):
    pass


class ReliabilityGrade(AppendOnly, Recorded):
    """A source's grade A–F (NATO AJP-2.1), on a topic or in general, for a period.

    The period runs from ``valid_from`` to the day before ``valid_until``. A grade never changes,
    with one exception: a later grade fills ``valid_until``.
    """

    filled_later = ("valid_until",)
    belongs_to = "source"

    source = protected(Source, related_name="grades")
    topic = protected(Topic, optional=True, help_text="Empty: the grade holds in general.")
    grade = models.CharField(max_length=1, choices=RELIABILITY_GRADES)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    rationale = models.TextField(max_length=2000)
    by = person()
    at = models.DateTimeField()

    objects = GradeQuerySet.as_manager()

    class Meta:
        ordering = ["source", "-valid_from", "-id"]
        constraints = [
            known("reliability_grade_is_known", "grade", RELIABILITY_GRADES),
            in_order(
                "reliability_grade_ends_after_it_starts",
                "valid_from",
                "valid_until",
                "A grade cannot end before it starts.",
            ),
            check(
                "reliability_grade_has_a_rationale",
                Q(rationale__trimmed_length__gte=RATIONALE_LENGTH),
                f"A grade needs a rationale of at least {RATIONALE_LENGTH} characters.",
                field="rationale",
            ),
            unique(
                "one_open_grade_for_a_source_and_topic",
                ["source", "topic"],
                "This source already has an open grade on the topic.",
                condition=Q(valid_until__isnull=True, topic__isnull=False),
            ),
            unique(
                "one_open_general_grade_for_a_source",
                ["source"],
                "This source already has an open general grade.",
                field="topic",
                condition=Q(valid_until__isnull=True, topic__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.source}: {self.grade} from {self.valid_from}"
