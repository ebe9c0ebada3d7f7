"""Policies and members of figures stay as they were written; who may keep series and figures."""

from importlib import import_module

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import Q

from sources.database.triggers import append_only

EARLIER = import_module("claims.migrations.0002_append_only")
BEFORE = EARLIER.PUBLICATION_COLUMNS
SEEN = ("series", "figure", "figurepolicy", "figuremember")
KEPT = ("series", "figure")
KEEPERS = ("editor", "chief editor")


def publication(columns):
    """The rule that a publication is not changed, over these columns."""
    return append_only("claims_publication", columns=columns, filled_later="published_until")[0]


def undone(operation):
    return migrations.RunPython(operation.reverse_code, operation.code)


def permissions(apps, actions, models):
    codenames = [f"{action}_{model}" for action in actions for model in models]
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.filter(Q(content_type__app_label="claims"), codename__in=codenames)


def forwards(apps, schema_editor):
    create_permissions(installed.get_app_config("claims"), verbosity=0, apps=installed)
    for group in apps.get_model("auth", "Group").objects.all():
        group.permissions.add(*permissions(apps, ["view"], SEEN))
        if group.name in KEEPERS:
            group.permissions.add(*permissions(apps, ["add", "change"], KEPT))


def backwards(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.all():
        group.permissions.remove(*permissions(apps, ["view", "add", "change"], SEEN))


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_series")]

    operations = [
        undone(EARLIER.PUBLICATION_RULES[0]),
        publication(f"{BEFORE} series_id point"),
        *append_only("claims_figurepolicy"),
        *append_only("claims_figuremember"),
        migrations.RunPython(forwards, backwards),
    ]
