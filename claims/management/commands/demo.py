import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.demo import counts, losses
from claims.demo.accounts import make_accounts
from claims.demo.load import load


class Command(BaseCommand):
    help = "Set up the demo (database, accounts, one article as ten claims) and serve it."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--no-serve", action="store_true", help="Set up, and stop there.")

    def handle(self, *args, port: int, no_serve: bool, **options):
        if not no_serve:
            self.refuse_taken(port)
        logins = Path(settings.VAR_DIR) / "demo-logins.txt"
        logins.parent.mkdir(exist_ok=True)
        self.say("Preparing the database …")
        call_command("migrate", verbosity=0)
        accounts = make_accounts(logins)
        self.say("Loading the demo: one article as ten claims, and four cases more …")
        written = load(at=timezone.now(), say=self.say)
        self.say(f"Claims written: {written}." if written else "All there; nothing was changed.")
        self.say("Importing the losses of Russian forces, day by day …")
        imported = losses.load(at=timezone.now(), say=self.say)
        told = f"Claims imported: {imported:,}." if imported else "All there; nothing was changed."
        self.say(told)
        counts.figures(by=get_user_model().objects.get(username="eva"), at=timezone.now())
        self.announce(port, accounts, logins)
        if not no_serve:
            self.serve(port)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def announce(self, port: int, accounts: list[str], logins: Path) -> None:
        home = f"http://127.0.0.1:{port}"
        self.say(f"\n  Desk  {home}/admin/")
        self.say(f"  API   {home}/api/v1/claims/")
        self.say(f"  Docs  {home}/api/v1/docs/\n")
        kept = os.path.relpath(logins)
        if accounts:
            self.say(f"  Log-ins, shown once and kept in {kept}:")
            for line in accounts:
                self.say(f"    {line}")
        else:
            self.say(f"  Log-ins are in {kept}.")
        self.say("")

    def refuse_taken(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} is not to be had ({error.strerror}): try PORT={port + 1}."
                ) from error

    def serve(self, port: int) -> None:
        """Become the server; errors are answered as in production, not with a debug page."""
        self.say("Serving; Ctrl-C stops it.")
        environment = {**os.environ, "DEBUG": "0"}
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--log-level", "warning"]
        command += ["--bind", f"127.0.0.1:{port}"]
        os.execve(sys.executable, command, environment)
