"""The rooms of the code: their floors and imports, the pure rooms, and the size of a room.

docs/maintainers/architecture.md shows the same table; ``test_docs_show_the_rooms`` compares them.
"""

import ast
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.loading.snapshot import CLAIM_FIELDS
from claims.models import Claim, Publication, PublicationSource
from claims.rules import choices
from tests import ROOT

# Each room and its floor. A module imports from its own room and from lower floors.
FLOORS = {
    "config": 10,
    "claims.pages": 10,
    "claims.management": 10,
    "claims.apps": 10,
    "claims.admin": 9,
    "claims.api": 9,
    "claims.demo": 9,
    "claims.importing": 8,
    "claims.articles": 8,
    "claims.figures": 8,
    "claims.source_reports": 8,
    "claims.desk": 7,
    "claims.webhooks": 7,
    "claims.lists": 6,
    "claims.changes": 6,
    "claims.related_claims": 6,
    "claims.record": 5,
    "claims.loading": 4,
    "claims.models": 3,
    "claims.templatetags": 3,
    "claims.rules": 2,
    "claims.attribution": 1,
    "claims.drawing": 1,
    "sources": 1,
}
# Rooms that decide on plain data: without ORM, clock, request or randomness.
PURE = (
    "claims.rules",
    "claims.attribution",
    "claims.drawing",
    "claims.articles.text",
    "claims.articles.proposals",
    "claims.importing.file",
    "sources.naming",
    *(f"sources.fetching.{name}" for name in ("addresses", "charset", "fetched")),
    *(
        f"sources.evidence.{name}"
        for name in ("pagetext", "difference", "locating", "verdict", "schedule")
    ),
)
# Modules of ``sources`` with plain data, which a pure room may import.
PLAIN_DATA = (
    "sources.link_kinds",
    "sources.naming",
    *(name for name in PURE if name.startswith("sources.")),
)
IMPURE_LIBRARIES = ("django", "rest_framework", "time", "random")
MOST_MODULES = 12
LONG = 300  # lines
MORE_MODULES = {"claims/models": 20}
# Rooms of verbs and of the record, which get the time from their callers.
TIMELESS = ("claims.desk", "claims.record", "claims.loading", "claims.rules")
# The room of Django's own layout, which holds a file for each command or migration.
DJANGO_FOLDERS = ("migrations", "commands")


def name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    name_of(path): path
    for app in ("config", "sources", "claims")
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
}


def is_within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def room_of(name: str) -> str | None:
    """Return the room of a module or of a name in it, or None if it is in no room."""
    return next((room for room in FLOORS if is_within(name, room)), None)


def imports(path: Path) -> set[str]:
    """Return the dotted names that a file imports, at any depth of its code."""
    package = list(path.relative_to(ROOT).with_suffix("").parts)
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            base = package[: -node.level] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def upward(name: str, imported: set[str]) -> Iterator[str]:
    """Yield a sentence for each import of a module from a higher floor."""
    room = room_of(name)
    for other in sorted(imported):
        target = room_of(other)
        if target in (None, room) or FLOORS[target] < FLOORS[room]:
            continue
        yield (
            f"{name} (floor {FLOORS[room]}) imports {other} (floor {FLOORS[target]}). Move what it "
            f"needs to a room below floor {FLOORS[room]}, or move {name} above {target}."
        )


def impure(name: str, imported: set[str]) -> Iterator[str]:
    """Yield a sentence for each import that a module of a pure room may not have."""
    for other in sorted(imported):
        is_ours = other.startswith(("claims.models", "sources"))
        is_plain = any(is_within(other, plain) for plain in PLAIN_DATA)
        if other.split(".")[0] in IMPURE_LIBRARIES or (is_ours and not is_plain):
            yield (
                f"{name} is in a pure room and imports {other}. Load the rows in claims/loading "
                "and hand the rule plain data; a verb or a view reads the clock."
            )


def test_every_module_has_a_room():
    homeless = [name for name in MODULES if name != "claims" and room_of(name) is None]

    assert homeless == [], "Put these into a room of FLOORS, or add a room."


@pytest.mark.parametrize("room", FLOORS)
def test_imports_lead_down(room):
    wrong = [
        sentence
        for name, path in MODULES.items()
        if room_of(name) == room
        for sentence in upward(name, imports(path))
    ]

    assert not wrong, "\n".join(wrong)


def test_product_code_knows_no_tests():
    wrong = [
        name
        for name, path in MODULES.items()
        if any(map(re.compile(r"tests\b").match, imports(path)))
    ]

    assert wrong == [], "Move what these need from tests/ into the product."


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_know_no_database_clock_or_request(room):
    inside = {name: path for name, path in MODULES.items() if is_within(name, room)}
    wrong = [sentence for name, path in inside.items() for sentence in impure(name, imports(path))]

    assert inside
    assert not wrong, "\n".join(wrong)


def test_an_import_that_leads_up_is_told_with_the_way_out():
    sentences = [*upward("claims.rules.chains", {"claims.desk.review.publish"})]

    assert sentences == [
        "claims.rules.chains (floor 2) imports claims.desk.review.publish (floor 7). Move what it "
        "needs to a room below floor 2, or move claims.rules.chains above claims.desk."
    ]


def test_a_database_in_a_pure_room_is_told_with_the_way_out():
    sentences = [*impure("claims.rules.chains", {"django.db.models", "sources.link_kinds.KINDS"})]

    assert len(sentences) == 1
    assert "imports django.db.models" in sentences[0]
    assert "claims/loading" in sentences[0]


@pytest.mark.parametrize("room", TIMELESS)
def test_clock_is_read_at_the_edge_only(room):
    wrong = [
        name
        for name, path in MODULES.items()
        if is_within(name, room) and re.search(r"\.now\(|timezone\.now", path.read_text())
    ]

    assert wrong == [], "Give the moment as an argument; the admin, the API or a command reads it."


def test_no_folder_holds_too_many_modules():
    folders: dict[str, int] = {}
    for path in MODULES.values():
        folder = path.parent.relative_to(ROOT).as_posix()
        if path.name != "__init__.py" and path.parent.name not in DJANGO_FOLDERS:
            folders[folder] = folders.get(folder, 0) + 1
    wrong = [
        f"{folder} has {count} modules, and {MORE_MODULES.get(folder, MOST_MODULES)} are allowed: "
        "two of them share a noun and belong in a folder of their own, or in one file."
        for folder, count in folders.items()
        if count > MORE_MODULES.get(folder, MOST_MODULES)
    ]

    assert not wrong, "\n".join(wrong)


def test_long_files_are_named():
    """This is a warning, not a limit: a file is split by its nouns, never to pass a test."""
    long = {
        name: lines
        for name, path in MODULES.items()
        if (lines := len(path.read_text().splitlines())) > LONG
    }

    if long:
        warnings.warn(f"Ask whether these hold two nouns: {long}", stacklevel=1)


def test_docs_show_the_rooms():
    page = (ROOT / "docs/maintainers/architecture.md").read_text()
    shown = {
        room.strip("/").replace("/", "."): int(floor)
        for floor, rooms in re.findall(r"^\| (\d+) \| (.*?) \|", page, re.M)
        for room in re.findall(r"`([a-z_/]+)`", rooms)
    }
    django_folders = {"claims.apps", "claims.templatetags"}

    assert shown == {room: floor for room, floor in FLOORS.items() if room not in django_folders}


def test_every_column_of_a_claim_is_in_its_snapshot():
    """Exceptions are columns with a natural key in the snapshot, those that ``verify_history``
    compares itself, and those that stand there only where they are set.
    """
    by_key = {"topic_id", "subject_id", "measure_id", "scope_id", "unit_id", "claimant_id",
              "merged_into_id", "batch_id", "series_id"}  # fmt: skip
    compared = {"id", "events_count", "head_hash"}
    optional = {"translations"}
    columns = {field.attname for field in Claim._meta.local_fields}

    assert columns - by_key - compared - optional == set(CLAIM_FIELDS)


@pytest.mark.parametrize(
    ("model", "field", "pairs"),
    [
        (Publication, "claim_kind", choices.CLAIM_KINDS),
        (PublicationSource, "role", choices.SOURCE_ROLES),
    ],
    ids=["kind", "role"],
)
def test_codes_fit_their_columns(model, field, pairs):
    assert max(len(code) for code, _label in pairs) <= model._meta.get_field(field).max_length
