"""Create the index that finds sources by words of their names, and that of documents by day."""

from django.db import migrations, models

from sources.database.word_index import index_words


class Migration(migrations.Migration):
    dependencies = [("sources", "0006_earlier_histories")]

    operations = [
        index_words("sources_alias", "normalized"),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["published_at"], name="document_by_day"),
        ),
    ]
