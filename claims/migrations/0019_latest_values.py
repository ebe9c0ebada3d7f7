"""An index on the day of a value, or the end of its period: what a figure reads first."""

from django.db import migrations
from django.db.models import F, Index
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("claims", "0018_reading_indexes")]

    operations = [
        migrations.AddIndex(
            "publication",
            Index(
                *map(F, ("measure", "subject", "series")),
                Coalesce("as_of", "period_end"),
                "id",
                name="publication_latest",
            ),
        )
    ]
