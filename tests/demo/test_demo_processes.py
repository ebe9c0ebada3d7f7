"""The processes of the demo: one demo at a time, no orphans, and the error on an old database."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.template.loader import render_to_string
from django.test import RequestFactory

from claims.demo import losses, processes, progress
from claims.management.commands import demo
from claims.models import ImportBatch
from tests import ROOT
from tests.factories import NOW

PARENT = """
import os, time
from claims.demo.processes import Companions

companions = Companions()
companions.start(lambda: time.sleep(60))
print(companions.pids[0], flush=True)
time.sleep(60)
"""


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(state.stdout.strip()) and not state.stdout.startswith("Z")


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_companion_ends_with_the_process_that_started_it(ending):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    companion = int(parent.stdout.readline())

    parent.send_signal(ending)
    parent.wait()

    until = time.monotonic() + 10
    while is_there(companion) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_there(companion)


def test_lock_is_held_by_one_demo(tmp_path):
    path = tmp_path / "demo.lock"

    held = processes.take_lock(path)

    assert path.read_text() == str(os.getpid())
    assert processes.is_locked(path)
    assert processes.take_lock(path) is None
    held.close()
    assert not processes.is_locked(path)


def test_second_demo_says_who_is_at_work(tmp_path, monkeypatch):
    path = tmp_path / "demo.lock"
    monkeypatch.setattr(demo, "LOCK", path)
    held = processes.take_lock(path)

    with pytest.raises(CommandError, match=rf"Another demo .*process {os.getpid()}\)"):
        call_command("demo", no_serve=True)

    held.close()


def test_taken_port_is_refused_before_anything_is_set_up(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "LOCK", tmp_path / "demo.lock")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is not to be had"):
            call_command("demo", port=port)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_database_of_another_version_is_named_with_the_way_out():
    MigrationRecorder(connection).record_applied("claims", "0099_of_another_version")

    with pytest.raises(CommandError, match="make clean"):
        demo.migrate()


@pytest.fixture
def batch(editor):
    """Store two batches: one is approved, the other half published."""
    for number, (name, state, done) in enumerate(
        [
            ("general-staff-other-equipment", "approved", 10_914),
            ("general-staff-armor-and-artillery", "approving", 4_000),
        ]
    ):
        ImportBatch.objects.create(
            file_name="equipment.csv",
            file_sha256=f"{number:064}",
            mapping={},
            mapping_name=name,
            mapping_sha256=f"{number:064}",
            state=state,
            done=done,
            created_by=editor,
            created_at=NOW,
        )


def page(monkeypatch, path) -> str:
    monkeypatch.setattr(progress, "LOCK", path)
    shown = progress.context(RequestFactory().get("/"))
    return render_to_string("claims/demo_import.html", shown)


def test_page_says_how_far_the_import_has_come(batch, monkeypatch, tmp_path):
    path = tmp_path / "demo.lock"
    held = processes.take_lock(path)

    words = page(monkeypatch, path)

    assert "14,914 of 22,328 claims are public" in words
    assert 'value="84"' in words
    assert "stopped" not in words
    held.close()


def test_page_says_that_the_import_was_stopped(batch, monkeypatch, tmp_path):
    assert "The import was stopped" in page(monkeypatch, tmp_path / "demo.lock")


def test_page_says_nothing_once_all_is_there(batch, monkeypatch, tmp_path):
    ImportBatch.objects.update(state="approved")
    for name in losses.FILES.keys() - set(
        ImportBatch.objects.values_list("mapping_name", flat=True)
    ):
        copy = ImportBatch.objects.first()
        copy.pk, copy.mapping_name, copy.file_sha256 = None, name, name.ljust(64)
        copy.save()

    assert page(monkeypatch, tmp_path / "demo.lock").strip() == ""
