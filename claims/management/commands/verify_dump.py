from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.api import dump


class Command(BaseCommand):
    help = "Check a folder that export_record wrote against its manifest. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder: Path, **options):
        try:
            faults = list(dump.faults(folder))
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise CommandError(f"{folder} cannot be read as a dump: {error}") from error
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults; the first: {faults[0]}")
        self.stdout.write("Every file is as the manifest says.")
