from django.core.management.base import BaseCommand, CommandError

from claims.models import ClaimCount
from claims.record import facet_counts


class Command(BaseCommand):
    help = "Hold the kept counts of claims in force against the record; name each that differs."

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="Then count everything anew.")

    def handle(self, *args, mend=False, **options):
        found = list(facet_counts.faults())
        for fault in found:
            self.stderr.write(fault)
        if found and mend:
            facet_counts.rebuild()
            self.stdout.write(f"Counted anew: {len(found)} counts were wrong.")
            return
        if found:
            raise CommandError(f"Wrong counts: {len(found)}; the first: {found[0]}")
        self.stdout.write(f"{ClaimCount.objects.count()} rows of counts verified, no fault.")
