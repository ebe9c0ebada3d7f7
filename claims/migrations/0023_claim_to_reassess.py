"""The queue of what has to be reassessed is read in its own order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0022_desk_words")]

    operations = [
        migrations.RemoveIndex("claim", "claim_flagged"),
        migrations.AddIndex(
            "claim",
            models.Index(
                fields=["last_edited_at", "id"],
                condition=models.Q(needs_reassessment=True),
                name="claim_to_reassess",
            ),
        ),
    ]
