from django.core.management.base import BaseCommand

from claims.importing.batch import batches
from claims.management.commands.import_claims import take


class Command(BaseCommand):
    help = "Take a whole batch back while nothing depends on it: withdrawn, or retracted."

    def add_arguments(self, parser):
        parser.add_argument("batch", type=int)
        parser.add_argument("--by", required=True, help="The importer or a chief editor.")
        parser.add_argument("--note", default="", help="Why; the public reads it of public claims.")

    def handle(self, batch: int, by: str, note: str, *args, **options):
        undone = take(batches.undo, "Undoing", batch, by, note=note)
        stands = undone.get_state_display().lower() if undone.pk else "forgotten"
        self.stdout.write(f"Batch {batch}: {stands}.")
