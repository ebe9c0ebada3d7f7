"""The demo's running counts, imported by two processes into a database of their own."""

import os
import subprocess
import sys

import pytest

from tests.test_docs import ROOT

TWO_PROCESSES = """
import sys, django
from pathlib import Path

if __name__ == "__main__":
    django.setup()
    from django.utils import timezone
    from claims.demo import accounts, losses
    from claims.record.history import all_faults
    from claims.models import Claim, ImportBatch

    folder = Path(sys.argv[1])
    accounts.make_accounts(folder / "logins.txt")
    written = losses.load(at=timezone.now(), say=print, folder=folder)
    assert written == Claim.objects.count() > 50, written
    assert {b.state for b in ImportBatch.objects.all()} == {"approved"}
    assert not list(all_faults())
"""


@pytest.mark.timeout(300)
def test_two_processes_import_side_by_side(migrated_database, demo_files, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(TWO_PROCESSES)
    environment = os.environ | {
        "DATABASE_URL": migrated_database,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
    }

    done = subprocess.run(
        [sys.executable, script, demo_files], env=environment, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert "general-staff-personnel: 6 claims" in done.stdout
