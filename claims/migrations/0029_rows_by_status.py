"""What a list of the desk is narrowed by has an index, in the order of the list."""

from django.db import migrations, models

BY = [
    ("assessment", "verification_status", "assessment_by_status"),
    ("claim", "review_state", "claim_by_state"),
    ("claim", "attribution_status", "claim_by_source_status"),
    ("claim", "verification_status", "claim_by_status"),
    ("event", "to_state", "event_by_state"),
    ("publication", "kind", "publication_by_kind"),
    ("sourcecheck", "status", "source_check_by_status"),
    ("sourcecheck", "method", "source_check_by_method"),
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0028_claims_of_one_author")]

    operations = [
        *(
            migrations.AddIndex(model, models.Index(fields=[column, "-id"], name=name))
            for model, column, name in BY
        ),
        migrations.AddIndex(
            "claim",
            models.Index(
                fields=["-id"],
                condition=models.Q(needs_reassessment=True),
                name="claim_to_reassess_newest",
            ),
        ),
        migrations.AddIndex(
            "citation",
            models.Index(
                fields=["status", "claim"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="citation_by_status",
            ),
        ),
    ]
