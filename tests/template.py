"""The template database: it is migrated once, and every worker of every run copies it.

On SQLite it is a file in pytest's cache, on PostgreSQL a database on the server of the tests. Its
name is a hash of the files and versions that decide the schema, so another schema has another
template.
"""

import contextlib
import fcntl
import hashlib
import os
import platform
import sqlite3
import subprocess
import sys
import weakref
from importlib.metadata import version
from inspect import getsourcefile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db.models.signals import post_migrate

from tests import ROOT

APPS = ("claims", "sources")
DECIDING = ("migrations/*.py", "models/**/*.py", "rules/**/*.py", "database/**/*.py", "apps.py")
KEPT = 4
LOCK = 2_026


def deciding_files(root: Path = ROOT) -> list[Path]:
    """Return the files of the project that decide the schema or the rows of a new database."""
    files = {path for app in APPS for pattern in DECIDING for path in (root / app).glob(pattern)}
    for _key, receiver, *_more in post_migrate.receivers:
        function = receiver() if isinstance(receiver, weakref.ReferenceType) else receiver
        file = Path(getsourcefile(function))
        if any(file.is_relative_to(root / app) for app in APPS):
            files.add(file)
    return sorted([*files, root / "config/settings.py"])


def schema_hash(root: Path = ROOT) -> str:
    """Return the hash of all files and versions that decide the contents of a migrated database."""
    digest = hashlib.sha256()
    packages = ("django", "django-rest-knox", "django-unfold")
    versions = [platform.python_version(), sqlite3.sqlite_version, *map(version, packages)]
    digest.update(repr(versions).encode())
    for path in deciding_files(root):
        digest.update(f"\0{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def migrate(url: str) -> None:
    """Run every migration on the database of a URL, in a process of its own."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        check=True,
    )


def sqlite_template(folder: Path) -> Path:
    """Return the path of the migrated file. The first of several workers creates it."""
    template = folder / f"{schema_hash()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            building = folder / "building"
            for path in folder.glob("building*"):
                path.unlink()
            migrate(f"sqlite:///{building}")
            building.rename(template)
            templates = sorted(folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
            for old in templates[:-KEPT]:
                old.unlink()
    return template


def postgresql_template() -> str:
    """Return the name of the migrated database. The first of several workers creates it."""
    name = f"corroborate_{schema_hash()}"
    building = f"{name}_building"
    url = urlsplit(os.environ["DATABASE_URL"])
    server = psycopg.connect(url._replace(path="/postgres").geturl(), autocommit=True)
    with contextlib.closing(server):
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(f"DROP DATABASE IF EXISTS {building}")
            server.execute(f"CREATE DATABASE {building}")
            migrate(url._replace(path=f"/{building}").geturl())
            server.execute(f"ALTER DATABASE {building} RENAME TO {name}")
    return name
