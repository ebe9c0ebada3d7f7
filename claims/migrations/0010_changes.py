import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0009_clients"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveBigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "First publication"),
                            ("update", "Update"),
                            ("correction", "Correction"),
                            ("retraction", "Retraction"),
                            ("reinstatement", "Reinstatement"),
                            ("flag", "A published status needs to be assessed anew"),
                            ("merge", "Merged into another claim"),
                            ("link", "A link to another claim was decided on"),
                            ("policy", "How a figure is answered"),
                            ("member", "Whether a claim counts for a figure"),
                            ("entry", "An entry of a register changed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "resource",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("figure", "Figure"),
                            ("series", "Series"),
                            ("source", "Source"),
                            ("document", "Document"),
                            ("topic", "Topic"),
                            ("measure", "Measure"),
                            ("subject", "Subject"),
                            ("scope", "Scope"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="The ref, slug, code or id of what changed.", max_length=80
                    ),
                ),
                (
                    "content",
                    models.TextField(
                        help_text="The JSON that the API serves, without the position."
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        help_text="Its cause.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change",
                        to="claims.event",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        help_text="The one that a change of a claim is about.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="claims.publication",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("position__isnull", True)),
                        fields=["id"],
                        name="change_unsettled",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("position",),
                        name="change_position_is_taken_once",
                        violation_error_code="change_position_is_taken_once",
                        violation_error_message="Another change has this position.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "first",
                                    "update",
                                    "correction",
                                    "retraction",
                                    "reinstatement",
                                    "flag",
                                    "merge",
                                    "link",
                                    "policy",
                                    "member",
                                    "entry",
                                ],
                            )
                        ),
                        name="change_kind_is_known",
                        violation_error_code="change_kind_is_known",
                        violation_error_message="Kind has to be one of: first, update, correction, "
                        "retraction, reinstatement, flag, merge, link, policy, member, entry.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "resource__in",
                                [
                                    "claim",
                                    "figure",
                                    "series",
                                    "source",
                                    "document",
                                    "topic",
                                    "measure",
                                    "subject",
                                    "scope",
                                ],
                            )
                        ),
                        name="change_resource_is_known",
                        violation_error_code="change_resource_is_known",
                        violation_error_message="Resource has to be one of: claim, figure, series, "
                        "source, document, topic, measure, subject, scope.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("event__isnull", False),
                                ("publication__isnull", False),
                                ("resource", "claim"),
                            ),
                            models.Q(
                                models.Q(("resource", "claim"), _negated=True),
                                ("event__isnull", True),
                                ("publication__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="change_of_a_claim_names_its_publication_and_event",
                        violation_error_code="change_of_a_claim_names_its_publication_and_event",
                        violation_error_message="A change of a claim, and no other, "
                        "names its publication and its event.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("position__isnull", True), ("position__gte", 1), _connector="OR"
                        ),
                        name="change_position_counts_from_1",
                        violation_error_code="change_position_counts_from_1",
                        violation_error_message="Positions count from 1.",
                    ),
                ],
            },
        ),
    ]
