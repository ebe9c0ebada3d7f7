from django.core.management.base import BaseCommand, CommandError

from claims.models import ClaimCount
from claims.record import facet_counts


class Command(BaseCommand):
    help = "Hold the kept counts of claims in force against the record; name each that differs."

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="Then count everything anew.")

    def handle(self, *args, mend=False, **options):
        faults = list(facet_counts.faults())
        for fault in faults:
            self.stderr.write(fault)
        if faults and mend:
            facet_counts.rebuild()
            self.stdout.write(f"Counted anew: {len(faults)} counts were wrong.")
            return
        if faults:
            raise CommandError(f"Wrong counts: {len(faults)}; the first: {faults[0]}")
        self.stdout.write(f"{ClaimCount.objects.count()} rows of counts verified, no fault.")
