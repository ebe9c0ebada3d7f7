"""Merge one source into another. It redirects to the other for good, and takes no new citations."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from sources.changes import changed
from sources.models import Source
from sources.registers.recorded import recording

RATIONALE_LENGTH = 20


@transaction.atomic
def merge_source(
    source: Source, into: Source, *, rationale: str, by, at: datetime.datetime
) -> Source:
    """Merge ``source`` into another one, and store the reason in its history.

    Raises ``PermissionDenied``, or ``ValidationError`` by field: the target is merged itself (no
    cycles), or no rationale.
    """
    if not by.has_perm("sources.change_source"):
        raise PermissionDenied("Only a source curator or chief editor may merge sources.")
    source, into = lock(source, into)
    problems = refusals(source, into)
    if len(rationale.strip()) < RATIONALE_LENGTH:
        message = f"Say why, in at least {RATIONALE_LENGTH} characters."
        problems["rationale"] = _problem(message, "rationale")
    if problems:
        raise ValidationError(problems)
    source.merged_into = into
    with recording(by=by, at=at, verb="merge", note=rationale):
        source.save()
    cause = f"{source} was merged into {into}."
    changed([source, into], parts=["merged_into"], cause=cause, by=by, at=at)
    return source


def refusals(source: Source, into: Source) -> dict[str, ValidationError]:
    """Return the reasons against a merge by field, or an empty dict."""
    problems = {}
    if source.pk == into.pk:
        problems["into"] = _problem("A source cannot be merged into itself.", "merge_into_itself")
    elif into.merged_into_id:
        message = f"“{into}” was merged into “{into.merged_into}”: name that one."
        problems["into"] = _problem(message, "target_merged")
    if source.merged_into_id:
        message = f"“{source}” is already merged into “{source.merged_into}”."
        problems["source"] = _problem(message, "already_merged")
    return problems


def lock(source: Source, into: Source) -> tuple[Source, Source]:
    """Return the two as they are stored, locked until the transaction ends."""
    rows = Source.objects.select_for_update().filter(pk__in=[source.pk, into.pk])
    locked = {row.pk: row for row in rows.order_by("pk")}
    return locked[source.pk], locked[into.pk]


def _problem(message: str, code: str) -> ValidationError:
    return ValidationError(message, code=code)
