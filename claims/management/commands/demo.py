import os
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from claims.demo import counts, losses
from claims.demo.accounts import make_accounts
from claims.demo.load import CASES, CLAIMS, load
from claims.demo.processes import Companions, take_lock, wait_for_remains
from claims.demo.progress import LOCK
from claims.demo.terminal import Terminal

NOTHING_NEW = "All there; nothing was changed."
OTHER_VERSION = (
    "The database was made by another version of Corroborate, and this one cannot go on with it. "
    "If it holds nothing but the demo, remove it with `make clean`, then `make demo` again."
)


class Command(BaseCommand):
    help = "Set up the demo (database, accounts, one article as claims, and more) and serve it."
    # The server runs the checks itself, and without them the demo starts faster.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--no-serve", action="store_true", help="Set up, and stop there.")

    def handle(self, *args, port: int, no_serve: bool, **options):
        self.terminal = Terminal(self.stdout)
        self.say = self.terminal.say
        with self.terminal.watched():
            wait_for_remains(LOCK)
        if not no_serve:
            refuse_taken(port)
        logins = Path(settings.VAR_DIR) / "demo-logins.txt"
        logins.parent.mkdir(exist_ok=True)
        with self.terminal.watched():
            lock = take_lock(LOCK)
            if lock is None:
                raise CommandError(
                    f"Another demo is at work here (process {LOCK.read_text()}): use that one, or "
                    "stop it first."
                )
            accounts = self.set_up(logins)
        before = losses.imported()
        shares = losses.shares(at=timezone.now(), say=self.say)
        if not shares:
            self.say(NOTHING_NEW)
        if no_serve:
            losses.large(shares)
            if written := losses.imported() - before:
                self.say(f"Claims imported: {written:,}.")
        self.announce(port, accounts, logins)
        if not no_serve:
            self.start_beside(port, shares)
            self.serve(port)

    def set_up(self, logins: Path) -> list[str]:
        """Set up the database, the accounts and the small data; return the new log-ins."""
        self.say("Preparing the database …")
        migrate()
        self.say("Making the accounts …")
        accounts = make_accounts(logins)
        self.say(
            f"Loading the demo: one article as {len(CLAIMS)} claims, and {len(CASES)} cases more …"
        )
        written = load(at=timezone.now(), say=self.say)
        self.say(f"Claims written: {written}." if written else NOTHING_NEW)
        self.say("Importing the losses of Russian forces, day by day …")
        losses.small(at=timezone.now(), say=self.say)
        counts.figures(by=get_user_model().objects.get(username="eva"), at=timezone.now())
        return accounts

    def announce(self, port: int, accounts: list[str], logins: Path) -> None:
        home = f"http://127.0.0.1:{port}"
        self.say(f"\n  Desk  {home}/admin/")
        self.say(f"  API   {home}/api/v1/claims/")
        self.say(f"  Docs  {home}/api/v1/docs/\n")
        path = os.path.relpath(logins)
        if accounts:
            self.say(f"  Log-ins, shown once and kept in {path}:")
            for line in accounts:
                self.say(f"    {line}")
        else:
            self.say(f"  Log-ins are in {path}.")
        self.say("")

    def start_beside(self, port: int, shares: list) -> None:
        """Start the imports in processes of their own. They begin when the server answers."""
        companions = Companions()
        companions.start(partial(self.welcome, port, is_importing=bool(shares)))
        for share in shares:
            companions.start(partial(self.import_beside, port, share))

    def welcome(self, port: int, *, is_importing: bool) -> None:
        """Wait until the server answers, and print its address."""
        with self.terminal.watched():
            wait_for_server(port)
        self.say(f"Serving at http://127.0.0.1:{port}/; Ctrl-C stops it.")
        if is_importing:
            self.say("The import goes on beside it; the first page says how far it has come.")

    def import_beside(self, port: int, share: Callable[[], object]) -> None:
        wait_for_server(port)
        share()
        if all(map(losses.is_settled, losses.FILES)):
            self.say(f"All there: {losses.imported():,} claims are imported.")

    def serve(self, port: int) -> None:
        """Replace this process with the server. Its error pages are those of production."""
        self.say("Starting the server …")
        environment = {**os.environ, "DEBUG": "0", "DEMO_IMPORT": "1"}
        options = "-m gunicorn config.wsgi --preload --log-level warning --bind".split()
        command = [sys.executable, *options, f"127.0.0.1:{port}"]
        os.execve(sys.executable, command, environment)


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is not to be had ({error.strerror}): try PORT={port + 1}."
            ) from error


def migrate() -> None:
    """Migrate the database. Raises ``CommandError`` if another version made it."""
    applied = MigrationRecorder(connection).applied_migrations()
    ours = {(app, name) for app, name in applied if app in ("claims", "sources")}
    if ours - set(MigrationLoader(None).disk_migrations):
        raise CommandError(OTHER_VERSION)
    try:
        call_command("migrate", verbosity=0)
    except (DatabaseError, InconsistentMigrationHistory) as error:
        raise CommandError(f"{OTHER_VERSION} ({error})") from error


def wait_for_server(port: int) -> None:
    """Return when the server answers."""
    while True:
        server = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            server.request("GET", "/")
            server.getresponse()
            return
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            server.close()
