"""The losses of Russian forces day by day, imported from files with mappings.

The data is PetroIvaniuk/2022-Ukraine-Russia-War-Dataset (MIT, see ``data/LICENSE``), converted from
JSON to CSV. ``photographed.csv`` holds its list of models, added up by category. The demo leaves
out prisoners of war (no claimant is named) and the file of corrections (changes, not counts).
"""

import datetime
from collections.abc import Callable, Iterable
from functools import partial
from itertools import filterfalse
from pathlib import Path

from django.contrib.auth import get_user_model

from claims.demo import counts, entries, origins, registry
from claims.demo.entries import DATA, Kind
from claims.demo.processes import Companions
from claims.importing.batch import batches
from claims.models import ImportBatch, ImportMapping
from claims.models.batch import UNDONE

RATIONALE = (
    "The data set names its origin for every figure; spot checks agree. Nobody independent has "
    "counted or confirmed it here, so its truth is left open."
)
FILES = entries.read("imports.yaml", files=Kind("file claims mapping", "answers"))["files"]
# The small files come first, one after the other. Two processes share the large files.
SMALL = ("photographed-equipment", "uk-mod-monthly")
LARGE = (
    ("general-staff-personnel", "general-staff-armor-and-artillery"),
    ("general-staff-other-equipment",),
)
# Claims of a step between two printed lines.
EACH = 2_000
Say = Callable[[str], None]


def load(*, at: datetime.datetime, say: Say, folder: Path = DATA) -> int:
    """Import and approve the files that are not imported yet, and return the number of claims."""
    before = imported()
    small(at=at, say=say, folder=folder)
    large(shares(at=at, say=say, folder=folder))
    return imported() - before


def large(shares: list[Callable[[], object]]) -> None:
    """Run the shares in processes side by side, and wait until all have ended."""
    companions = Companions()
    for share in shares[1:]:
        companions.start(share)
    for share in shares[:1]:
        share()
    companions.wait()


def small(*, at: datetime.datetime, say: Say, folder: Path = DATA) -> None:
    """Store the vocabulary, sources and series of the mappings, and import the small files."""
    register()
    files(SMALL, at, folder, say)


def shares(*, at: datetime.datetime, say: Say, folder: Path = DATA) -> list[Callable[[], None]]:
    """Return the imports of large files that are not complete: a function for each process."""
    missing = [names for names in LARGE if not all(map(is_settled, names))]
    return [partial(files, names, at, folder, say) for names in missing]


def is_settled(name: str) -> bool:
    """Say whether the batch of a mapping is approved or undone."""
    rows = ImportBatch.objects.filter(mapping_name=name)
    return rows.filter(state__in=["approved", *UNDONE]).exists()


def imported() -> int:
    """Return the number of published claims from the files."""
    approved = ImportBatch.objects.filter(state__in=["approving", "approved"])
    return sum(approved.filter(mapping_name__in=FILES).values_list("done", flat=True))


def files(names: Iterable[str], at: datetime.datetime, folder: Path, say: Say | None = None) -> int:
    """Import some files in order, and return the number of claims. Without ``say``: in silence."""
    people = {user.username: user for user in get_user_model().objects.all()}
    written = 0
    for name in filterfalse(is_settled, names):
        by = people["eva"]
        ImportMapping.objects.get_or_create(
            slug=name, defaults={"data": FILES[name]["mapping"], "created_by": by, "created_at": at}
        )
        path = folder / FILES[name]["file"]
        written += import_file(name, path, people=people, at=at, say=say)
    return written


def import_file(
    name: str, path: Path, *, people: dict, at: datetime.datetime, say: Say | None
) -> int:
    """Import one file, or continue an interrupted import, and return the number of claims.

    A batch that is neither checked, submitted nor interrupted stays as it is.
    """

    def lines(step: str) -> batches.Progress:
        return Lines(f"  {name}: {step}", say) if say else batches.silent

    eva, rosa = people["eva"], people["rosa"]
    options = {"by": eva, "at": at, "mapping_name": name, "progress": lines("checking")}
    with path.open("rb") as file:
        batch = batches.check(file, path.name, FILES[name]["mapping"], **options)
    for code, note in FILES[name].get("answers", {}).items():
        if batch.state == "checked" and batch.counts.get(f"warning_{code}"):
            batch = batches.answer_warning(batch, code=code, note=note, by=eva, at=at)
    if batch.state in ("checked", "submitting"):
        batch = batches.submit(batch, by=eva, at=at, progress=lines("submitting"))
    if batch.state not in ("submitted", "approving"):
        return 0
    batch = batches.approve(
        batch, by=rosa, at=at, rationale=RATIONALE, progress=lines("publishing")
    )
    if say:
        say(f"  {name}: {batch.done:,} claims, submitted by Eva and approved by Rosa")
    return batch.done


class Lines:
    """Prints the progress of one step: a line for every ``EACH`` claims."""

    def __init__(self, label: str, say: Say):
        self.label, self.say, self.next = label, say, EACH

    def __call__(self, done: int, total: int) -> None:
        if done >= self.next:
            self.next = done + EACH
            self.say(f"{self.label}, {done:,} of {total:,}" if total else f"{self.label}, {done:,}")


def register() -> None:
    """Store the vocabulary, sources and series that the mappings name."""
    origins.topic()
    for slug in ("ukraine-russia-war-dataset", "general-staff-ua", "oryx", "uk-mod"):
        origins.source(slug)
    photographed = FILES["photographed-equipment"]["mapping"]["claims"][0]
    for code in photographed["measure"]["values"].values():
        registry.measure(code)
    counts.series()
