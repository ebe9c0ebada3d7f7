"""The command that checks documents: once, or until it is stopped."""

import os
import signal
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from sources.models import LinkCheck
from tests import ROOT


@pytest.mark.django_db
def test_command_makes_one_pass(story, capsys):
    call_command("check_links")

    assert capsys.readouterr().out == "Documents looked at: 1.\n"
    assert LinkCheck.objects.get().outcome == "live"


@pytest.mark.django_db
def test_command_needs_fetching_to_be_switched_on(settings):
    settings.FETCHING = False

    with pytest.raises(CommandError, match="FETCHING=1"):
        call_command("check_links")


@pytest.mark.timeout(100)
def test_loop_ends_when_it_is_told_to(migrated_database):
    """SIGTERM, as a service manager sends it, ends the loop, and the command prints its count."""
    environment = {
        **os.environ,
        "DATABASE_URL": migrated_database,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FETCHING": "1",
    }
    run = {"cwd": ROOT, "env": environment, "text": True}
    command = [sys.executable, "manage.py", "check_links", "--loop"]
    service = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **run)
    assert service.stdout.readline() == "Looking at documents until stopped.\n"
    service.send_signal(signal.SIGTERM)
    out, err = service.communicate(timeout=20)

    assert (service.returncode, out) == (0, "Documents looked at: 0.\n"), err
    assert connection.vendor in environment["DATABASE_URL"]
