"""What the list of documents is narrowed by has an index, in the order of the list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0007_document_words")]

    operations = [
        migrations.AddIndex(
            "document", models.Index(fields=[column, "-id"], name=f"document_by_{column}")
        )
        for column in ("kind", "state")
    ]
