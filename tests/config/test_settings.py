"""Settings: production needs its secrets, and a variable chooses the database."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT

PRODUCTION = {
    "CORROBORATE_ENV": "production",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "example.org",
    "DATABASE_URL": "sqlite://:memory:",
}
OURS = {*PRODUCTION, "DEBUG", "DJANGO_SETTINGS_MODULE"}


def manage(*command, **variables) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


def setting(expression: str, root: Path = ROOT, **variables) -> str:
    code = f"from config import settings; print({expression})"
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env=environment | variables,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


def test_development_starts_without_any_variable():
    assert manage("check").returncode == 0


def test_clean_clone_has_a_folder_for_its_database(tmp_path):
    shutil.copytree(ROOT / "config", tmp_path / "config")

    assert setting("settings.VAR_DIR.is_dir()", root=tmp_path) == "True"


def test_production_starts_with_its_secrets():
    answer = manage("check", **PRODUCTION)

    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("value", [None, ""], ids=["not set", "empty"])
@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_refuses_to_start_without(name, value):
    variables = {key: given for key, given in PRODUCTION.items() if key != name}
    if value is not None:
        variables[name] = value

    answer = manage("check", **variables)

    assert answer.returncode != 0
    assert f"{name} has to be set in production." in answer.stderr


def test_unknown_environment_is_refused():
    answer = manage("check", CORROBORATE_ENV="staging")

    assert answer.returncode != 0
    assert "CORROBORATE_ENV is 'staging'; it has to be one of" in answer.stderr


def test_unknown_database_is_refused():
    answer = manage("check", DATABASE_URL="mysql://root@localhost/claims")

    assert answer.returncode != 0
    assert "DATABASE_URL has to begin with postgresql:// or sqlite://." in answer.stderr


DATABASES = {
    "postgresql": (
        "postgresql://me:secret@db.example:5433/claims",
        "django.db.backends.postgresql claims db.example 5433",
    ),
    "sqlite": ("sqlite:////tmp/x.sqlite3", "django.db.backends.sqlite3 /tmp/x.sqlite3"),
}


@pytest.mark.parametrize(("url", "expected"), DATABASES.values(), ids=DATABASES)
def test_database_url_picks_the_database(url, expected):
    database = "settings.DATABASES['default']"
    shown = f"*[{database}[k] for k in ('ENGINE', 'NAME', 'HOST', 'PORT') if {database}.get(k)]"

    assert setting(shown, DATABASE_URL=url) == expected


def test_options_in_the_url_come_on_top_of_ours():
    shown = "sorted(settings.DATABASES['default']['OPTIONS'])"

    answer = setting(shown, DATABASE_URL="postgresql:///claims?sslmode=require")

    assert "'sslmode'" in answer
    assert "'server_side_binding'" in answer


def test_production_never_debugs():
    assert setting("settings.DEBUG", **PRODUCTION, DEBUG="1") == "False"


@pytest.mark.parametrize(
    "name", ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
)
def test_production_is_served_encrypted(name):
    assert setting(f"settings.{name}", **PRODUCTION) == "True"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANONYMOUS_READING", "no"),
        ("RATE_ANONYMOUS", "10/s"),
        ("RATE_CLIENT", "-1"),
        ("PROXIES", "²"),
    ],
)
def test_setting_that_cannot_be_read_stops_the_start(name, value):
    answer = manage("check", **{name: value})

    assert answer.returncode != 0
    assert f"{name} is {value!r}; it has to be" in answer.stderr


def test_production_is_behind_one_proxy_by_default():
    assert setting("settings.PROXIES", **PRODUCTION) == "1"
    assert setting("settings.PROXIES") == "0"
