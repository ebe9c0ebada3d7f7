from collections.abc import Iterator
from itertools import chain

from django.core.management.base import BaseCommand, CommandError

from claims.changes.faults import faults as feed_faults
from claims.models import Claim, Event
from claims.record.history import all_faults, readable_faults
from claims.rules.refs import ref_of
from sources.models import RegisterEvent
from sources.registers import faults as registers_faults
from sources.registers.recorded import registers


class Command(BaseCommand):
    help = (
        "Check every claim's history and publications, every register's history, and that the "
        "change feed tells of all; name each row that was tampered with, the first one first. "
        "With options, check only the claims and rows that they name."
    )

    def add_arguments(self, parser):
        more = {"action": "append", "default": []}
        parser.add_argument("--ref", help="The ref of a claim, such as CLM-000123.", **more)
        for name in registers():
            about = f"The slug, code or id of a {name}, as its address in the API has it."
            parser.add_argument(f"--{name}", metavar="KEY", help=about, **more)

    def handle(self, *args, **options):
        named = {name: options[name] for name in ("ref", *registers()) if options[name]}
        first, count = "", 0
        for message in self.of_rows(named) if named else self.of_everything():
            first, count = first or message, count + 1
            self.stderr.write(message)
        if count:
            raise CommandError(f"Faults: {count}; the first: {first}")
        self.stdout.write(f"{self.verified(named)} verified, no fault.")

    def of_everything(self) -> Iterator[str]:
        return chain(all_faults(), registers_faults.all_faults(), feed_faults())

    def of_rows(self, named: dict[str, list[str]]) -> Iterator[str]:
        self.events = 0
        for name, keys in named.items():
            for key in keys:
                yield from self.of_claim(key) if name == "ref" else self.of_row(name, key)

    def of_claim(self, text: str) -> list[str]:
        claim = Claim.objects.filter(ref=ref_of(text)).first()
        if claim is None:
            raise CommandError(f"There is no claim {text}.")
        self.events += claim.events.count()
        return readable_faults(claim.pk, claim.ref)

    def of_row(self, name: str, key: str) -> list[str]:
        pk = registers_faults.row_of(registers()[name], key)
        if pk is None:
            raise CommandError(f"There is no {name} {key}.")
        self.events += RegisterEvent.objects.filter(registry=name, row=pk).count()
        return registers_faults.faults(registers()[name], [pk])

    def verified(self, named: dict) -> str:
        if named:
            return f"{self.events} events"
        of_claims, of_registers = Event.objects.count(), RegisterEvent.objects.count()
        return f"{of_claims} events of claims and {of_registers} of registers"
