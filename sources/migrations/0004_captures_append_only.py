"""Captures and what is in them stay as they were stored."""

from django.db import migrations

from sources.database.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_captures")]

    operations = [
        *append_only("sources_capturedcontent"),
        *append_only("sources_capture"),
    ]
