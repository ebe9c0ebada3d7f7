"""“Stale figures”: figures whose latest value is old, with what they rest on and the next step."""

import datetime

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path

from claims.admin.zone import today
from claims.figures import stale as aging
from claims.rules.figures.staleness import AT_LEAST, DISTANCES, RHYTHM_OF, WITHOUT_RHYTHM
from sources.admin.registry import page_context


def urls(model_admin) -> list:
    def page(request):
        return stale_page(model_admin, request)

    return [path("stale/", model_admin.admin_site.admin_view(page), name="claims_claim_stale")]


def told(day: datetime.date) -> list[dict]:
    """The queue in the words of whoever works on it."""
    stale = aging.stale_figures(day)
    claims = aging.claims_of(stale)
    return [
        {
            "figure": one.figure,
            "series": one.series,
            "value": one.value,
            "how": one.how,
            "claim": claims[one.value.ref],
            "rhythm": rhythm(one),
            "next_step": next_step(one),
        }
        for one in stale
    ]


def rhythm(one: aging.Stale) -> str:
    if one.how.usual is None:
        return f"It is too old after {one.how.limit} days."
    usual = "day" if one.how.usual == 1 else f"{one.how.usual} days"
    return f"The series has a value every {usual}: it is too old after {one.how.limit} days."


def next_step(one: aging.Stale) -> str:
    found = f"Look for a claim about a later time than {one.value.day}."
    if one.series:
        found = (
            f"Look for a value after {one.value.day} where the series comes from, and write or "
            "import it."
        )
    return f"{found} If there is none, set the policy anew and say so: it comes back after a while."


def stale_page(model_admin, request):
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    rule = {"distances": DISTANCES, "of": RHYTHM_OF, "least": AT_LEAST, "without": WITHOUT_RHYTHM}
    context = {
        **page_context(model_admin, request, "Stale figures"),
        "rows": told(today(request)),
        "rule": rule,
        "most": aging.MOST_FIGURES,
    }
    return TemplateResponse(request, "claims/desk/stale.html", context)
