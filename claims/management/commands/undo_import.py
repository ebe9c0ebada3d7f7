from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.importing.batch import batches
from claims.importing.progress import Bar
from claims.management.commands.import_claims import batch_of, user
from claims.rules.refusals import Refused


class Command(BaseCommand):
    help = "Take a whole batch back while nothing depends on it: withdrawn, or retracted."

    def add_arguments(self, parser):
        parser.add_argument("batch", type=int)
        parser.add_argument("--by", required=True, help="The importer or a chief editor.")
        parser.add_argument("--note", default="", help="Why; the public reads it of public claims.")

    def handle(self, batch: int, by: str, note: str, *args, **options):
        try:
            with Bar("Undoing") as bar:
                undone = batches.undo(
                    batch_of(batch), by=user(by), at=timezone.now(), note=note, progress=bar
                )
        except Refused as error:
            raise CommandError(str(error)) from error
        stands = undone.get_state_display().lower() if undone.pk else "forgotten"
        self.stdout.write(f"Batch {batch}: {stands}.")
