"""What a person finds sent back, or has in draft, is read in the order of its queue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0027_suggested_links")]

    operations = [
        migrations.AddIndex(
            "claim",
            models.Index(
                fields=["created_by", "review_state", "-id"], name="claim_by_author_state"
            ),
        ),
    ]
