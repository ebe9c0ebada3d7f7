"""What the rules find on a claim, for its page: the needs of each step and status, and the band."""

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


@dataclass(frozen=True)
class Checklist:
    """The needs of one step or status. ``is_next``: it is what the claim waits for."""

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
    """What submitting and publishing need: the sentences of the refusals, word for word."""
    upcoming = STATES[examined.dossier.claim.review_state].next_step
    found = []
    if upcoming == "submit":
        needs = requirements.submit_needs(facts.gather(examined.dossier))
        found.append(Checklist("submit", "Before it can be submitted", needs, is_next=True))
    if upcoming:
        needs = publishing.publish_needs(examined)
        title = "Before it can be published"
        found.append(Checklist("publish", title, needs, is_next=upcoming == "publish"))
    return found


def statuses(examined: Examination) -> list[Checklist]:
    """What each verification status needs of the claim as it stands."""
    return [
        Checklist(status, label, examined.needs(status))
        for status, label in VERIFICATION_STATUSES
        if status != "unassessed"
    ]


def rating(claim: Claim, examined: Examination) -> dict:
    """The band in words, its steps, and the cheapest changes that lead higher."""
    band = examined.band(claim.verification_status)
    return {
        "label": dict(BANDS)[band.level],
        "steps": band.steps,
        "ways": [" ".join(way) for way in band.raises],
    }
