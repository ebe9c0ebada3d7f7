"""Make grades, captures and their content append-only, and refuse grades that overlap.

Also create the index that finds documents by words of their titles.
"""

from django.db import migrations

from sources.database.triggers import append_only, refuse
from sources.database.word_index import index_words

GRADES = "sources_reliabilitygrade"


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]

    operations = [
        *append_only("sources_capturedcontent"),
        *append_only("sources_capture"),
        *append_only(
            GRADES,
            columns="id source_id topic_id grade valid_from rationale by_id at",
            filled_later="valid_until",
        ),
        refuse(
            "reliability_grades_do_not_overlap",
            GRADES,
            "INSERT",
            f"""EXISTS (
                SELECT 1 FROM {GRADES} g
                WHERE g.source_id = NEW.source_id
                AND g.topic_id IS NOT DISTINCT FROM NEW.topic_id
                AND (g.valid_until IS NULL OR g.valid_until > NEW.valid_from)
                AND (NEW.valid_until IS NULL OR NEW.valid_until > g.valid_from)
            )""",
            "Grades of one source on one topic do not overlap.",
        ),
        index_words("sources_document", "title"),
    ]
