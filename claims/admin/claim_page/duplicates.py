"""Likely duplicates while a claim is typed: JSON for the page; stores nothing."""

import datetime
from collections.abc import Mapping

from django.http import JsonResponse
from django.urls import reverse

from claims.admin.choosers import COLUMNS
from claims.admin.claim_page.panels.conflicts import interval
from claims.admin.claim_page.preview import parse
from claims.admin.desk_page import DeskPage
from claims.desk.claim_fields import write_value
from claims.models import Claim
from claims.record.document import value_text
from claims.related_claims.duplicates import Alike, Typed, alike
from claims.rules import values
from sources.admin.registry import ID
from sources.models.document import PRECISIONS

LONGEST = 500


def alike_claims(request):
    """What cannot be read yet is left out of the question: somebody is still typing."""
    return JsonResponse({"found": [told(one) for one in alike(typed(request.GET))]})


def told(one: Alike) -> dict:
    claim = one.claim
    return {
        "ref": claim.ref,
        "url": reverse("admin:claims_claim_change", args=[claim.pk]),
        "statement": claim.statement,
        "value": value_text(claim),
        "claimant": claim.claimant.spoken_name if claim.claimant else "",
        "state": claim.get_review_state_display(),
        "why": list(one.why),
    }


def typed(data: Mapping[str, str]) -> Typed:
    measure, subject, scope = (row(data, name) for name in ("measure", "subject", "scope"))
    precision = data.get("as_of_precision", "")
    pk = data.get("claim", "")
    return Typed(
        statement=data.get("statement", "")[:LONGEST].replace("\x00", " "),
        interval=typed_interval(data.get("value", "")[:LONGEST], measure),
        measure=measure,
        subject=subject,
        scope=scope,
        as_of=day(data.get("as_of", "")),
        as_of_precision=precision if precision in dict(PRECISIONS) else "day",
        pk=int(pk) if ID.fullmatch(pk) else None,
    )


def row(data: Mapping[str, str], name: str):
    pk = data.get(name, "")
    return (
        COLUMNS[name].related_model.objects.filter(pk=int(pk)).first() if ID.fullmatch(pk) else None
    )


def day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def typed_interval(text: str, measure) -> values.Interval | None:
    """The bounds of a typed value, in base units; None without a measure, or unreadable."""
    if not text.strip() or measure is None:
        return None
    claim = Claim(measure=measure)
    try:
        write_value(claim, parse(text, measure))
    except values.InvalidValue:
        return None
    return interval(claim)


PAGES = [DeskPage("alike/", "alike", alike_claims)]
