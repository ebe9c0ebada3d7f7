"""The sources, vocabulary and document that the demo's claims need, by slug and code."""

import datetime

from claims.models import Measure, Scope, Subject, Unit
from sources.models import (
    Alias,
    Document,
    Domain,
    Interest,
    ReliabilityGrade,
    Source,
    SourceLink,
    Topic,
)
from sources.naming import normalize
from sources.reliability import give_grade

TOPICS = {"russia-ukraine-war": "Russia–Ukraine war", "derna-flood": "Derna flood of 2023"}
WAR = "russia-ukraine-war"
NOT_JUDGED = "The demo judges no real organization: nobody has looked into its record here."

# slug: (name, kind, country, the name in a sentence, other names, hosts)
SOURCES = {
    "ukrainska-pravda": (
        "Ukrainska Pravda",
        "news_outlet",
        "UA",
        "",
        ["UP", "Ukrainian Pravda"],
        ["pravda.com.ua"],
    ),
    "sky-news": ("Sky News", "broadcaster", "GB", "", ["Sky"], ["news.sky.com"]),
    "kommersant": ("Kommersant", "news_outlet", "RU", "", [], ["kommersant.ru"]),
    "us-state-department": (
        "US State Department",
        "government",
        "US",
        "the US State Department",
        ["US Department of State", "State Department", "Department of State"],
        ["state.gov"],
    ),
    "us-state-department-spokesperson": (
        "US State Department spokesperson",
        "role",
        "US",
        "a spokesperson for the US State Department",
        ["a spokesperson for the US State Department"],
        [],
    ),
    "kremlin": (
        "Kremlin",
        "government",
        "RU",
        "the Kremlin",
        ["Presidential Administration of Russia", "the Kremlin"],
        ["kremlin.ru"],
    ),
    "kim-jong-un": ("Kim Jong Un", "person", "KP", "", ["Kim Jong-un"], []),
    "general-staff-ua": (
        "General Staff of the Armed Forces of Ukraine",
        "military",
        "UA",
        "the General Staff of the Armed Forces of Ukraine",
        ["General Staff", "Ukrainian General Staff"],
        [],
    ),
    "kida": (
        "Korea Institute for Defense Analyses",
        "research",
        "KR",
        "the Korea Institute for Defense Analyses",
        ["KIDA", "Korea Institute for Defence Analyses"],
        ["kida.re.kr"],
    ),
    "reuters": ("Reuters", "news_agency", "GB", "", ["Thomson Reuters"], ["reuters.com"]),
    "open-source-centre": (
        "Open Source Centre",
        "research",
        "GB",
        "the Open Source Centre",
        ["OSC", "Open Source Center"],
        [],
    ),
    "institute-for-the-study-of-war": (
        "Institute for the Study of War",
        "research",
        "US",
        "the Institute for the Study of War",
        ["ISW"],
        ["understandingwar.org"],
    ),
    "online-ua": ("Online.UA", "news_outlet", "UA", "", [], ["online.ua"]),
    "kbs": ("KBS World", "broadcaster", "KR", "", ["KBS"], ["world.kbs.co.kr"]),
    "nhk": ("NHK World", "broadcaster", "JP", "", ["NHK"], ["nhk.or.jp"]),
    "uanews": ("UA News", "news_outlet", "UA", "", [], []),
    "uk-mod": (
        "UK Ministry of Defence",
        "government",
        "GB",
        "the UK Ministry of Defence",
        ["UK MoD", "British Ministry of Defence"],
        [],
    ),
    "mediazona": ("Mediazona", "news_outlet", "RU", "", [], ["zona.media"]),
    "ocha": (
        "UN Office for the Coordination of Humanitarian Affairs",
        "intergovernmental",
        "",
        "the UN Office for the Coordination of Humanitarian Affairs",
        ["OCHA", "UN OCHA"],
        ["unocha.org"],
    ),
    "libyan-red-crescent": (
        "Libyan Red Crescent",
        "ngo",
        "LY",
        "the Libyan Red Crescent",
        ["Libyan Red Crescent Society"],
        [],
    ),
}
LINKS = [
    ("us-state-department-spokesperson", "speaks_for", "us-state-department"),
    ("uk-mod", "derives_data_from", "general-staff-ua"),
]
INTERESTS = [
    ("general-staff-ua", "belligerent"),
    ("kremlin", "belligerent"),
    ("kim-jong-un", "belligerent"),
]
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
SUBJECTS = {
    "russian-forces": ("Russian forces", "armed_force"),
    "north-korean-forces": ("North Korean forces", "armed_force"),
    "north-korea": ("North Korea", "state"),
    "russia": ("Russia", "state"),
    "derna": ("People of Derna", "population"),
}
SCOPES = {
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
        "title": "Intelligence update on Russian losses in March 2025",
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


def topic(slug: str = WAR) -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name": TOPICS[slug]})[0]


def source(slug: str) -> Source:
    name, kind, country, in_sentence, aliases, hosts = SOURCES[slug]
    found, created = Source.objects.get_or_create(
        slug=slug,
        defaults={"name": name, "kind": kind, "country": country, "in_sentence": in_sentence},
    )
    if created:
        for alias in aliases:
            Alias.objects.get_or_create(
                normalized=normalize(alias), defaults={"source": found, "name": alias}
            )
        for host in hosts:
            Domain.objects.get_or_create(host=host, defaults={"source": found})
    return found


def standing(*, by, at: datetime.datetime) -> None:
    """Links, interests and grades: once, and never again where a person has changed them."""
    if ReliabilityGrade.objects.filter(rationale=NOT_JUDGED).exists():
        return
    for from_slug, kind, to_slug in LINKS:
        SourceLink.objects.get_or_create(
            from_source=source(from_slug), kind=kind, to_source=source(to_slug)
        )
    for slug, role in INTERESTS:
        Interest.objects.get_or_create(source=source(slug), topic=topic(), role=role)
    for slug in SOURCES:
        if not source(slug).grades.exists():
            give_grade(
                source(slug),
                grade="F",
                rationale=NOT_JUDGED,
                valid_from=datetime.date(2025, 1, 1),
                by=by,
                at=at,
            )


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
