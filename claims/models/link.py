"""Links between claims, and rulings of editors on the independence of citations."""

from django.db import models
from django.db.models import F, Q

from claims.models.citation import Citation
from claims.models.claim import Claim
from claims.rules import choices
from claims.rules.links import SYMMETRIC_KINDS
from sources.database.append_only import AppendOnly
from sources.database.checks import check, known, unique
from sources.database.columns import index, person, protected


class ClaimLinkQuerySet(models.QuerySet):
    def of(self, claim: Claim):
        """Return the links at one end of which this claim is."""
        return self.filter(Q(from_claim=claim) | Q(to_claim=claim))


class ClaimLink(models.Model):
    """A relation between two claims: suggested by a rule or a person, decided by a person.

    A symmetric kind is stored once, with the older claim first.
    """

    from_claim = protected(Claim, related_name="links")
    to_claim = protected(Claim, related_name="linked_from")
    kind = models.CharField(max_length=16, choices=choices.CLAIM_LINK_KINDS)
    state = models.CharField(
        max_length=12, choices=choices.CLAIM_LINK_STATES, default="suggested", editable=False
    )
    rule = models.CharField(max_length=60, help_text="What suggested it: a rule’s name, or “hand”.")
    score = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text="How sure the rule is, out of 100; null by hand."
    )
    note = models.CharField(max_length=1000, blank=True)
    suggested_by = person(editable=False)
    suggested_at = models.DateTimeField(editable=False)
    decided_by = person(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = ClaimLinkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            known("claim_link_kind_is_known", "kind", choices.CLAIM_LINK_KINDS),
            known("claim_link_state_is_known", "state", choices.CLAIM_LINK_STATES),
            check(
                "claim_link_joins_two_claims",
                ~Q(from_claim=F("to_claim")),
                "A claim cannot be linked to itself.",
                field="to_claim",
            ),
            check(
                "claim_link_symmetric_kinds_are_stored_once",
                ~Q(kind__in=SYMMETRIC_KINDS) | Q(from_claim__lt=F("to_claim")),
                "A symmetric link is stored with the older claim first.",
                field="from_claim",
            ),
            check(
                "claim_link_is_decided_by_a_person",
                Q(state="suggested", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="suggested") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                "A decided link, and no other, names who decided it and when.",
                field="decided_by",
            ),
            unique(
                "claim_link_is_suggested_once",
                ["from_claim", "to_claim", "kind"],
                "These claims are already linked in that way.",
                field="to_claim",
            ),
        ]
        indexes = [
            # The links that wait for a decision, oldest first? The same for one kind?
            index("claim_link_suggested", "id", Q(state="suggested")),
            index("claim_link_suggested_by_kind", "kind id", Q(state="suggested")),
        ]

    @property
    def is_open_contradiction(self) -> bool:
        """Say whether a person has confirmed that the two claims contradict each other."""
        return self.kind == "contradicts" and self.state == "confirmed"

    def other(self, claim: Claim) -> Claim:
        """Return the claim at the other end."""
        return self.to_claim if self.from_claim_id == claim.pk else self.from_claim

    def __str__(self):
        return f"{self.from_claim.ref} {self.get_kind_display()} {self.to_claim.ref}"


class Ruling(AppendOnly):
    """An editor's ruling on two citations of a claim: joined or split by hand, with the reason.

    The latest ruling on a pair applies. After ``undo`` the rules decide on the pair again.
    """

    claim = protected(Claim, related_name="rulings")
    first = protected(Citation, related_name="+")
    second = protected(Citation, related_name="+")
    kind = models.CharField(max_length=8, choices=choices.RULINGS)
    reason = models.CharField(max_length=1000)
    by = person()
    at = models.DateTimeField()

    class Meta:
        ordering = ["claim", "id"]
        constraints = [
            known("ruling_kind_is_known", "kind", choices.RULINGS),
            check(
                "ruling_is_on_two_citations_in_order",
                Q(first__lt=F("second")),
                "A ruling is on two citations of the claim, the older one first.",
                field="second",
            ),
            check(
                "ruling_has_a_reason",
                Q(reason__trimmed_length__gte=choices.RULING_REASON_LENGTH),
                f"A ruling needs a reason of at least {choices.RULING_REASON_LENGTH} characters.",
                field="reason",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.first_id} and {self.second_id}"
