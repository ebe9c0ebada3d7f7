"""Give a source a grade of reliability. ``surroundings`` finds the grade that holds on a date."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sources.changes import changed
from sources.models.grade import ReliabilityGrade
from sources.models.source import Source, Topic
from sources.registers.recorded import recording


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
    """Grade a source from a date on, and close the grade that was open until then.

    Raises ``ValidationError`` that names the field if the rationale is too short, or if the date is
    not after the start of the open grade (grades for one source and topic never overlap).
    """
    Source.objects.select_for_update().get(pk=source.pk)
    earlier = ReliabilityGrade.objects.filter(source=source, topic=topic)
    overlapping = earlier.filter(valid_from__gte=valid_from) | earlier.filter(
        valid_until__gt=valid_from
    )
    if last := overlapping.order_by("-valid_from").first():
        message = f"A grade already holds from {last.valid_from}: a new one has to start after it."
        error = ValidationError(message, code="reliability_grades_overlap")
        raise ValidationError({"valid_from": error})
    row = ReliabilityGrade(source=source, topic=topic, grade=grade, valid_from=valid_from)
    row.rationale, row.by, row.at = rationale, by, at
    row.clean_fields()
    with recording(by=by, at=at, verb="grade", note=rationale):
        if open_grade := earlier.filter(valid_until__isnull=True).first():
            open_grade.fill(valid_until=valid_from)
        row.validate_constraints()
        row.save()
    cause = f"{source} was graded {grade}{f' on {topic}' if topic else ''}."
    changed([source], parts=["grades"], cause=cause, by=by, at=at)
    return row
