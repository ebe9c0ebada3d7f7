"""The topics and sources of the demo, and the links, interests and grades of the sources."""

import datetime

from claims.demo import entries
from claims.demo.entries import Kind
from sources.models import Alias, Domain, Interest, ReliabilityGrade, Source, SourceLink, Topic
from sources.naming import normalize
from sources.reliability import give_grade

WAR = "russia-ukraine-war"
NOT_JUDGED = "The demo judges no real organization: nobody has looked into its record here."
FORMS = "one few many other"
DATA = entries.read(
    "sources.yaml",
    topics=entries.NAMES,
    sources=Kind("name kind", "country in_sentence aliases hosts"),
    links=Kind("from_source kind to_source"),
    interests=Kind("source role"),
)
SOURCES = DATA["sources"]
UKRAINIAN = entries.read(
    "ukrainian.yaml", sources=entries.NAMES, units=Kind(FORMS), statements=entries.NAMES
)


def topic(slug: str = WAR) -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name": DATA["topics"][slug]})[0]


def source(slug: str) -> Source:
    fields = dict(SOURCES[slug])
    if slug in UKRAINIAN["sources"]:
        fields["names"] = {"uk": UKRAINIAN["sources"][slug]}
    aliases, hosts = fields.pop("aliases", ()), fields.pop("hosts", ())
    source, is_new = Source.objects.get_or_create(slug=slug, defaults=fields)
    if is_new:
        for alias in aliases:
            fields = {"source": source, "name": alias}
            Alias.objects.get_or_create(normalized=normalize(alias), defaults=fields)
        for host in hosts:
            Domain.objects.get_or_create(host=host, defaults={"source": source})
    return source


def standing(*, by, at: datetime.datetime) -> None:
    """Create links, interests and grades, only once: later changes by people stay."""
    if ReliabilityGrade.objects.filter(rationale=NOT_JUDGED).exists():
        return
    for link in DATA["links"]:
        ends = {name: source(link[name]) for name in ("from_source", "to_source")}
        SourceLink.objects.get_or_create(kind=link["kind"], **ends)
    for interest in DATA["interests"]:
        Interest.objects.get_or_create(
            source=source(interest["source"]), topic=topic(), role=interest["role"]
        )
    for slug in SOURCES:
        if not source(slug).grades.exists():
            since = datetime.date(2025, 1, 1)
            grade = {"grade": "F", "rationale": NOT_JUDGED, "valid_from": since}
            give_grade(source(slug), **grade, by=by, at=at)
