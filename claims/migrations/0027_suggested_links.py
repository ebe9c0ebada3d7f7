"""Indexes for the queue of suggested links."""

from django.db import migrations, models

SUGGESTED = models.Q(state="suggested")


class Migration(migrations.Migration):
    dependencies = [("claims", "0026_saved_filters")]

    operations = [
        migrations.AddIndex(
            "claimlink",
            models.Index(fields=["id"], condition=SUGGESTED, name="claim_link_suggested"),
        ),
        migrations.AddIndex(
            "claimlink",
            models.Index(
                fields=["kind", "id"], condition=SUGGESTED, name="claim_link_suggested_by_kind"
            ),
        ),
    ]
