"""Indexes for the desk: claims by words of the statement, and by when they were last edited."""

from django.db import migrations, models

from sources.database.word_index import index_words


class Migration(migrations.Migration):
    dependencies = [("claims", "0021_evidence_rights")]

    operations = [
        migrations.AddIndex(
            "claim", models.Index(fields=["-last_edited_at", "-id"], name="claim_by_last_edit")
        ),
        index_words("claims_claim", "statement"),
    ]
