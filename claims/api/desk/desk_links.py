"""The verbs on two claims, or on two citations, over HTTP.

None of them has to name a version: a link stands between claims, a ruling between citations, and
neither changes what the claim says. An ``If-Match`` that is given holds all the same.
"""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import get_object_or_404

from claims.api.desk import desk_input
from claims.api.desk.desk import DeskView
from claims.api.desk.desk_output import DeskClaim
from claims.api.desk.translation import cited, other_end_as_sent
from claims.desk import review as desk
from claims.models import ClaimLink


class LinkView(DeskView):
    """Suggests how this claim stands to another; a colleague decides."""

    @extend_schema(
        operation_id="desk_claims_link", request=desk_input.LinkInput, responses=DeskClaim
    )
    def post(self, request, ref: str):
        claim = self.claim(ref)
        given = self.sent(desk_input.LinkInput, claim)
        with other_end_as_sent():
            desk.link(
                claim,
                given["to"],
                kind=given["kind"],
                note=given.get("note", ""),
                by=request.user,
                at=timezone.now(),
            )
        return self.shown(ref)


class ProposeMergeView(DeskView):
    """Proposes that this claim is the same as another, and should be merged into it."""

    @extend_schema(
        operation_id="desk_claims_propose_merge",
        request=desk_input.MergeProposalInput,
        responses=DeskClaim,
    )
    def post(self, request, ref: str):
        claim = self.claim(ref)
        given = {"note": "", **self.sent(desk_input.MergeProposalInput, claim)}
        with other_end_as_sent("target"):
            desk.propose_merge(claim, by=request.user, at=timezone.now(), **given)
        return self.shown(ref)


class DecisionView(DeskView):
    """Decides on a suggested link, in words."""

    def decide(self, request, ref: str, link: int, verb):
        claim = self.claim(ref)
        linked = get_object_or_404(ClaimLink.objects.of(claim), pk=link)
        given = {"note": "", **self.sent(desk_input.DecisionInput, claim)}
        verb(linked, by=request.user, at=timezone.now(), **given)
        return self.shown(ref)


class ConfirmLinkView(DecisionView):
    """Decides that a suggested link holds."""

    @extend_schema(
        operation_id="desk_claims_confirm_link",
        request=desk_input.DecisionInput,
        responses=DeskClaim,
    )
    def post(self, request, ref: str, link: int):
        return self.decide(request, ref, link, desk.confirm_link)


class RejectLinkView(DecisionView):
    """Decides that a suggested link does not hold; it stays, and says so."""

    @extend_schema(
        operation_id="desk_claims_reject_link",
        request=desk_input.DecisionInput,
        responses=DeskClaim,
    )
    def post(self, request, ref: str, link: int):
        return self.decide(request, ref, link, desk.reject_link)


class RuleView(DeskView):
    """Rules that two citations are not independent, or are, or leaves them to the rules again."""

    @extend_schema(
        operation_id="desk_claims_rule", request=desk_input.RulingInput, responses=DeskClaim
    )
    def post(self, request, ref: str):
        claim = self.claim(ref)
        given = {"reason": "", **self.sent(desk_input.RulingInput, claim)}
        pair = {"first": given.pop("first"), "second": given.pop("second")}
        pair = cited(claim.citations.all(), pair)
        desk.rule(**pair, by=request.user, at=timezone.now(), **given)
        return self.shown(ref)


DECISIONS = {"confirm": ConfirmLinkView, "reject": RejectLinkView}
