"""Judgements with their reasons: is it so, and is what looks odd right all the same?"""

from django.db import models
from django.db.models import Q

from claims.models.citation import Citation
from claims.models.claim import Claim
from claims.rules import choices
from claims.rules.text import NOTE_LENGTH
from sources.database.append_only import AppendOnly
from sources.database.checks import check, known, unique
from sources.database.columns import index, person, protected

RATIONALE_LENGTH = 30
SEEN_LENGTH, ANSWER_LENGTH = 600, 5


class Assessment(AppendOnly):
    """A dated, reasoned judgement of one version of a claim.

    Credibility is the Admiralty code's 1–6 (NATO AJP-2.1); confidence is the strength of our
    basis (ICD 203) and says nothing of likelihood.
    """

    claim = protected(Claim, related_name="assessments")
    claim_version = models.PositiveIntegerField()
    verification_status = models.CharField(max_length=16, choices=choices.VERIFICATION_STATUSES)
    credibility = models.PositiveSmallIntegerField(choices=choices.CREDIBILITIES)
    confidence = models.CharField(max_length=8, blank=True, choices=choices.CONFIDENCES)
    method = models.JSONField(default=list, blank=True, help_text="Codes of what was tried.")
    rationale = models.TextField(max_length=4000)
    findings = models.JSONField(
        default=dict, blank=True, help_text="What was computed at that moment."
    )
    by = person()
    at = models.DateTimeField()
    evidence = models.ManyToManyField(Citation, through="Evidence", related_name="+")

    class Meta:
        ordering = ["claim", "id"]
        constraints = [
            known(
                "assessment_verification_status_is_known",
                "verification_status",
                choices.VERIFICATION_STATUSES,
            ),
            known("assessment_credibility_is_known", "credibility", choices.CREDIBILITIES),
            known("assessment_confidence_is_known", "confidence", choices.CONFIDENCES, blank=True),
            check(
                "assessment_has_a_rationale",
                Q(rationale__trimmed_length__gte=RATIONALE_LENGTH),
                f"An assessment needs a rationale of at least {RATIONALE_LENGTH} characters.",
                field="rationale",
            ),
        ]
        indexes = [
            # The assessments with this status, newest first?
            index("assessment_by_status", "verification_status -id")
        ]

    def __str__(self):
        return f"{self.get_verification_status_display()} ({self.at:%Y-%m-%d})"


class Evidence(AppendOnly):
    """A citation that an assessment rests on."""

    assessment = protected(Assessment, related_name="+")
    citation = protected(Citation, related_name="+")

    class Meta:
        ordering = ["assessment", "id"]
        constraints = [
            unique(
                "evidence_names_a_citation_once",
                ["assessment", "citation"],
                "This citation is already among the evidence.",
            )
        ]

    def __str__(self):
        return f"{self.assessment_id}: {self.citation_id}"


class Answer(AppendOnly):
    """A word of why a warning of order or plausibility is no reason to wait.

    It holds for the facts that raised the warning (``seen``); other facts raise it anew.
    """

    claim = protected(Claim, related_name="answers")
    code = models.CharField(max_length=32, choices=choices.WARNINGS)
    seen = models.CharField(max_length=SEEN_LENGTH, help_text="The facts that raised the warning.")
    note = models.TextField(max_length=NOTE_LENGTH, help_text="Why it is right all the same.")
    by = person()
    at = models.DateTimeField()

    class Meta:
        ordering = ["claim", "id"]
        constraints = [
            known("answer_code_is_known", "code", choices.WARNINGS),
            check(
                "answer_says_why",
                Q(note__trimmed_length__gte=ANSWER_LENGTH),
                f"Say why it is right all the same, in at least {ANSWER_LENGTH} characters.",
                field="note",
            ),
        ]

    def __str__(self):
        return f"{self.claim_id}: {self.code}"
