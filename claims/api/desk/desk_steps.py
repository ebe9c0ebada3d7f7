"""The verbs on one claim, over HTTP: each view calls one, and answers with the claim after it."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import get_object_or_404

from claims.api.desk import desk_input
from claims.api.desk.desk import DeskView
from claims.api.desk.desk_output import DeskClaim
from claims.api.desk.translation import evidence
from claims.desk import review as desk
from claims.models import Claim


class StepView(DeskView):
    """One verb. ``shape`` is its input, whose members are the verb's own arguments."""

    verb: Callable
    shape = desk_input.StepInput
    defaults: dict = {}

    def post(self, request, ref: str):
        claim = self.claim(ref)
        given = {**self.defaults, **self.sent(self.shape, claim, versioned=True)}
        with transaction.atomic():
            self.do(claim, given)
        return self.shown(ref)

    def do(self, claim: Claim, given: dict) -> None:
        type(self).verb(claim, by=self.request.user, at=timezone.now(), **given)


class AssessView(StepView):
    defaults = {"rationale": "", "confidence": "", "method": [], "evidence": []}

    def do(self, claim, given):
        super().do(claim, {**given, "evidence": evidence(given["evidence"])})


class CheckView(StepView):
    """Records whether the source of one citation really said it."""

    @extend_schema(
        operation_id="desk_claims_check_source",
        request=desk_input.CheckInput,
        responses=DeskClaim,
    )
    def post(self, request, ref: str, citation: int):
        claim = self.claim(ref)
        cited = get_object_or_404(claim.citations.all(), pk=citation)
        given = {"note": "", **self.sent(desk_input.CheckInput, claim, versioned=True)}
        desk.check_source(cited, by=request.user, at=timezone.now(), **given)
        return self.shown(ref)


def step(name: str, shape=desk_input.StepInput, **defaults) -> Callable:
    """The view of a verb that takes what its shape has, with the ``defaults`` of the rest."""
    base = AssessView if name == "assess" else StepView
    label = f"{name.title().replace('_', '')}View"
    verb = getattr(desk, name)
    members = {
        "__doc__": verb.__doc__,
        "verb": staticmethod(verb),
        "shape": shape,
        "defaults": base.defaults | defaults,
    }
    described = extend_schema_view(
        post=extend_schema(
            operation_id=f"desk_claims_{name}",
            description=verb.__doc__,
            request=shape,
            responses=DeskClaim,
        )
    )
    return described(type(label, (base,), members)).as_view()


STEPS = {
    "submit": step("submit"),
    "start-review": step("start_review"),
    "request-changes": step("request_changes", note=""),
    "reject": step("reject", note=""),
    "assess": step("assess", desk_input.AssessInput),
    "publish": step("publish", desk_input.PublishInput),
    "revise": step("revise"),
    "retract": step("retract", desk_input.RetractInput, reason="", public_note=""),
    "reinstate": step("reinstate", desk_input.ReinstateInput, reason="", public_note=""),
    "merge": step("merge", desk_input.MergeInput),
}
