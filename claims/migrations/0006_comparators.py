"""Add comparators: open ranges, hedged ranges, “just over” and vague counts."""

from django.db import migrations, models
from django.db.models import F, Q

from sources.database.checks import check, known
from sources.database.triggers import KeepingTriggers

SINGLE = [
    ("eq", "exactly"),
    ("approx", "approximately"),
    ("nearly", "nearly"),
    ("just_over", "just over"),
    ("gt", "more than"),
    ("gte", "at least"),
    ("lt", "less than"),
    ("lte", "at most"),
]
RANGES = [
    ("between", "between"),
    ("gt_lt", "more than … but less than …"),
    ("gte_lt", "at least … but less than …"),
    ("gt_lte", "more than … but at most …"),
    ("approx_range", "approximately … to …"),
    ("gte_range", "at least … to …"),
    ("lte_range", "at most … to …"),
    ("vague", "in vague words"),
    ("gte_vague", "at least, in vague words"),
    ("lte_vague", "at most, in vague words"),
]
COMPARATORS = SINGLE + RANGES
CODES = tuple(code for code, _label in RANGES)
CONSTRAINTS = [
    ("claim", known("claim_comparator_is_known", "comparator", COMPARATORS, blank=True)),
    (
        "claim",
        check(
            "claim_value_fits_its_comparator",
            Q(comparator="", amount__isnull=True, low__isnull=True, high__isnull=True)
            | Q(comparator__in=CODES, low__isnull=False, high__isnull=False)
            | (
                ~Q(comparator__in=["", *CODES])
                & Q(amount__isnull=False, low__isnull=True, high__isnull=True)
            ),
            "A range needs a low and a high; any other comparator needs an amount and neither.",
            field="value",
        ),
    ),
    (
        "claim",
        check(
            "claim_best_value_is_inside_the_range",
            ~Q(comparator__in=CODES)
            | Q(amount__isnull=True)
            | Q(comparator="between", amount__gte=F("low"), amount__lte=F("high")),
            "The best value has to be inside its range, and only “between” has one.",
            field="amount",
        ),
    ),
    (
        "publication",
        known("publication_comparator_is_known", "comparator", COMPARATORS, blank=True),
    ),
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_translations")]

    operations = [
        KeepingTriggers(
            [
                *(migrations.RemoveConstraint(model, rule.name) for model, rule in CONSTRAINTS),
                *(
                    migrations.AlterField(
                        model,
                        "comparator",
                        models.CharField(blank=True, choices=COMPARATORS, max_length=16),
                    )
                    for model in ("claim", "publication")
                ),
                *(migrations.AddConstraint(model, rule) for model, rule in CONSTRAINTS),
            ]
        )
    ]
