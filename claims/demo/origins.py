"""The topics and sources that the demo's claims need, and how the sources stand to each other."""

import datetime

from sources.models import (
    Alias,
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
    "ukraine-russia-war-dataset": (
        "2022 Ukraine–Russia War Dataset",
        "dataset",
        "UA",
        "the 2022 Ukraine–Russia War Dataset",
        ["Petro Ivaniuk’s data set"],
        [],
    ),
    "oryx": ("Oryx", "research", "NL", "", ["Oryx Blog", "Oryxspioenkop"], ["oryxspioenkop.com"]),
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
