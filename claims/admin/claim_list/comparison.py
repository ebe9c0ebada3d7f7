"""Two linked claims side by side: their statements, their values on one axis, the differences."""

from django.contrib import messages
from django.shortcuts import redirect

from claims.admin.claim_page import contents
from claims.admin.claim_page.page import find
from claims.admin.claim_page.steps import possible_steps
from claims.admin.desk_page import DeskPage
from claims.desk import gate
from claims.drawing import Row, side_by_side
from claims.loading import facts
from claims.loading.facts import stored_value
from claims.models import Claim, ClaimLink
from claims.record.document import value_text
from claims.related_claims.side_by_side import beside
from claims.rules.values import OPEN_BELOW


def compare_page(request, pk: int):
    """Show the two claims of a link. The form of the decision posts to the claim page."""
    related = ("from_claim", "to_claim", "suggested_by", "decided_by")
    link = ClaimLink.objects.select_related(*related).filter(pk=pk).first()
    if link is None:
        messages.warning(request, f"There is no link {pk}.")
        return redirect("admin:claims_claim_changelist")
    claims = [find(str(claim)) for claim in (link.from_claim_id, link.to_claim_id)]
    refusals = gate.all_refusals(claims[0], request.user)
    verbs = [verb for verb, needs in refusals.items() if not needs]
    steps = possible_steps(verbs, [], None, [link])
    return f"{claims[0].ref} beside {claims[1].ref}", {
        "link": link,
        "sides": [side(claim) for claim in claims],
        "compared": beside(*claims),
        "strip": strip(claims),
        "step": next((step for step in steps if step.link == link), None),
        "why_not": [need.message for need in refusals.get("decide_link", ())],
    }


def side(claim: Claim) -> dict:
    """Return the context of one claim: value, axes of judgement, and citations with chains."""
    citations = [citation for citation in claim.citations.all() if not citation.withdrawn_at]
    return {
        "claim": claim,
        "value": value_text(claim),
        "bounds": contents.bounds(claim),
        "badges": contents.badges(claim),
        "claimants": " and ".join(source.spoken_name for source in facts.claimants(citations)),
        "citations": [contents.cited(citation, []) for citation in citations],
    }


def strip(claims: list[Claim]):
    """Draw both values on one axis, in the unit of the first; None if the units do not match."""
    units = {(claim.unit.dimension, claim.unit.currency) for claim in claims if claim.unit}
    if len(units) != 1 or not all(claim.unit for claim in claims):
        return None
    unit = claims[0].unit
    rows = [row(claim, unit.factor_to_base) for claim in claims]
    return side_by_side(rows, width=720, unit=unit.plural)


def row(claim: Claim, per) -> Row:
    amount = stored_value(claim).amount
    is_open_below = claim.lower is None or claim.comparator in OPEN_BELOW
    return Row(
        name=claim.ref,
        text=value_text(claim),
        number=None if amount is None else float(amount * claim.unit.factor_to_base / per),
        lower=None if is_open_below else float(claim.lower / per),
        upper=None if claim.upper is None else float(claim.upper / per),
        includes_lower=claim.lower_inclusive,
        includes_upper=claim.upper_inclusive,
    )


PAGES = [DeskPage("compare/<int:pk>/", "compare", compare_page, "claims/desk/compare.html")]
