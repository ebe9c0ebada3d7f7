"""The judgement of the rules on a claim's page: needs of steps and statuses, and the band."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.desk import publishing
from claims.loading import facts
from claims.loading.findings import Examination
from claims.models import Claim
from claims.rules import requirements
from claims.rules.choices import BANDS, VERIFICATION_STATUSES
from claims.rules.lifecycle import STATES
from claims.rules.refusals import Need
from claims.rules.verification.band import CHANGES


@dataclass(frozen=True)
class Checklist:
    """The needs of one step or status. ``is_next``: the claim waits for this step."""

    key: str
    title: str
    needs: Sequence[Need]
    is_next: bool = False

    @property
    def unmet(self) -> list[Need]:
        return requirements.unmet(self.needs)

    @property
    def met(self) -> list[Need]:
        return [need for need in self.needs if need.met]


def checklists(examined: Examination) -> list[Checklist]:
    """Return the needs of submitting and publishing, in the sentences of the refusals."""
    step = STATES[examined.dossier.claim.review_state].next_step
    checklists = []
    if step == "submit":
        needs = requirements.submit_needs(facts.gather(examined.dossier))
        checklists.append(Checklist("submit", "Before it can be submitted", needs, is_next=True))
    if step:
        needs, title = publishing.publish_needs(examined), "Before it can be published"
        checklists.append(Checklist("publish", title, needs, is_next=step == "publish"))
    return checklists


def statuses(examined: Examination) -> list[Checklist]:
    """Return the needs of each verification status, for the claim as it is."""
    return [
        Checklist(status, label, examined.needs(status))
        for status, label in VERIFICATION_STATUSES
        if status != "unassessed"
    ]


def rating(claim: Claim, examined: Examination) -> dict:
    """Return the band in words, its steps, and the cheapest changes that lead higher."""
    band = examined.band(claim.verification_status)
    return {
        "label": dict(BANDS)[band.level],
        "steps": band.steps,
        "ways": [" ".join(CHANGES[code] for code in way) for way in band.raises],
    }
