"""Grades of reliability: giving one, and the one that holds on a date."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from sources.changes import changed
from sources.database.memory import remembered
from sources.models.grade import CANNOT_BE_JUDGED, ReliabilityGrade
from sources.models.source import Source, Topic
from sources.relations.standing import bodies_of


@transaction.atomic
def give_grade(
    source: Source,
    *,
    grade: str,
    rationale: str,
    valid_from: datetime.date,
    by,
    at: datetime.datetime,
    topic: Topic | None = None,
) -> ReliabilityGrade:
    """Grade a source from a date on, closing the grade that was open until then.

    Raises ``ValidationError`` naming the field: a rationale that is too short, or a date that is
    not after the start of the open grade (grades for one source and topic never overlap).
    """
    Source.objects.select_for_update().get(pk=source.pk)
    earlier = ReliabilityGrade.objects.filter(source=source, topic=topic)
    overlapping = earlier.filter(valid_from__gte=valid_from) | earlier.filter(
        valid_until__gt=valid_from
    )
    if last := overlapping.order_by("-valid_from").first():
        raise ValidationError(
            {
                "valid_from": ValidationError(
                    f"A grade already holds from {last.valid_from}: "
                    "a new one has to start after it.",
                    code="reliability_grades_overlap",
                )
            }
        )
    given = ReliabilityGrade(
        source=source,
        topic=topic,
        grade=grade,
        rationale=rationale,
        valid_from=valid_from,
        by=by,
        at=at,
    )
    given.clean_fields()
    open_grade = earlier.filter(valid_until__isnull=True).first()
    if open_grade:
        open_grade.fill(valid_until=valid_from)
    given.validate_constraints()
    given.save()
    on = f" on {topic}" if topic else ""
    cause = f"{source} was graded {grade}{on}."
    changed([source], parts=["grades"], cause=cause, by=by, at=at)
    return given


@remembered(lambda source, topic, on: (source.pk, topic and topic.pk, on))
def grade_on(source: Source, topic: Topic | None, on: datetime.date) -> str:
    """The letter A–F that holds on a date.

    Looked for on the topic, then in general, then with the body that the source speaks for or is
    part of; F (cannot be judged) where nobody has judged: unknown is a value, never a middle.
    """
    return grades_on([source], topic, on)[source.slug]


def grades_on(sources: Iterable[Source], topic: Topic | None, on: datetime.date) -> dict[str, str]:
    """Slug → the letter that ``grade_on`` finds; as many queries for many sources as for one."""
    sources = list(sources)
    ids = [source.pk for source in sources]
    above = bodies_of(ids, on)
    held = ReliabilityGrade.objects.in_force(on).filter(
        source__in={pk for levels in above.values() for level in levels for pk in level}
    )
    given: dict[tuple, str] = {}
    for grade in held.order_by("grade"):
        given[grade.source_id, grade.topic_id] = grade.grade
    topics = [topic.pk, None] if topic else [None]
    return {
        source.slug: next(
            (
                max(letters)
                for level in above[source.pk]
                for scope in topics
                if (letters := [given[pk, scope] for pk in level if (pk, scope) in given])
            ),
            CANNOT_BE_JUDGED,
        )
        for source in sources
    }
