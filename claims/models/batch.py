"""Imports of claims from files: the mapping, the batch, and a report for each claim."""

from django.db import models
from django.db.models import F, Q

from claims.models.claim import Claim
from sources.database.checks import check, known, unique
from sources.database.columns import index, person

BATCH_STATES = [
    ("checking", "Being checked"),
    ("checked", "Checked, not submitted"),
    ("submitting", "Being submitted"),
    ("submitted", "Submitted, to be approved"),
    ("approving", "Being approved"),
    ("approved", "Approved and published"),
    ("withdrawing", "Being withdrawn"),
    ("withdrawn", "Withdrawn"),
    ("retracting", "Being retracted"),
    ("retracted", "Retracted"),
]
RUNNING = ("checking", "submitting", "approving", "withdrawing", "retracting")
UNDONE = ("withdrawn", "retracted")
ROW_OUTCOMES = [
    ("new", "New"),
    ("duplicate", "Duplicate"),
    ("wrong", "Wrong"),
    ("held", "Held back at approval"),
]


class ImportMapping(models.Model):
    """A saved mapping: it says what each column of a file means."""

    slug = models.SlugField(max_length=80, unique=True)
    data = models.JSONField(help_text="The mapping, as docs/editors/imports.md describes it.")
    created_by = person(editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["slug"]
        constraints = [
            check(
                "import_mapping_has_a_slug",
                ~Q(slug=""),
                "A mapping needs a name, of letters, digits and hyphens.",
                field="slug",
            )
        ]

    def __str__(self):
        return self.slug


class ImportBatch(models.Model):
    """One file read with one mapping. One person submits the batch, another approves it.

    The counters ``rows_read``, ``done`` and ``last_row`` say how far a running step has come.
    Each is written in the transaction of the rows that it counts, so an interrupted step can
    continue from there.
    """

    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    mapping_name = models.CharField(max_length=80, blank=True)
    mapping = models.JSONField(help_text="The mapping as it was when the file was checked.")
    mapping_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=BATCH_STATES, default="checking")
    rows_read = models.PositiveIntegerField(default=0, help_text="The last row that was read.")
    done = models.PositiveIntegerField(default=0, help_text="Claims that the step is through with.")
    last_row = models.PositiveBigIntegerField(default=0, help_text="The last report it went over.")
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list, help_text="What is odd about the file as a whole.")
    created_by = person()
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    answers = models.JSONField(
        default=dict, help_text="By code: why the warnings on its claims are no reason to wait."
    )
    leave_out_wrong = models.BooleanField(default=False)
    approved_by = person(null=True)
    approved_at = models.DateTimeField(null=True)
    rationale = models.TextField(blank=True, max_length=4000)
    undone_by = person(null=True)
    undone_at = models.DateTimeField(null=True)
    undo_note = models.TextField(blank=True, max_length=4000)

    class Meta:
        verbose_name_plural = "import batches"
        ordering = ["-id"]
        constraints = [
            known("import_batch_state_is_known", "state", BATCH_STATES),
            check(
                "import_batch_is_approved_by_somebody_else",
                Q(approved_by__isnull=True) | ~Q(approved_by=F("created_by")),
                "Whoever submits a batch cannot approve it: ask a colleague.",
                field="approved_by",
            ),
            check(
                "import_batch_approval_says_who_and_when",
                Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                "An approval says who gave it and when.",
                field="approved_at",
            ),
            check(
                "import_batch_undo_says_who_and_when",
                Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                "An undone batch says who undid it and when.",
                field="undone_at",
            ),
            unique(
                "import_batch_of_a_file_is_made_once",
                ["file_sha256", "mapping_sha256"],
                "This file was already read by this mapping.",
                field="file_sha256",
                condition=~Q(state__in=UNDONE),
            ),
        ]

    def __str__(self):
        return f"{self.file_name} ({self.get_state_display().lower()})"

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING


class ImportRow(models.Model):
    """The report of the dry run on one claim of one row, and the claim after it was created."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="The row in the file, from 1.")
    part = models.PositiveSmallIntegerField(default=0, help_text="Which claim of the row, from 0.")
    outcome = models.CharField(max_length=12, choices=ROW_OUTCOMES)
    key = models.CharField(max_length=64, blank=True, help_text="What makes two claims the same.")
    draft = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    claim = models.OneToOneField(
        Claim, null=True, on_delete=models.PROTECT, related_name="import_row"
    )

    class Meta:
        ordering = ["batch", "id"]
        constraints = [
            known("import_row_outcome_is_known", "outcome", ROW_OUTCOMES),
            unique(
                "import_row_is_reported_once",
                ["batch", "number", "part"],
                "This claim of this row is already reported.",
                field="number",
            ),
        ]
        indexes = [
            # Does the file hold this claim already?
            index("import_row_by_key", "batch key"),
            # The reports with this outcome, in the order of the file?
            index("import_row_by_outcome", "batch outcome id"),
        ]

    def __str__(self):
        return f"Row {self.number}.{self.part}: {self.get_outcome_display()}"
