from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from claims.record import comparing


class Command(BaseCommand):
    help = (
        "Compare two records: the documents, findings and hashes of every publication, and the "
        "hashes of every event. Reads only; the databases may be of different kinds."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        where = "a URL as in DATABASE_URL, or the path of a SQLite file"
        parser.add_argument("first", help=where)
        parser.add_argument("second", help=where)

    def handle(self, *args, first: str, second: str, **options):
        compared: Counter = Counter()
        differences = 0
        try:
            with comparing.reading(first=first, second=second):
                for sentence in comparing.differences("first", "second", compared):
                    self.stdout.write(sentence)
                    differences += 1
        except (DatabaseError, ValueError) as error:
            raise CommandError(f"They cannot be read: {error}") from error
        summary = f"{compared['publication']} publications and {compared['event']} events compared"
        if differences:
            raise CommandError(f"{summary}; differences: {differences}.")
        self.stdout.write(f"{summary}, no difference.")
