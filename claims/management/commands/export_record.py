from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.api import dump
from claims.record import moments


class Command(BaseCommand):
    help = "Write the whole public record to a new folder (docs/analysts/exports.md)."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--known-at", help="The record as it was at this moment, else now.")
        parser.add_argument("--base-url", default="", help="Where the API is: https://example.org.")

    def handle(self, *args, folder: Path, known_at: str | None, base_url: str, **options):
        now = timezone.now()
        try:
            at = moments.read(known_at, now=now) if known_at else now
            manifest = dump.write(folder, at=at, made_at=now, base=base_url)
        except moments.NotAMoment as error:
            raise CommandError(f"--known-at: {error}") from error
        except FileExistsError as error:
            raise CommandError(f"{folder} is there already: name a new folder.") from error
        except OSError as error:
            raise CommandError(str(error)) from error
        size = sum(file["bytes"] for file in manifest["files"])
        self.stdout.write(f"{len(manifest['files'])} files, {size:,} bytes, in {folder}.")
