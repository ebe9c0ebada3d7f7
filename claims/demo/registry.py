"""The vocabulary and documents that the demo's claims need, by code, slug and key."""

import datetime

from claims.demo.origins import source
from claims.models import Measure, Scope, Subject, Unit
from sources.models import Document

UNITS = {
    "person": {"name": "person", "plural": "people", "dimension": "persons"},
    "item": {"name": "item", "plural": "items", "dimension": "items"},
    "usd": {
        "name": "US dollar",
        "plural": "US dollars",
        "symbol": "US$",
        "dimension": "currency",
        "currency": "USD",
        "words": ["USD", "dollar", "dollars", "$"],
    },
}
# code: (name, definition, unit, whether it only grows)
MEASURES = {
    "personnel-losses": (
        "Personnel losses",
        "Soldiers lost by whatever cause: killed, wounded, captured or missing. The count is not "
        "broken down, and is not a count of deaths.",
        "person",
        True,
    ),
    "killed": (
        "Killed",
        "Soldiers killed or dead of wounds. Wounded, captured and missing are not in it.",
        "person",
        True,
    ),
    "deaths": ("Deaths", "People who died, of whatever standing, bodies found.", "person", True),
    "munitions-delivered": (
        "Munitions delivered",
        "Artillery shells and rockets handed over by one state to another, used or not.",
        "item",
        True,
    ),
    "revenue": (
        "Revenue",
        "Money and the worth of goods and services received, before any cost.",
        "usd",
        True,
    ),
}
# code: what is counted; General Staff measures are running counts, the photographed ones are not.
LOST = {
    "tanks": "Tanks",
    "armored-vehicles": "Armored combat vehicles",
    "artillery": "Artillery systems",
    "rocket-launchers": "Multiple rocket launchers",
    "air-defense": "Air defense systems",
    "aircraft": "Airplanes",
    "helicopters": "Helicopters",
    "drones": "Drones",
    "cruise-missiles": "Cruise missiles",
    "ships": "Ships and boats",
    "submarines": "Submarines",
    "vehicles": "Vehicles and fuel tankers",
    "motor-vehicles": "Motor vehicles (until May 2022)",
    "fuel-tankers": "Fuel tankers (until May 2022)",
    "ballistic-missile-systems": "Mobile ballistic missile systems",
    "ground-robots": "Ground robotic systems",
    "special-equipment": "Special equipment",
}
for code, name in LOST.items():
    MEASURES[f"{code}-lost"] = (
        f"{name} lost",
        "Destroyed or captured, as the claimant counts them: a running count since the start.",
        "item",
        True,
    )
    MEASURES[f"{code}-photographed"] = (
        f"{name} lost, on photographs",
        "Destroyed, damaged, abandoned or captured, each documented by a photograph or video. "
        "What nobody photographed is not in it.",
        "item",
        True,
    )
SUBJECTS = {
    "russian-forces": ("Russian forces", "armed_force"),
    "north-korean-forces": ("North Korean forces", "armed_force"),
    "north-korea": ("North Korea", "state"),
    "russia": ("Russia", "state"),
    "derna": ("People of Derna", "population"),
}
SCOPES = {
    "full-scale-invasion": (
        "Full-scale invasion of Ukraine",
        "Everywhere, since 24 February 2022.",
    ),
    "kursk-operation": (
        "Kursk operational zone",
        "The zone of the Kursk operation, from its start on.",
    ),
}
DOCUMENTS = {
    "article": {
        "publisher": "ukrainska-pravda",
        # The day's page of the outlet; the item's own address was not part of what we received.
        "url": "https://www.pravda.com.ua/eng/news/2025/04/28/",
        "title": 'Putin "thanks" North Korean troops for participation in war, while US State '
        'Department expresses "concern"',
        "byline": "Stanislav Pohorilov",
        # 09:36 in Kyiv.
        "published_at": datetime.datetime(2025, 4, 28, 6, 36, tzinfo=datetime.UTC),
        "published_precision": "minute",
    },
    # A verbatim copy on another site; its own address is not known to us.
    "copy": {
        "publisher": "uanews",
        "url": "https://uanews.example/2025/04/28/",
        "title": "Verbatim copy of Ukrainska Pravda’s item of 28 April 2025",
        "republication_of": "article",
        "published_at": datetime.datetime(2025, 4, 28, tzinfo=datetime.UTC),
        "published_precision": "day",
    },
    # Outlets that handed the joint investigation on, under their front pages.
    "online-ua": {
        "publisher": "online-ua",
        "url": "https://online.ua/",
        "title": "Report on the investigation by Reuters and the Open Source Centre",
    },
    "kbs": {
        "publisher": "kbs",
        "url": "https://world.kbs.co.kr/",
        "title": "Report on the investigation by Reuters and the Open Source Centre",
    },
    "nhk": {
        "publisher": "nhk",
        "url": "https://www3.nhk.or.jp/nhkworld/",
        "title": "Report on the investigation by Reuters and the Open Source Centre",
    },
    "general-staff": {
        "publisher": "general-staff-ua",
        "url": "https://www.facebook.com/GeneralStaff.ua/",
        "title": "Daily count of Russian losses",
        "kind": "statement",
    },
    "uk-mod": {
        "publisher": "uk-mod",
        "url": "https://x.com/DefenceHQ",
        "title": "Monthly updates on Russian losses",
        "kind": "social_post",
    },
    "mediazona": {
        "publisher": "mediazona",
        "url": "https://en.zona.media/article/2022/05/20/casualties_eng",
        "title": "Russian losses in the war with Ukraine",
        "kind": "dataset",
    },
    "ocha": {
        "publisher": "ocha",
        "url": "https://www.unocha.org/libya",
        "title": "Libya: flood update of 16 September 2023",
        "kind": "report",
        "published_at": datetime.datetime(2023, 9, 16, tzinfo=datetime.UTC),
        "published_precision": "day",
    },
}


def unit(code: str) -> Unit:
    return Unit.objects.get_or_create(code=code, defaults=UNITS[code])[0]


def measure(code: str) -> Measure:
    name, definition, unit_code, is_cumulative = MEASURES[code]
    default_unit = unit(unit_code)
    return Measure.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "definition": definition,
            "default_unit": default_unit,
            "dimension": default_unit.dimension,
            "is_cumulative": is_cumulative,
        },
    )[0]


def subject(slug: str) -> Subject:
    name, kind = SUBJECTS[slug]
    return Subject.objects.get_or_create(slug=slug, defaults={"name": name, "kind": kind})[0]


def scope(slug: str) -> Scope:
    name, note = SCOPES[slug]
    return Scope.objects.get_or_create(slug=slug, defaults={"name": name, "note": note})[0]


def document(key: str) -> Document:
    data = dict(DOCUMENTS[key])
    publisher = source(data.pop("publisher"))
    url = data.pop("url")
    if "republication_of" in data:
        data["republication_of"] = document(data["republication_of"])
    return Document.objects.get_or_create(url=url, defaults={"publisher": publisher, **data})[0]
