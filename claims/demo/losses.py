"""The losses of Russian forces, day by day, imported as a newsroom would: with a mapping.

The data: PetroIvaniuk/2022-Ukraine-Russia-War-Dataset (MIT, see ``data/LICENSE``), its JSON
written as CSV; ``photographed.csv`` holds its model-by-model list added up by category. Left out
are prisoners of war (no claimant is named) and the corrections file (changes, not counts).
"""

import datetime
from collections.abc import Callable
from pathlib import Path

from claims.demo import origins, registry
from claims.importing import batches
from claims.importing.progress import Bar
from claims.models import ImportMapping

DATA = Path(__file__).parent / "data"
HOME = "https://github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset/blob/main/data"
RATIONALE = (
    "The data set names its origin for every figure; spot checks agree. Nobody independent has "
    "counted or confirmed it here, so its truth is left open."
)
COLUMNS = {
    "tank": "tanks",
    "APC": "armored-vehicles",
    "field artillery": "artillery",
    "MRL": "rocket-launchers",
    "anti-aircraft warfare": "air-defense",
    "aircraft": "aircraft",
    "helicopter": "helicopters",
    "drone": "drones",
    "cruise missiles": "cruise-missiles",
    "naval ship": "ships",
    "submarines": "submarines",
    "vehicles and fuel tanks": "vehicles",
    "military auto": "motor-vehicles",
    "fuel tank": "fuel-tankers",
    "mobile SRBM system": "ballistic-missile-systems",
    "ground robotic systems": "ground-robots",
    "special equipment": "special-equipment",
}
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
    "publisher": "ukraine-russia-war-dataset",
    "document_kind": "dataset",
}
BY_GENERAL_STAFF = {
    **COMMON,
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
MAPPINGS = {
    "general-staff-personnel": {
        "ignore": ["day", "POW"],
        "defaults": BY_GENERAL_STAFF,
        "claims": [
            {
                "statement": "Russian forces have lost {value} soldiers as of {as_of}.",
                "measure": "personnel-losses",
                "value": {"column": "personnel"},
                "comparator": {"column": "personnel*"},
                "url": f"{HOME}/russia_losses_personnel.json",
                "title": "Russian losses: personnel",
            }
        ],
    },
    "general-staff-equipment": {
        "ignore": ["day", "greatest losses direction"],
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
                "value": {"column": column},
            }
            for column, code in COLUMNS.items()
        ],
    },
    "photographed-equipment": {
        "ignore": ["models"],
        "defaults": {
            **COMMON,
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
                "statement": "Photographs show {value} items of {category} lost by Russian forces.",
                "measure": {
                    "column": "category",
                    "values": {name: f"{code}-photographed" for name, code in CATEGORIES.items()},
                },
                "value": {"column": "losses_total"},
            }
        ],
    },
}
FILES = {
    "general-staff-personnel": "personnel.csv",
    "general-staff-equipment": "equipment.csv",
    "photographed-equipment": "photographed.csv",
}


def load(*, people: dict, at: datetime.datetime, say: Callable[[str], None]) -> int:
    """Import and approve the files that are not there yet; returns the claims that that made."""
    register()
    written = 0
    for name, data in MAPPINGS.items():
        ImportMapping.objects.get_or_create(
            slug=name, defaults={"data": data, "created_by": people["eva"], "created_at": at}
        )
        written += import_file(name, data, people=people, at=at, say=say)
    return written


def import_file(name: str, data: dict, *, people: dict, at, say) -> int:
    """One file, from where an earlier run stopped; what a person did with it since stays."""
    path = DATA / FILES[name]
    with path.open("rb") as file, Bar(f"  {path.name}: checking") as bar:
        given = {"by": people["eva"], "at": at, "mapping_name": name}
        batch = batches.check(file, path.name, data, progress=bar, **given)
    if batch.state in ("checked", "submitting"):
        with Bar(f"  {path.name}: importing") as bar:
            batch = batches.submit(batch, by=people["eva"], at=at, progress=bar)
        say(f"  {path.name}: {batch.done:,} claims submitted by Eva")
    if batch.state not in ("submitted", "approving"):
        return 0
    with Bar(f"  {path.name}: publishing") as bar:
        by = people["rosa"]
        batch = batches.approve(batch, by=by, at=at, rationale=RATIONALE, progress=bar)
    say(f"  {path.name}: {batch.done:,} claims approved by Rosa")
    return batch.done


def register() -> None:
    """The vocabulary and sources that the mappings name."""
    origins.topic()
    registry.subject("russian-forces")
    registry.scope("full-scale-invasion")
    for slug in ("ukraine-russia-war-dataset", "general-staff-ua", "oryx"):
        origins.source(slug)
    for code in registry.LOST:
        registry.measure(f"{code}-lost")
    for code in CATEGORIES.values():
        registry.measure(f"{code}-photographed")
    registry.measure("personnel-losses")
