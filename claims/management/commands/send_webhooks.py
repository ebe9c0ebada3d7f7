import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from claims.api.dump import Site
from claims.webhooks import queue

PAUSE = 2  # seconds


class Command(BaseCommand):
    help = "Tell webhooks of what is new, and try again what failed: see docs/clients/changes.md."

    def add_arguments(self, parser):
        parser.add_argument("--base-url", default="", help="Where the API is: https://example.org.")
        parser.add_argument(
            "--loop", action="store_true", help="Go on until stopped, as a service does."
        )

    def handle(self, *args, base_url: str, loop: bool, **options):
        site = Site(base_url)
        while True:
            sent = queue.run(site, timezone.now)
            if not loop:
                self.stdout.write(f"Requests made: {sent}.")
                return
            close_old_connections()
            time.sleep(PAUSE)
