"""“Suggested links”: the suggestions of rules and colleagues, and the decision on one or many."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from claims.admin import bulk
from claims.admin.desk_page import DeskPage
from claims.desk.links import BY_HAND
from claims.loading.facts import roles_of
from claims.models import ClaimLink
from claims.record.document import value_text
from claims.rules import choices
from claims.rules.lifecycle import VERBS
from sources.admin.forms import words
from sources.admin.registry import ID

PAGE = 25
KINDS = dict(choices.CLAIM_LINK_KINDS)
DECISIONS = {"confirm_link": "confirmed", "reject_link": "rejected"}


class DecideForm(forms.Form):
    note = words(
        "Why",
        "Stands on each link that you ticked, and in the history of both its claims.",
        rows=2,
        max_length=ClaimLink._meta.get_field("note").max_length,
    )


def waiting(user):
    """Return the suggested links, oldest first, without those that the user suggested by hand."""
    suggested = ClaimLink.objects.filter(state="suggested").order_by("id")
    return suggested.exclude(rule=BY_HAND, suggested_by=user)


def links_page(request):
    """Show a page of the queue. ``after`` is the last id of the page before, ``kind`` a filter."""
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
    kind = kind if kind in KINDS else ""
    after = int(after) if ID.fullmatch(after) else 0
    form = DecideForm(request.POST or None)
    needs, ticked = [], {int(pk) for pk in request.POST.getlist("link") if ID.fullmatch(pk)}
    if request.method == "POST" and form.is_valid():
        report, needs = decide(request, ticked, form.cleaned_data["note"])
        if report and not needs:
            return redirect(after_decision(request, report))
    rows = waiting(request.user).filter(id__gt=after)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.select_related("from_claim__unit", "to_claim__unit", "suggested_by")
    links = list(rows[: PAGE + 1])
    return "Suggested links", {
        "links": [(link, sides(link), link.pk in ticked) for link in links[:PAGE]],
        "may_decide": bool(roles_of(request.user) & set(VERBS["decide_link"].roles)),
        "form": form,
        "needs": needs,
        "kind": kind,
        "kinds": [("", "All"), *choices.CLAIM_LINK_KINDS],
        "next": links[PAGE - 1].pk if len(links) > PAGE else 0,
        "is_later": bool(after),
    }


def decide(request, ticked: set[int], note: str):
    """Return the report, and the refusals of a single link, which the page shows."""
    step = request.POST.get("step", "")
    if step not in DECISIONS:
        return None, ["Choose whether you confirm or reject."]
    if not ticked:
        return None, ["Tick the links that you decide on."]
    if len(ticked) > bulk.MOST_AT_ONCE:
        return None, [f"Choose at most {bulk.MOST_AT_ONCE} links at once."]
    if not note.strip():
        return None, ["Say why: it stands on each of them."]
    report = bulk.run(step, ticked, by=request.user, given={"note": note})
    needs = report.rows[0]["needs"] if len(ticked) == 1 else []
    return report, [need["message"] for need in needs]


def after_decision(request, report) -> str:
    if len(report.rows) > 1:
        return reverse("admin:claims_claim_report", args=[report.pk])
    messages.success(request, f"{report.rows[0]['name']}: {DECISIONS[report.step]}.")
    return request.get_full_path()


def sides(link: ClaimLink) -> list:
    return [(claim, value_text(claim)) for claim in (link.from_claim, link.to_claim)]


PAGES = [DeskPage("links/", "links", links_page, "claims/desk/links_queue.html")]
