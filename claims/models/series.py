"""Series of values, and figures: questions with one answer at a time."""

from django.db import models
from django.db.models import Q

from claims.models.vocabulary import Measure, Scope, Subject
from claims.rules import choices
from sources.database.append_only import AppendOnly, AppendOnlyQuerySet
from sources.database.checks import check, known, not_itself
from sources.database.columns import index, person, protected
from sources.models import Source
from sources.registers.recorded import Recorded, RecordedQuerySet


class Series(Recorded):
    """One claimant's values of one measure over time: claims, at most one live per ``as_of``."""

    slug = models.SlugField(max_length=80, unique=True, help_text="Stays for good once used.")
    name = models.CharField(max_length=160)
    measure = protected(Measure, related_name="+")
    subject = protected(Subject, related_name="+")
    scope = protected(Scope, optional=True, related_name="+")
    claimant = protected(Source, related_name="+", help_text="Who counts.")
    is_cumulative = models.BooleanField(
        default=True, help_text="Whether each value holds all before it: a fall is a revision."
    )
    starts_on = models.DateField(
        null=True, blank=True, help_text="The day from which a running count runs."
    )
    derives_from = protected("self", optional=True, related_name="derived")
    derivation_note = models.CharField(
        max_length=500, blank=True, help_text="How it derives, and how we know."
    )

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "series"
        constraints = [
            not_itself(
                "series_does_not_derive_from_itself",
                "derives_from",
                "A series cannot derive from itself.",
            ),
            check(
                "series_that_derives_says_how",
                Q(derives_from__isnull=True) | Q(derivation_note__trimmed_length__gt=0),
                "Say how it derives from the other series.",
                field="derivation_note",
            ),
        ]

    def __str__(self):
        return self.name


class Figure(Recorded):
    """A question with one answer at a time. A dated policy computes it from the public record."""

    slug = models.SlugField(max_length=80, unique=True, help_text="Stays for good once used.")
    question = models.CharField(max_length=200, help_text="As a reader would ask it.")
    measure = protected(Measure, related_name="+")
    subject = protected(Subject, related_name="+")
    scope = protected(Scope, optional=True, related_name="+")

    class Meta:
        ordering = ["question", "id"]

    def __str__(self):
        return self.question


class DecisionQuerySet(AppendOnlyQuerySet, RecordedQuerySet):
    pass


class FigurePolicy(AppendOnly, Recorded):
    """The policy that answers a figure from one moment on until the next policy, with a reason."""

    belongs_to = "figure"

    figure = protected(Figure, related_name="policies")
    policy = models.CharField(max_length=24, choices=choices.FIGURE_POLICIES)
    series = protected(Series, optional=True, related_name="+")
    preferred = protected("claims.Claim", optional=True, related_name="+")
    note = models.CharField(max_length=1000, help_text="Why this policy.")
    by = person()
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["figure", "id"]
        verbose_name_plural = "figure policies"
        constraints = [
            known("figure_policy_is_known", "policy", choices.FIGURE_POLICIES),
            check(
                "figure_policy_names_its_series",
                Q(policy="latest_of_series", series__isnull=False)
                | (~Q(policy="latest_of_series") & Q(series__isnull=True)),
                "The policy “latest of a series”, and no other, names a series.",
                field="series",
            ),
            check(
                "figure_policy_names_its_claim",
                Q(policy="preferred_claim", preferred__isnull=False)
                | (~Q(policy="preferred_claim") & Q(preferred__isnull=True)),
                "The policy “a preferred claim”, and no other, names a claim.",
                field="preferred",
            ),
            check(
                "figure_policy_has_a_reason",
                Q(note__trimmed_length__gte=choices.FIGURE_REASON_LENGTH),
                f"Say why, in at least {choices.FIGURE_REASON_LENGTH} characters.",
                field="note",
            ),
        ]

    def __str__(self):
        return f"{self.figure}: {self.get_policy_display()}"


class FigureMember(AppendOnly, Recorded):
    """An editor's decision on one claim of a figure: included, excluded, or left to the rule again.

    The latest decision on a pair applies. By rule, a claim is included if it has the measure,
    subject and scope of the figure.
    """

    belongs_to = "figure"

    figure = protected(Figure, related_name="members")
    claim = protected("claims.Claim", related_name="+")
    decision = models.CharField(max_length=8, choices=choices.FIGURE_DECISIONS)
    reason = models.CharField(max_length=1000)
    by = person()
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["figure", "id"]
        constraints = [
            known("figure_member_decision_is_known", "decision", choices.FIGURE_DECISIONS),
            check(
                "figure_member_has_a_reason",
                Q(reason__trimmed_length__gte=choices.FIGURE_REASON_LENGTH),
                f"Say why, in at least {choices.FIGURE_REASON_LENGTH} characters.",
                field="reason",
            ),
        ]
        indexes = [
            # The latest decision on this claim for this figure?
            index("figure_member_latest", "figure claim -id")
        ]

    def __str__(self):
        return f"{self.figure}: {self.claim_id} {self.get_decision_display()}"
