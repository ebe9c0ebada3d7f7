"""What was public at a moment: an index for each question that is asked of it."""

from django.db import migrations, models
from django.db.models import Q

CORRECTING = ("correction", "retraction", "reinstatement")
INDEXES = {
    "event": [models.Index(fields=["claim", "at"], condition=Q(verb="flag"), name="event_flag")],
    "publication": [
        models.Index(
            fields=["-published_from", "-id", "published_until"], name="publication_by_moment"
        ),
        models.Index(
            fields=["subject", "measure", "-as_of", "-id"],
            condition=Q(series__isnull=True),
            name="publication_outside_series",
        ),
        models.Index(
            fields=["-id"], condition=Q(kind__in=CORRECTING), name="publication_corrections"
        ),
        models.Index(
            fields=["-published_from", "-id"],
            condition=Q(kind__in=CORRECTING),
            name="publication_corrections_by",
        ),
    ],
}


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_series_rules")]

    operations = [
        migrations.AddIndex(model_name=model, index=index)
        for model, indexes in INDEXES.items()
        for index in indexes
    ]
