"""A copied database equals a migrated one, and a changed schema gives a new template."""

import shutil

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import ROOT, template


@pytest.mark.django_db
def test_every_migration_has_been_applied_to_the_copy():
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert Permission.objects.filter(codename="view_claim").exists()


@pytest.mark.parametrize(
    "changed",
    [
        "claims/migrations/0001_initial.py",
        "claims/models/claim.py",
        "claims/rules/choices.py",
        "sources/database/triggers.py",
        "sources/apps.py",
        "config/settings.py",
    ],
)
def test_change_to_the_schema_makes_a_new_template(tmp_path, changed):
    for path in template.deciding_files():
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    before = template.schema_hash(tmp_path)

    with (tmp_path / changed).open("a") as file:
        file.write("\n")

    assert before == template.schema_hash()
    assert before != template.schema_hash(tmp_path)
