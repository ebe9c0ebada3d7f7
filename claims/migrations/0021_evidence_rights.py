"""Every role reads captures and checks; who may write a document may also capture it."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = ("capture", "linkcheck", "watch")
READERS = (
    "contributor", "editor", "reviewer", "chief editor", "source curator", "analyst", "auditor",
)  # fmt: skip
WRITERS = ("contributor", "editor", "reviewer", "chief editor", "source curator")


def rights(apps):
    """Role → permissions."""
    found = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="sources")
    seen = list(found.filter(codename__in=[f"view_{name}" for name in SEEN]))
    written = list(found.filter(codename="add_capture"))
    return {role: seen + (written if role in WRITERS else []) for role in READERS}


def forwards(apps, schema_editor):
    create_permissions(installed.get_app_config("sources"), verbosity=0, apps=installed)
    groups = apps.get_model("auth", "Group").objects
    for role, permissions in rights(apps).items():
        for group in groups.filter(name=role):
            group.permissions.add(*permissions)


def backwards(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for role, permissions in rights(apps).items():
        for group in groups.filter(name=role):
            group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [("claims", "0020_evidence"), ("sources", "0005_watches")]

    operations = [migrations.RunPython(forwards, backwards)]
