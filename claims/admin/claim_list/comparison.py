"""Two linked claims side by side: what each says, on one axis, and what differs."""

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

WIDTH = 720


def compare_page(request, pk: int):
    """The two claims of a link. The decision is posted to the claim page, and made there."""
    related = ("from_claim", "to_claim", "suggested_by", "decided_by")
    link = ClaimLink.objects.select_related(*related).filter(pk=pk).first()
    if link is None:
        messages.warning(request, f"There is no link {pk}.")
        return redirect("admin:claims_claim_changelist")
    claims = [find(str(claim)) for claim in (link.from_claim_id, link.to_claim_id)]
    refusals = gate.all_refusals(claims[0], request.user)
    verbs = [verb for verb, needs in refusals.items() if not needs]
    steps = possible_steps(verbs, [], None, [link])
    compared = beside(*claims)
    return f"{claims[0].ref} beside {claims[1].ref}", {
        "link": link,
        "sides": [side(claim) for claim in claims],
        "compared": compared,
        "strip": strip(claims),
        "step": next((step for step in steps if step.link == link), None),
        "why_not": [need.message for need in refusals.get("decide_link", ())],
    }


def side(claim: Claim) -> dict:
    """One of the two: its statement, the axes of judgement, and its citations with their chains."""
    cited = [citation for citation in claim.citations.all() if not citation.withdrawn_at]
    return {
        "claim": claim,
        "value": value_text(claim),
        "bounds": contents.bounds(claim),
        "badges": contents.badges(claim),
        "claimants": " and ".join(source.spoken_name for source in facts.claimants(cited)),
        "citations": [contents.cited(citation, []) for citation in cited],
    }


def strip(claims: list[Claim]):
    """Both values on one axis, in the unit of the first; None where their units do not meet."""
    units = {(claim.unit.dimension, claim.unit.currency) for claim in claims if claim.unit}
    if len(units) != 1 or not all(claim.unit for claim in claims):
        return None
    per = claims[0].unit.factor_to_base
    return side_by_side(
        [row(claim, per) for claim in claims], width=WIDTH, unit=claims[0].unit.plural
    )


def row(claim: Claim, per) -> Row:
    value = stored_value(claim)
    is_open_below = claim.lower is None or claim.comparator in OPEN_BELOW
    amount = value.amount
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
