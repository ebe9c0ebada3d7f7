import json
from collections.abc import Callable
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.importing.batch import batches
from claims.importing.file.mapping import InvalidMapping
from claims.importing.file.problems import FileRefused
from claims.importing.progress import Bar
from claims.models import ImportBatch, ImportMapping
from claims.rules.choices import WARNINGS
from claims.rules.refusals import Refused

SHOWN = 20
SHOWN_COUNTS = ("rows", "new", "duplicate", "wrong", "empty", "warnings")


class Command(BaseCommand):
    help = (
        "Read claims from a CSV, JSONL or XLSX file and submit them; somebody else approves them."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", required=True, help="A saved mapping, or a JSON file.")
        parser.add_argument("--by", required=True, help="The user name of an editor.")
        parser.add_argument("--dry-run", action="store_true", help="Report, and stop there.")
        parser.add_argument(
            "--leave-out-wrong", action="store_true", help="Submit the rows that are right."
        )

    def handle(self, file: Path, mapping: str, by: str, *args, **options):
        person, at = user(by), timezone.now()
        name, data = mapping_of(mapping)
        try:
            with file.open("rb") as opened, Bar("Checking") as bar:
                batch = batches.check(
                    opened, file.name, data, by=person, at=at, mapping_name=name, progress=bar
                )
            self.report(batch)
            if options["dry_run"] or batch.state not in ("checked", "submitting"):
                return
            with Bar("Submitting") as bar:
                is_partial = options["leave_out_wrong"]
                batch = batches.submit(
                    batch, by=person, at=at, leave_out_wrong=is_partial, progress=bar
                )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except (FileRefused, InvalidMapping, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Batch {batch.pk}: {batch.done:,} claims submitted. A reviewer approves them:\n"
            f"  manage.py approve_import {batch.pk} --by NAME --rationale TEXT"
        )

    def report(self, batch: ImportBatch) -> None:
        counts = {name: batch.counts.get(name, 0) for name in SHOWN_COUNTS}
        listed = ", ".join(f"{count:,} {name}" for name, count in counts.items())
        self.stdout.write(f"Batch {batch.pk}, {batch.get_state_display().lower()}: {listed}.")
        for note in batch.notes:
            self.stdout.write(f"  {note['value']}: {note['fix']}")
        for code, label in WARNINGS:
            if count := batch.counts.get(f"warning_{code}"):
                self.stdout.write(f"  {label}: {count:,} claims, to be answered [{code}]")
        troubled = batch.rows.exclude(problems=[]).order_by("id")
        for row in troubled[:SHOWN]:
            for problem in row.problems:
                field = f", {problem['field']}" if problem["field"] else ""
                value = f" “{problem['value']}”" if problem["value"] else ""
                line = f"  Row {row.number}{field}{value}: {problem['fix']}"
                self.stdout.write(f"{line} [{problem['severity']}]")
        if (more := troubled.count() - SHOWN) > 0:
            self.stdout.write(f"  … and {more:,} rows more: see the batch in the admin.")


def take(verb: Callable[..., ImportBatch], label: str, number: int, by: str, **how) -> ImportBatch:
    """Take a step of a batch, with a bar. Raises ``CommandError``."""
    try:
        with Bar(label) as bar:
            return verb(batch_of(number), by=user(by), at=timezone.now(), progress=bar, **how)
    except Refused as error:
        raise CommandError(str(error)) from error


def user(name: str):
    try:
        return get_user_model().objects.get(username=name)
    except get_user_model().DoesNotExist:
        raise CommandError(f"There is nobody of the name {name}.") from None


def mapping_of(name: str) -> tuple[str, dict]:
    """Return the name and the data of a saved mapping, or of a JSON file."""
    saved = ImportMapping.objects.filter(slug=name).first()
    if saved:
        return saved.slug, saved.data
    path = Path(name)
    if not path.is_file():
        slugs = ", ".join(ImportMapping.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"“{name}” is neither a file nor a saved mapping; saved: {slugs}.")
    try:
        return path.stem[:80], json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path} is not JSON: {error}") from error


def batch_of(number: int) -> ImportBatch:
    try:
        return ImportBatch.objects.get(pk=number)
    except ImportBatch.DoesNotExist:
        raise CommandError(f"There is no batch {number}.") from None
