"""Who is to work on a claim, and until when."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

WHO = {
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": settings.AUTH_USER_MODEL,
    "db_index": False,
}


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0023_claim_to_reassess"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignment",
                        to="claims.claim",
                    ),
                ),
                ("to", models.ForeignKey(**WHO)),
                ("due_on", models.DateField(help_text="The last day; null: whenever.", null=True)),
                ("by", models.ForeignKey(**WHO)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["to", "due_on", "id"], name="assignment_of_person"),
                    models.Index(fields=["due_on", "id"], name="assignment_by_due_date"),
                ],
            },
        ),
    ]
