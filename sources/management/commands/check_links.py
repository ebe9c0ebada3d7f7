import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from sources.evidence import queue

PAUSE = 5  # seconds


class Command(BaseCommand):
    help = "Check whether documents are still as they were (docs/operators/link-checks.md)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--loop", action="store_true", help="Go on until stopped, as a service does."
        )

    def handle(self, *args, loop: bool, **options):
        if not settings.FETCHING:
            raise CommandError(
                "Fetching is switched off: set FETCHING=1 (docs/operators/link-checks.md)."
            )
        over = threading.Event()
        # The command ends after the current document.
        previous_handler = signal.signal(signal.SIGTERM, lambda *_: over.set())
        if loop:
            self.stdout.write("Looking at documents until stopped.")
            self.stdout.flush()
        try:
            done = queue.run(timezone.now, over.is_set)
            while loop and not over.wait(PAUSE):
                close_old_connections()
                done += queue.run(timezone.now, over.is_set)
        finally:
            signal.signal(signal.SIGTERM, previous_handler)
        self.stdout.write(f"Documents looked at: {done}.")
