"""The desk's record of one checkable proposition."""

from django.db import models
from django.db.models import F, Q

from claims.models.series import Series
from claims.models.vocabulary import Measure, Scope, Subject, Unit
from claims.rules import choices
from claims.rules.values import RANGES
from sources.database.checks import check, in_order, known, not_empty, not_itself, precision
from sources.database.columns import index, person, protected
from sources.languages import check_by_language
from sources.models import Source, Topic
from sources.models.document import MOMENT_PRECISIONS, PRECISIONS

# Numbers of 24 digits, 6 of them decimals. ``claims/rules/values`` accepts at most 15 significant
# digits, which SQLite and PostgreSQL both store exactly.
NUMBER = {"max_digits": 24, "decimal_places": 6, "null": True, "blank": True}


class Claim(models.Model):
    """One checkable proposition in our own words. Only verbs of ``claims.desk`` move its state."""

    ref = models.CharField(max_length=16, unique=True, editable=False)
    statement = models.CharField(max_length=500, help_text="In our own words.")
    language = models.CharField(max_length=12, default="en", help_text="BCP 47, such as en.")
    translations = models.JSONField(
        null=True,
        blank=True,
        validators=[check_by_language],
        help_text="The statement in other languages, by language (BCP 47).",
    )
    kind = models.CharField(max_length=20, choices=choices.CLAIM_KINDS)
    topic = protected(Topic)
    subject = protected(Subject)
    measure = protected(Measure, optional=True)
    scope = protected(Scope, optional=True)
    speech_act = models.CharField(max_length=20, blank=True, choices=choices.SPEECH_ACTS)

    comparator = models.CharField(max_length=16, blank=True, choices=choices.COMPARATORS)
    amount = models.DecimalField(**NUMBER)
    low = models.DecimalField(**NUMBER)
    high = models.DecimalField(**NUMBER)
    unit = protected(Unit, optional=True)
    range_kind = models.CharField(max_length=20, blank=True, choices=choices.RANGE_KINDS)
    confidence_level = models.DecimalField(
        max_digits=5, decimal_places=4, null=True, blank=True, help_text="Between 0 and 1."
    )
    rounding = models.DecimalField(**NUMBER, help_text="The value is given to the nearest of this.")
    as_reported = models.CharField(max_length=120, blank=True, help_text="Their words.")
    lower = models.DecimalField(**NUMBER, editable=False)
    lower_inclusive = models.BooleanField(default=False, editable=False)
    upper = models.DecimalField(**NUMBER, editable=False)
    upper_inclusive = models.BooleanField(default=False, editable=False)

    as_of = models.DateField(null=True, blank=True, help_text="The day that the value is for.")
    as_of_precision = models.CharField(max_length=8, choices=PRECISIONS, default="unknown")
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    period_precision = models.CharField(max_length=8, choices=PRECISIONS, default="unknown")
    stated_at = models.DateTimeField(null=True, blank=True, help_text="When the claimant said it.")
    stated_precision = models.CharField(max_length=8, choices=MOMENT_PRECISIONS, default="unknown")
    basis = models.CharField(max_length=24, choices=choices.BASES, default="unspecified")
    series = protected(
        Series,
        optional=True,
        related_name="claims",
        help_text="The running count that it is a value of.",
    )

    claimant = protected(Source, null=True, editable=False, related_name="claims_made")
    review_state = models.CharField(
        max_length=20, choices=choices.REVIEW_STATES, default="draft", editable=False
    )
    attribution_status = models.CharField(
        max_length=20, choices=choices.SOURCE_STATUSES, default="unchecked", editable=False
    )
    verification_status = models.CharField(
        max_length=16, choices=choices.VERIFICATION_STATUSES, default="unassessed", editable=False
    )
    credibility = models.PositiveSmallIntegerField(
        choices=choices.CREDIBILITIES, default=6, editable=False
    )
    needs_reassessment = models.BooleanField(default=False, editable=False)
    reassessment_cause = models.CharField(max_length=500, blank=True, editable=False)
    merged_into = protected("self", null=True, editable=False, related_name="merged")

    batch = protected(
        "ImportBatch",
        optional=True,
        editable=False,
        related_name="claims",
        help_text="The import that it came with.",
    )
    version = models.PositiveIntegerField(
        default=1, editable=False, help_text="Counts the edits; a verb names the one it saw."
    )
    events_count = models.PositiveIntegerField(default=0, editable=False)
    head_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_by = person(editable=False)
    created_at = models.DateTimeField(editable=False)
    last_edited_by = person(editable=False)
    last_edited_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            # The queue of this state, oldest first?
            index("claim_queue", "review_state last_edited_at id"),
            # The claims edited last?
            index("claim_by_last_edit", "-last_edited_at -id"),
            # The claims of this author, newest first?
            index("claim_by_author", "created_by -id"),
            # The claims of this author in this state, newest first?
            index("claim_by_author_state", "created_by review_state -id"),
            # The claims in this state, or with this status, newest first?
            index("claim_by_state", "review_state -id"),
            index("claim_by_source_status", "attribution_status -id"),
            index("claim_by_status", "verification_status -id"),
            # The claims of this claimant, newest first?
            index("claim_by_claimant", "claimant -id"),
            # The claims that need reassessment, oldest first?
            index("claim_to_reassess", "last_edited_at id", Q(needs_reassessment=True)),
            # The same claims, newest first?
            index("claim_to_reassess_newest", "-id", Q(needs_reassessment=True)),
            # Is this value of this measure already there?
            index("claim_by_measure_and_day", "measure as_of"),
        ]
        constraints = [
            not_empty("claim_statement_is_not_empty", "statement", "A claim needs a statement."),
            known("claim_kind_is_known", "kind", choices.CLAIM_KINDS),
            known("claim_speech_act_is_known", "speech_act", choices.SPEECH_ACTS, blank=True),
            known("claim_comparator_is_known", "comparator", choices.COMPARATORS, blank=True),
            known("claim_range_kind_is_known", "range_kind", choices.RANGE_KINDS, blank=True),
            known("claim_basis_is_known", "basis", choices.BASES),
            known("claim_review_state_is_known", "review_state", choices.REVIEW_STATES),
            known(
                "claim_attribution_status_is_known", "attribution_status", choices.SOURCE_STATUSES
            ),
            known(
                "claim_verification_status_is_known",
                "verification_status",
                choices.VERIFICATION_STATUSES,
            ),
            known("claim_credibility_is_known", "credibility", choices.CREDIBILITIES),
            check(
                "claim_value_fits_its_comparator",
                Q(comparator="", amount__isnull=True, low__isnull=True, high__isnull=True)
                | Q(comparator__in=RANGES, low__isnull=False, high__isnull=False)
                | (
                    ~Q(comparator__in=["", *RANGES])
                    & Q(amount__isnull=False, low__isnull=True, high__isnull=True)
                ),
                "A range needs a low and a high; any other comparator needs an amount and neither.",
                field="value",
            ),
            check(
                "claim_range_is_the_right_way_up",
                Q(low__isnull=True) | Q(low__lt=F("high")),
                "The low end of a range has to be below the high end.",
                field="low",
            ),
            check(
                "claim_best_value_is_inside_the_range",
                ~Q(comparator__in=RANGES)
                | Q(amount__isnull=True)
                | Q(comparator="between", amount__gte=F("low"), amount__lte=F("high")),
                "The best value has to be inside its range, and only “between” has one.",
                field="amount",
            ),
            check(
                "claim_range_kind_belongs_to_a_range",
                Q(range_kind="") | Q(comparator="between"),
                "Only a range (between) has a kind of range.",
                field="range_kind",
            ),
            check(
                "claim_confidence_interval_has_a_level",
                Q(
                    range_kind="confidence_interval",
                    confidence_level__isnull=False,
                    confidence_level__gt=0,
                    confidence_level__lt=1,
                )
                | (~Q(range_kind="confidence_interval") & Q(confidence_level__isnull=True)),
                "A confidence interval, and nothing else, has a level between 0 and 1.",
                field="confidence_level",
            ),
            check(
                "claim_rounding_belongs_to_an_exact_value",
                Q(rounding__isnull=True) | Q(rounding__gt=0, comparator="eq"),
                "Rounding is above 0, and only a value given as exact has it.",
                field="rounding",
            ),
            check(
                "claim_value_has_a_unit",
                Q(comparator="") | Q(unit__isnull=False),
                "A value needs a unit.",
                field="unit",
            ),
            check(
                "claim_bounds_are_in_order",
                Q(lower__isnull=True) | Q(upper__isnull=True) | Q(lower__lte=F("upper")),
                "The lower bound cannot be above the upper bound.",
                field="value",
            ),
            in_order(
                "claim_period_starts_before_it_ends",
                "period_start",
                "period_end",
                "A period cannot end before it starts.",
            ),
            known("claim_as_of_precision_is_known", "as_of_precision", PRECISIONS),
            known("claim_period_precision_is_known", "period_precision", PRECISIONS),
            known("claim_stated_precision_is_known", "stated_precision", MOMENT_PRECISIONS),
            precision("claim_as_of_has_a_precision", "as_of_precision", "as_of"),
            precision(
                "claim_period_has_a_precision", "period_precision", "period_start", "period_end"
            ),
            precision("claim_stated_at_has_a_precision", "stated_precision", "stated_at"),
            check(
                "claim_reassessment_names_its_cause",
                Q(needs_reassessment=False, reassessment_cause="")
                | (Q(needs_reassessment=True) & ~Q(reassessment_cause="")),
                "A claim that needs reassessment names the cause, and no other does.",
                field="reassessment_cause",
            ),
            check(
                "claim_merged_names_its_target",
                Q(review_state="merged", merged_into__isnull=False)
                | (~Q(review_state="merged") & Q(merged_into__isnull=True)),
                "A merged claim, and no other, names the claim that it was merged into.",
                field="merged_into",
            ),
            not_itself(
                "claim_is_not_merged_into_itself",
                "merged_into",
                "A claim cannot be merged into itself.",
            ),
            check(
                "claim_version_is_positive",
                Q(version__gte=1),
                "A version counts from 1.",
                field="version",
            ),
        ]

    def __str__(self):
        return f"{self.ref}: {self.statement}"
