"""List actions: one verb for each claim that was chosen, and a report of each refusal."""

from django.contrib import messages
from django.utils import timezone

from claims import desk
from claims.facts import roles_of
from claims.lifecycle import VERBS
from claims.refusals import Refused

# Those that need no words of their own for each claim.
LISTED = ("submit", "start_review", "publish", "revise")
MOST_AT_ONCE = 200


def bulk(verb: str):
    def action(model_admin, request, queryset):
        claims = list(queryset.order_by("id")[: MOST_AT_ONCE + 1])
        if len(claims) > MOST_AT_ONCE:
            messages.error(request, f"Choose at most {MOST_AT_ONCE} claims at once.")
            return
        done = []
        for claim in claims:
            try:
                # The list shows no version: the guards look at the claim as it is now.
                getattr(desk, verb)(claim, by=request.user, at=timezone.now(), version=None)
            except Refused as refused:
                messages.error(request, f"{claim.ref}: {refused}")
            else:
                done.append(claim.ref)
        if done:
            messages.success(request, f"{VERBS[verb].label}: {', '.join(done)}.")

    action.__name__ = verb
    action.short_description = VERBS[verb].label
    return action


ACTIONS = [bulk(verb) for verb in LISTED]


def offered(request) -> set[str]:
    """The verbs that the person's roles allow; the verb itself decides for each claim."""
    if not hasattr(request, "offered_verbs"):
        roles = roles_of(request.user)
        request.offered_verbs = {verb for verb in LISTED if roles & set(VERBS[verb].roles)}
    return request.offered_verbs
