from django.core.management.base import BaseCommand

from claims.importing.batch import batches
from claims.management.commands.import_claims import take


class Command(BaseCommand):
    help = "Approve and publish a submitted batch; whoever submitted it cannot."

    def add_arguments(self, parser):
        parser.add_argument("batch", type=int)
        parser.add_argument("--by", required=True, help="The user name of a reviewer.")
        parser.add_argument(
            "--answer",
            nargs=2,
            action="append",
            default=[],
            metavar=("CODE", "WHY"),
            help="Why the warnings of a code are no reason to wait.",
        )
        parser.add_argument("--rationale", default="", help="What was looked at, and found.")

    def handle(self, batch: int, by: str, rationale: str, *args, answer, **options):
        for code, note in answer:
            take(batches.answer_warning, "Answering", batch, by, code=code, note=note)
        done = take(batches.approve, "Publishing", batch, by, rationale=rationale)
        self.stdout.write(f"Batch {done.pk}: {done.done:,} claims published.")
        if left := done.counts.get("left"):
            self.stdout.write(f"{left:,} were left to the ordinary review: see the batch’s report.")
