"""The losses of Russian forces, day by day, imported as a newsroom would: with a mapping.

The data: PetroIvaniuk/2022-Ukraine-Russia-War-Dataset (MIT, see ``data/LICENSE``), its JSON
written as CSV; ``photographed.csv`` holds its model-by-model list added up by category. Left out
are prisoners of war (no claimant is named) and the corrections file (changes, not counts).
"""

import datetime
import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from itertools import filterfalse
from pathlib import Path

import django
from django.contrib.auth import get_user_model

from claims.demo import counts, origins, registry
from claims.importing.batch import batches
from claims.importing.progress import Bar
from claims.models import ImportBatch, ImportMapping
from claims.models.batch import UNDONE

DATA = Path(__file__).parent / "data"
HOME = "https://github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset/blob/main/data"
RATIONALE = (
    "The data set names its origin for every figure; spot checks agree. Nobody independent has "
    "counted or confirmed it here, so its truth is left open."
)
ARMOR_AND_ARTILLERY = {
    "tank": "tanks",
    "APC": "armored-vehicles",
    "field artillery": "artillery",
    "MRL": "rocket-launchers",
    "anti-aircraft warfare": "air-defense",
    "mobile SRBM system": "ballistic-missile-systems",
    "special equipment": "special-equipment",
}
OTHER_EQUIPMENT = {
    "aircraft": "aircraft",
    "helicopter": "helicopters",
    "drone": "drones",
    "cruise missiles": "cruise-missiles",
    "naval ship": "ships",
    "submarines": "submarines",
    "vehicles and fuel tanks": "vehicles",
    "military auto": "motor-vehicles",
    "fuel tank": "fuel-tankers",
    "ground robotic systems": "ground-robots",
}
COLUMNS = ARMOR_AND_ARTILLERY | OTHER_EQUIPMENT
CATEGORIES = {
    "Tanks": "tanks",
    "Armoured Personnel Carriers": "armored-vehicles",
    "Artillery Systems": "artillery",
    "Multiple Rocket Launchers": "rocket-launchers",
    "Anti-aircraft Warfare Systems": "air-defense",
    "Special Equipment": "special-equipment",
    "Aircrafts": "aircraft",
    "Helicopters": "helicopters",
    "Unmanned Aerial Vehicles": "drones",
    "Warships, Boats": "ships",
    "Vehicle and Fuel Tank": "vehicles",
}
COMMON = {
    "topic": origins.WAR,
    "subject": "russian-forces",
    "scope": "full-scale-invasion",
}
DATA_SET = {"publisher": "ukraine-russia-war-dataset", "document_kind": "dataset"}
BY_GENERAL_STAFF = {
    **COMMON,
    **DATA_SET,
    "as_of": {"column": "date"},
    "stated_at": {"column": "date"},
    "basis": "official_declaration",
    "no_quote_reason": "A row of a data set: the number and its day.",
    "chain": [
        {"relation": "cites"},
        {
            "source": "general-staff-ua",
            "designation": "official_document",
            "end": "origin_named",
            "as_reported": "General Staff of the Armed Forces of Ukraine",
        },
    ],
}


def equipment(columns: dict[str, str]) -> dict:
    """A mapping of the daily equipment file that reads these columns."""
    return {
        "ignore": ["day", "greatest losses direction", *(COLUMNS.keys() - columns.keys())],
        "defaults": {
            **BY_GENERAL_STAFF,
            "url": f"{HOME}/russia_losses_equipment.json",
            "title": "Russian losses: equipment",
        },
        "claims": [
            {
                "statement": f"{registry.LOST[code]} lost by Russian forces as of {{as_of}}: "
                "{value}.",
                "measure": f"{code}-lost",
                "series": counts.general_staff(code),
                "value": {"column": column},
            }
            for column, code in columns.items()
        ],
    }


MAPPINGS = {
    "photographed-equipment": {
        "ignore": ["models"],
        "defaults": {
            **COMMON,
            **DATA_SET,
            "url": f"{HOME}/russia_losses_equipment_oryx.json",
            "title": "Russian losses: equipment on photographs, by model",
            "basis": "visual_documentation",
            "no_quote_reason": "A sum of the data set’s rows, model by model.",
            "chain": [
                {"relation": "cites"},
                {"source": "oryx", "designation": "public_record", "end": "origin_named"},
            ],
        },
        "claims": [
            {
                "statement": "{category} lost by Russian forces, counted on photographs: {value}.",
                "measure": {
                    "column": "category",
                    "values": {name: f"{code}-photographed" for name, code in CATEGORIES.items()},
                },
                "value": {"column": "losses_total"},
            }
        ],
    },
    "uk-mod-monthly": {
        "ignore": ["last day"],
        "defaults": {
            **COMMON,
            "publisher": "uk-mod",
            "document_kind": "social_post",
            # The posts' own addresses are not known to us.
            "url": "https://x.com/DefenceHQ",
            "title": "Monthly updates on Russian losses",
            "basis": "official_declaration",
            "no_quote_reason": "The demo holds no text of these posts, only their numbers.",
            "chain": [{"designation": "own_reporting", "end": "own_reporting"}],
        },
        "claims": [
            {
                "statement": "Russian forces lost {value} soldiers in {month}.",
                "measure": "personnel-losses",
                "series": counts.UK_MOD,
                "as_of": {"column": "month"},
                "value": {"column": "casualties"},
            }
        ],
    },
    "general-staff-personnel": {
        "ignore": ["day", "POW"],
        "defaults": BY_GENERAL_STAFF,
        "claims": [
            {
                "statement": "Russian forces have lost {value} soldiers as of {as_of}.",
                "measure": "personnel-losses",
                "series": counts.PERSONNEL,
                "value": {"column": "personnel"},
                "comparator": {"column": "personnel*"},
                "url": f"{HOME}/russia_losses_personnel.json",
                "title": "Russian losses: personnel",
            }
        ],
    },
    "general-staff-armor-and-artillery": equipment(ARMOR_AND_ARTILLERY),
    "general-staff-other-equipment": equipment(OTHER_EQUIPMENT),
}
FILES = {
    "photographed-equipment": "photographed.csv",
    "uk-mod-monthly": "uk-mod-monthly.csv",
    "general-staff-personnel": "personnel.csv",
    "general-staff-armor-and-artillery": "equipment.csv",
    "general-staff-other-equipment": "equipment.csv",
}
# The small ones come first, one after the other; the large ones on two cores.
SMALL = ("photographed-equipment", "uk-mod-monthly")
LARGE = ("general-staff-personnel", "general-staff-armor-and-artillery")
BESIDE = ("general-staff-other-equipment",)
Say = Callable[[str], None]


def load(*, at: datetime.datetime, say: Say, folder: Path = DATA) -> int:
    """Import and approve the files that are not there yet; returns the claims that that made.

    Some of it is imported by a process of its own, so that two cores have work.
    """
    register()
    written = files(SMALL, at, folder, say)
    if all(map(is_settled, BESIDE)):
        return written + files(LARGE, at, folder, say)
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned, initializer=django.setup) as other:
        beside = other.submit(files, BESIDE, at, folder)
        written += files(LARGE, at, folder, say)
        return written + beside.result()


def is_settled(name: str) -> bool:
    """Whether its batch has come to its end, by whatever way a person chose."""
    batches_of = ImportBatch.objects.filter(mapping_name=name)
    return batches_of.filter(state__in=["approved", *UNDONE]).exists()


def files(names: Iterable[str], at: datetime.datetime, folder: Path, say: Say | None = None) -> int:
    """Some files, one after the other; without ``say`` nothing is told."""
    people = {user.username: user for user in get_user_model().objects.all()}
    written = 0
    for name in filterfalse(is_settled, names):
        by = people["eva"]
        ImportMapping.objects.get_or_create(
            slug=name, defaults={"data": MAPPINGS[name], "created_by": by, "created_at": at}
        )
        written += import_file(name, folder / FILES[name], people=people, at=at, say=say)
    return written


def import_file(
    name: str, path: Path, *, people: dict, at: datetime.datetime, say: Say | None
) -> int:
    """One file, from where an earlier run stopped; what a person did with it since stays."""
    with path.open("rb") as file, shown(name, "checking", say) as bar:
        given = {"by": people["eva"], "at": at, "mapping_name": name}
        batch = batches.check(file, path.name, MAPPINGS[name], progress=bar, **given)
    if batch.state in ("checked", "submitting"):
        with shown(name, "importing", say) as bar:
            batch = batches.submit(batch, by=people["eva"], at=at, progress=bar)
    if batch.state not in ("submitted", "approving"):
        return 0
    with shown(name, "publishing", say) as bar:
        by = people["rosa"]
        batch = batches.approve(batch, by=by, at=at, rationale=RATIONALE, progress=bar)
    if say:
        say(f"  {name}: {batch.done:,} claims, submitted by Eva and approved by Rosa")
    return batch.done


def shown(name: str, step: str, say: Say | None) -> AbstractContextManager:
    return Bar(f"  {name}: {step}") if say else nullcontext(batches.silent)


def register() -> None:
    """The vocabulary, sources and series that the mappings name."""
    origins.topic()
    for slug in ("ukraine-russia-war-dataset", "general-staff-ua", "oryx", "uk-mod"):
        origins.source(slug)
    for code in CATEGORIES.values():
        registry.measure(f"{code}-photographed")
    counts.series()
