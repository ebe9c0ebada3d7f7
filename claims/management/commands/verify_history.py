from django.core.management.base import BaseCommand, CommandError

from claims.changes.faults import faults
from claims.models import Event
from claims.record.history import all_faults


class Command(BaseCommand):
    help = (
        "Check every claim's history and publications, and that the change feed tells of all; "
        "name the first row that was tampered with."
    )

    def handle(self, *args, **options):
        messages = [*all_faults(), *faults()]
        for message in messages:
            self.stderr.write(message)
        if messages:
            raise CommandError(f"Faults: {len(messages)}; the first: {messages[0]}")
        self.stdout.write(f"{Event.objects.count()} events verified, no fault.")
