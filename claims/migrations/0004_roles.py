"""The seven roles as groups, each with what it may see and change in the admin.

Claims and their parts are changed by the verbs only, which ask for the role itself.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

EVERYTHING = (
    "sources.topic sources.source sources.alias sources.domain sources.sourcelink "
    "sources.interest sources.reliabilitygrade sources.document claims.unit claims.measure "
    "claims.subject claims.scope claims.claim claims.citation claims.hop claims.sourcecheck "
    "claims.assessment claims.claimlink claims.ruling claims.event claims.publication "
    "claims.publicationsource"
).split()
FOUND_ON_THE_WAY = ["sources.source", "sources.alias", "sources.document", "claims.subject"]
REGISTER = [name for name in EVERYTHING if name.startswith("sources.")]
VOCABULARY = ["claims.unit", "claims.measure", "claims.subject", "claims.scope", "sources.topic"]
KEPT_FOR_GOOD = ["sources.reliabilitygrade"]

ROLES = {
    "contributor": {"add": [*FOUND_ON_THE_WAY, "claims.claim"], "change": ["claims.claim"]},
    "editor": {
        "add": [*FOUND_ON_THE_WAY, *VOCABULARY, "claims.claim"],
        "change": ["sources.document", *VOCABULARY, "claims.claim"],
    },
    "reviewer": {"change": ["claims.claim"]},
    "chief editor": {
        "add": [*REGISTER, *VOCABULARY],
        "change": [*REGISTER, *VOCABULARY, "claims.claim"],
    },
    "source curator": {"add": REGISTER, "change": REGISTER},
    "analyst": {},
    "auditor": {},
}


def forwards(apps, schema_editor):
    for label in ("sources", "claims"):
        create_permissions(installed.get_app_config(label), verbosity=0, apps=installed)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, rights in ROLES.items():
        wanted = {f"{app}.view_{model}" for app, model in map(split, EVERYTHING)}
        for action, models in rights.items():
            wanted |= {
                f"{app}.{action}_{model}"
                for app, model in map(split, models)
                if not (action == "change" and f"{app}.{model}" in KEPT_FOR_GOOD)
            }
        group, _created = Group.objects.get_or_create(name=name)
        found = [
            permission
            for permission in Permission.objects.select_related("content_type")
            if f"{permission.content_type.app_label}.{permission.codename}" in wanted
        ]
        group.permissions.add(*found)


def split(name):
    return name.split(".")


def backwards(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_search"),
        ("sources", "0002_append_only"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
