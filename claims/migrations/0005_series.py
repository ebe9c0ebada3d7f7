"""Series, and the figures that they answer; claims and publications name their series."""

from importlib import import_module

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


def rules_again(apps, schema_editor):
    """On SQLite a column goes by making its table anew, without the triggers: set them again."""
    if schema_editor.connection.vendor != "sqlite":
        return
    earlier = import_module("claims.migrations.0002_append_only")
    for operation in (*earlier.PUBLICATION_RULES, *earlier.CLAIM_RULES):
        operation.code(apps, schema_editor)
    schema_editor.execute(import_module("claims.migrations.0003_search").SQLITE[1])


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_roles"),
        ("sources", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, rules_again),
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Stays for good once used.", max_length=80, unique=True
                    ),
                ),
                (
                    "question",
                    models.CharField(help_text="As a reader would ask it.", max_length=200),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.measure",
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.scope",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.subject",
                    ),
                ),
            ],
            options={
                "ordering": ["question", "id"],
            },
        ),
        migrations.CreateModel(
            name="FigureMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("include", "Counts"),
                            ("exclude", "Does not count"),
                            ("undo", "Left to the rules"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="claims.figure",
                    ),
                ),
            ],
            options={
                "ordering": ["figure", "id"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFigure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(help_text="Stays for good once used.", max_length=80)),
                (
                    "question",
                    models.CharField(help_text="As a reader would ask it.", max_length=200),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.measure",
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.scope",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.subject",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical figure",
                "verbose_name_plural": "historical figures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Stays for good once used.", max_length=80, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "is_cumulative",
                    models.BooleanField(
                        default=True,
                        help_text="Whether each value holds all before it: a fall is a revision.",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        blank=True, help_text="The day from which a running count runs.", null=True
                    ),
                ),
                (
                    "derivation_note",
                    models.CharField(
                        blank=True, help_text="How it derives, and how we know.", max_length=500
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        help_text="Who counts.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                    ),
                ),
                (
                    "derives_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derived",
                        to="claims.series",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.measure",
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.scope",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.subject",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "series",
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSeries",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(help_text="Stays for good once used.", max_length=80)),
                ("name", models.CharField(max_length=160)),
                (
                    "is_cumulative",
                    models.BooleanField(
                        default=True,
                        help_text="Whether each value holds all before it: a fall is a revision.",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        blank=True, help_text="The day from which a running count runs.", null=True
                    ),
                ),
                (
                    "derivation_note",
                    models.CharField(
                        blank=True, help_text="How it derives, and how we know.", max_length=500
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who counts.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.source",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.measure",
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.scope",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.subject",
                    ),
                ),
                (
                    "derives_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.series",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical series",
                "verbose_name_plural": "historical series",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FigurePolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("latest_of_series", "The latest of a series"),
                            ("preferred_claim", "A preferred claim"),
                            ("envelope", "The envelope of all"),
                            ("median_of_independent", "The median of independent claims"),
                        ],
                        max_length=24,
                    ),
                ),
                ("note", models.CharField(help_text="Why this policy.", max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policies",
                        to="claims.figure",
                    ),
                ),
                (
                    "preferred",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.series",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "figure policies",
                "ordering": ["figure", "id"],
            },
        ),
        migrations.AddField(
            model_name="publication",
            name="point",
            field=models.TextField(
                null=True,
                help_text="The point of its series as the API serves it, byte for byte.",
            ),
        ),
        migrations.AddField(
            model_name="claimlink",
            name="score",
            field=models.PositiveSmallIntegerField(
                editable=False,
                help_text="How sure the rule is, out of 100; null by hand.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="series",
            field=models.ForeignKey(
                blank=True,
                help_text="The running count that it is a value of.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="claims.series",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="series",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publications",
                to="claims.series",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("series__isnull", False)),
                fields=["series", "as_of", "-number"],
                name="publication_series_points",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    ("series__isnull", False),
                    models.Q(("kind", "retraction"), _negated=True),
                ),
                fields=("series", "as_of"),
                name="publication_one_of_a_series_is_live_for_a_day",
                violation_error_code="publication_one_of_a_series_is_live_for_a_day",
                violation_error_message="Another claim of this series is public for that day.",
            ),
        ),
        migrations.AddIndex(
            model_name="figuremember",
            index=models.Index(fields=["figure", "claim", "-id"], name="figure_member_latest"),
        ),
        migrations.AddConstraint(
            model_name="figuremember",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["include", "exclude", "undo"])),
                name="figure_member_decision_is_known",
                violation_error_code="figure_member_decision_is_known",
                violation_error_message="Decision has to be one of: include, exclude, undo.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figuremember",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__trimmed_length__gte", 20)),
                name="figure_member_has_a_reason",
                violation_error_code="figure_member_has_a_reason",
                violation_error_message="Say why, in at least 20 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("derives_from", models.F("id")), _negated=True),
                name="series_does_not_derive_from_itself",
                violation_error_code="series_does_not_derive_from_itself",
                violation_error_message="A series cannot derive from itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("derives_from__isnull", True),
                    ("derivation_note__trimmed_length__gt", 0),
                    _connector="OR",
                ),
                name="series_that_derives_says_how",
                violation_error_code="series_that_derives_says_how",
                violation_error_message="Say how it derives from the other series.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurepolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "policy__in",
                        [
                            "latest_of_series",
                            "preferred_claim",
                            "envelope",
                            "median_of_independent",
                        ],
                    )
                ),
                name="figure_policy_is_known",
                violation_error_code="figure_policy_is_known",
                violation_error_message="Policy has to be one of: latest_of_series, preferred_claim, envelope, median_of_independent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurepolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("policy", "latest_of_series"), ("series__isnull", False)),
                    models.Q(
                        models.Q(("policy", "latest_of_series"), _negated=True),
                        ("series__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="figure_policy_names_its_series",
                violation_error_code="figure_policy_names_its_series",
                violation_error_message="The policy “latest of a series”, and no other, names a series.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurepolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("policy", "preferred_claim"), ("preferred__isnull", False)),
                    models.Q(
                        models.Q(("policy", "preferred_claim"), _negated=True),
                        ("preferred__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="figure_policy_names_its_claim",
                violation_error_code="figure_policy_names_its_claim",
                violation_error_message="The policy “a preferred claim”, and no other, names a claim.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurepolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("note__trimmed_length__gte", 20)),
                name="figure_policy_has_a_reason",
                violation_error_code="figure_policy_has_a_reason",
                violation_error_message="Say why, in at least 20 characters.",
            ),
        ),
    ]
