"""List actions: the verbs that need no words of their own for each claim, and assigning."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from claims.admin import bulk
from claims.loading.facts import roles_of
from claims.rules.lifecycle import VERBS
from claims.rules.roles import TAKERS

ASSIGN = "assign"


def chosen(request, queryset) -> list[int]:
    """The ids of what was ticked; none, and a message, where it is too much at once."""
    pks = list(queryset.order_by("id").values_list("pk", flat=True)[: bulk.MOST_AT_ONCE + 1])
    if len(pks) <= bulk.MOST_AT_ONCE:
        return pks
    messages.error(request, f"Choose at most {bulk.MOST_AT_ONCE} claims at once.")
    return []


def of_verb(verb: str):
    def action(model_admin, request, queryset):
        if not (pks := chosen(request, queryset)):
            return None
        report = bulk.run(verb, pks, by=request.user, given={})
        return redirect("admin:claims_claim_report", report.pk)

    action.__name__ = verb
    action.short_description = VERBS[verb].label
    return action


def assign(model_admin, request, queryset):
    """To the page that asks to whom, and until when."""
    if not (pks := chosen(request, queryset)):
        return None
    query = urlencode([("claim", pk) for pk in pks])
    return HttpResponseRedirect(f"{reverse('admin:claims_claim_assign')}?{query}")


assign.short_description = "Assign …"
ACTIONS = [*map(of_verb, bulk.PLAIN), assign]


def offered(request) -> set[str]:
    """The steps that the person's roles allow; the verb itself decides for each claim."""
    if not hasattr(request, "offered_verbs"):
        roles = roles_of(request.user)
        request.offered_verbs = {verb for verb in bulk.PLAIN if roles & set(VERBS[verb].roles)}
        if roles & set(TAKERS):
            request.offered_verbs.add(ASSIGN)
    return request.offered_verbs
