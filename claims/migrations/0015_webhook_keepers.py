"""Chief editors keep everybody's webhooks in the admin, and read what was sent."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

KEEPER = "chief editor"
RIGHTS = ("view_webhook", "add_webhook", "change_webhook", "view_delivery")


def rights(apps):
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.filter(content_type__app_label="claims", codename__in=RIGHTS)


def forwards(apps, schema_editor):
    create_permissions(installed.get_app_config("claims"), verbosity=0, apps=installed)
    for group in apps.get_model("auth", "Group").objects.filter(name=KEEPER):
        group.permissions.add(*rights(apps))


def backwards(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=KEEPER):
        group.permissions.remove(*rights(apps))


class Migration(migrations.Migration):
    dependencies = [("claims", "0014_webhooks")]

    operations = [migrations.RunPython(forwards, backwards)]
