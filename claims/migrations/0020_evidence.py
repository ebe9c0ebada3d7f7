"""Where what a citation quotes stands now."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0019_latest_values"),
        ("sources", "0004_captures_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceState",
            fields=[
                (
                    "citation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="evidence_state",
                        serialize=False,
                        to="claims.citation",
                    ),
                ),
                (
                    "quote",
                    models.CharField(blank=True, help_text="What was looked for.", max_length=300),
                ),
                (
                    "pinned_start",
                    models.PositiveIntegerField(help_text="In characters of its text.", null=True),
                ),
                ("prefix", models.CharField(blank=True, max_length=64)),
                ("suffix", models.CharField(blank=True, max_length=64)),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("found", "Still there"),
                            ("moved", "There, in another place"),
                            ("changed", "Changed"),
                            ("gone", "Not there"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "exact",
                    models.CharField(
                        blank=True, help_text="What stands there now.", max_length=1000
                    ),
                ),
                (
                    "rot",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("document_gone", "The document is gone"),
                            ("quote_gone", "The quote is not there any more"),
                            ("quote_changed", "The quote was changed"),
                            ("document_paywalled", "The document is behind a paywall now"),
                            (
                                "document_changed",
                                "The document was changed; the quote is still there",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField(help_text="Since when it stands so.")),
                (
                    "capture",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.capture",
                    ),
                ),
                (
                    "pinned",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.capture",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("rot", ""), _negated=True),
                        fields=["-since", "-citation"],
                        name="evidence_rotting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place__in", ["found", "moved", "changed", "gone", ""])
                        ),
                        name="evidence_place_is_known",
                        violation_error_code="evidence_place_is_known",
                        violation_error_message="Place has to be "
                        "one of: found, moved, changed, gone.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rot__in",
                                [
                                    "document_gone",
                                    "quote_gone",
                                    "quote_changed",
                                    "document_paywalled",
                                    "document_changed",
                                    "",
                                ],
                            )
                        ),
                        name="evidence_rot_is_known",
                        violation_error_code="evidence_rot_is_known",
                        violation_error_message="Rot has to be one of: document_gone, "
                        "quote_gone, quote_changed, document_paywalled, document_changed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pinned__isnull", True), ("pinned_start__isnull", True)),
                            models.Q(("pinned__isnull", False), ("pinned_start__isnull", False)),
                            _connector="OR",
                        ),
                        name="evidence_is_pinned_with_a_position",
                        violation_error_code="evidence_is_pinned_with_a_position",
                        violation_error_message="A quote is pinned to a "
                        "capture and a position in it, or to neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place", ""), ("capture__isnull", False), _connector="OR"
                        ),
                        name="evidence_was_looked_for_in_a_capture",
                        violation_error_code="evidence_was_looked_for_in_a_capture",
                        violation_error_message="A quote is found or not found in a capture.",
                    ),
                ],
            },
        ),
    ]
