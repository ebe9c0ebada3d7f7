from django.core.management.base import BaseCommand

from claims.api.formats import dictionary


class Command(BaseCommand):
    help = "Print the data dictionary of the public record, which `make schema` keeps in docs/."
    requires_system_checks = []

    def handle(self, *args, **options):
        self.stdout.write(dictionary.page(), ending="")
