"""An index for the desk: documents by words of the title."""

from django.db import migrations

from sources.database.word_index import index_words


class Migration(migrations.Migration):
    dependencies = [("sources", "0006_merge_reason_whole")]

    operations = [index_words("sources_document", "title")]
