"""The warnings of a dry run: rows that may be right, and are odd enough to be looked at."""

import datetime
from zoneinfo import ZoneInfo

from claims.importing.batch.building import PENDING, Built
from claims.importing.batch.registers import StoredRegisters
from claims.importing.file.drafts import Draft
from claims.importing.file.problems import Problem, warning
from claims.loading import facts
from claims.rules.citations import CARRYING_STANCES
from sources.models import Document

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def doubts(draft: Draft, one: Built, registers: StoredRegisters, zone: str = "") -> list[Problem]:
    """Return the warnings on a claim that could be built; ``zone``: the mapping's time zone."""
    document = one.citation.document
    found = []
    column, written = draft.seen.get("as_of", ("as_of", str(one.claim.as_of)))
    printed = last_day(document, zone)
    if one.claim.as_of and printed and one.claim.as_of > printed:
        fix = f"The document is of {printed}: it cannot know a later day. Check both."
        if one.claim.kind != "prediction":
            found.append(warning(column, "as_of_after_document", written, fix))
    column, written = draft.seen.get("url", ("url", document.url))
    if differing := told_otherwise(draft.document, document, registers):
        fix = f"This document is known with another {differing}: what the row says is not used."
        found.append(warning(column, "document_is_known_otherwise", written, fix))
    carries = one.citation.stance in CARRYING_STANCES
    if not (carries and facts.origins(one.citation)):
        fix = (
            "The chain leads to nobody who claims this: the approval holds it back for the "
            "ordinary review."
        )
        column, written = draft.seen.get("origin", ("chain", ""))
        found.append(warning(column, "no_claimant", written, fix))
    return found


def last_day(document: Document, zone: str) -> datetime.date | None:
    """Return the last day on which the document may have come out; None if nobody knows."""
    at, precision = document.published_at, document.published_precision
    if at is None or precision == "unknown":
        return None
    if precision == "minute" and zone:
        return at.astimezone(ZoneInfo(zone)).date()
    day = at.date()
    if precision not in MONTHS:
        return day
    month = day.year * 12 + day.month - 1 + MONTHS[precision]
    return datetime.date(month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)


def told_otherwise(given: dict, document: Document, registers: StoredRegisters) -> str:
    """Name what the row and its known document say differently; empty if nothing.

    Of a document that is not stored yet, the first row that names it holds.
    """
    if document.pk == PENDING:
        known = registers.first_details(document.canonical_url, given)
    else:
        known = {name: getattr(document, name) for name in ("publisher", "published_at")}
    names = {"publisher": "publisher", "published_at": "date"}
    differing = [
        label
        for name, label in names.items()
        if name in given and known.get(name) and known[name] != given[name]
    ]
    return " and ".join(differing)
