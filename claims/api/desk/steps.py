"""The steps on a claim, its links and its citations over HTTP: each calls one verb.

Steps on a claim name the version that the client saw. Steps on links and rulings need no version,
but an ``If-Match`` has to hold.
"""

from collections.abc import Callable
from functools import wraps

from django.db import transaction
from django.utils import timezone
from rest_framework.generics import get_object_or_404

from claims import desk
from claims.api.desk import inputs
from claims.api.desk.translation import cited, other_end_as_sent
from claims.api.desk.views import DeskView, view_of
from claims.models import Citation, ClaimLink

ID = "[0-9]{1,18}"


class StepView(DeskView):
    """One verb on a claim, or on a citation or link of it. ``shape``: the verb's own arguments."""

    verb: Callable
    shape = inputs.StepInput
    defaults: dict = {}

    def post(self, request, ref: str, citation: str = "", link: str = ""):
        claim = subject = self.claim(ref)
        if citation:
            subject = get_object_or_404(claim.citations.all(), pk=citation)
        if link:
            subject = get_object_or_404(ClaimLink.objects.of(claim), pk=link)
        versioned = issubclass(self.shape, inputs.Versioned)
        given = self.defaults | self.sent(self.shape, claim, versioned=versioned)
        with transaction.atomic():
            self.verb(subject, by=request.user, at=timezone.now(), **given)
        return self.shown(ref)


@wraps(desk.assess)
def assess(claim, *, evidence, **how):
    named = {f"evidence.{index}": pk for index, pk in enumerate(evidence)}
    desk.assess(claim, evidence=list(cited(Citation.objects.all(), named).values()), **how)


def link(claim, *, to, **how):
    """Suggests how this claim stands to another; a colleague decides."""
    with other_end_as_sent():
        desk.link(claim, to, **how)


def propose_merge(claim, **how):
    """Proposes that this claim is the same as another, and should be merged into it."""
    with other_end_as_sent("target"):
        desk.propose_merge(claim, **how)


def rule(claim, *, first, second, **how):
    """Rules that two citations are not independent, or are, or leaves them to the rules again."""
    pair = cited(claim.citations.all(), {"first": first, "second": second})
    desk.rule(**pair, **how)


def step(
    verb: Callable, shape=inputs.StepInput, description: str = "", **defaults
) -> type[StepView]:
    """Make the view of a verb that takes what its shape has, with the ``defaults`` of the rest."""
    name, description = f"desk_claims_{verb.__name__}", description or verb.__doc__
    return view_of(StepView, name, description, verb=verb, shape=shape, defaults=defaults)


STEPS = {
    "submit": step(desk.submit),
    "start-review": step(desk.start_review),
    "request-changes": step(desk.request_changes, note=""),
    "reject": step(desk.reject, note=""),
    "assess": step(assess, inputs.AssessInput, rationale="", confidence="", method=[], evidence=[]),
    "publish": step(desk.publish, inputs.PublishInput),
    "revise": step(desk.revise),
    "retract": step(desk.retract, inputs.RetractInput, reason="", public_note=""),
    "reinstate": step(desk.reinstate, inputs.ReinstateInput, reason="", public_note=""),
    "merge": step(desk.merge, inputs.MergeInput),
    "propose-merge": step(propose_merge, inputs.MergeProposalInput, note=""),
    "link": step(link, inputs.LinkInput, note=""),
    "answer-warning": step(desk.answer_warning, inputs.AnswerInput),
    "rule": step(rule, inputs.RulingInput, reason=""),
    f"citations/(?P<citation>{ID})/check-source": step(
        desk.check_source,
        inputs.CheckInput,
        "Records whether the source of one citation really said it.",
        note="",
    ),
    f"links/(?P<link>{ID})/confirm": step(
        desk.confirm_link, inputs.DecisionInput, "Decides that a suggested link holds.", note=""
    ),
    f"links/(?P<link>{ID})/reject": step(
        desk.reject_link,
        inputs.DecisionInput,
        "Decides that a suggested link does not hold; it stays, and says so.",
        note="",
    ),
}
