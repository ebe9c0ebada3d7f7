"""A change stays as it was written; its position is filled once."""

from django.db import migrations

from sources.database.triggers import append_only

COLUMNS = "id kind at resource key publication_id event_id content"


class Migration(migrations.Migration):
    dependencies = [("claims", "0011_past_changes")]

    operations = append_only("claims_change", columns=COLUMNS, filled_later="position")
