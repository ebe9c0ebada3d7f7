"""The topics and sources of the demo, and the links, interests and grades of the sources."""

import datetime

from claims.demo import entries
from claims.demo.entries import Kind
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

WAR = "russia-ukraine-war"
NOT_JUDGED = "The demo judges no real organization: nobody has looked into its record here."
DATA = entries.read(
    "sources.yaml",
    topics=entries.NAMES,
    sources=Kind("name kind", "country in_sentence aliases hosts"),
    links=Kind("from_source kind to_source"),
    interests=Kind("source role"),
)
SOURCES = DATA["sources"]


def topic(slug: str = WAR) -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name": DATA["topics"][slug]})[0]


def source(slug: str) -> Source:
    fields = dict(SOURCES[slug])
    aliases, hosts = fields.pop("aliases", ()), fields.pop("hosts", ())
    source, is_new = Source.objects.get_or_create(slug=slug, defaults=fields)
    if is_new:
        for alias in aliases:
            Alias.objects.get_or_create(
                normalized=normalize(alias), defaults={"source": source, "name": alias}
            )
        for host in hosts:
            Domain.objects.get_or_create(host=host, defaults={"source": source})
    return source


def standing(*, by, at: datetime.datetime) -> None:
    """Create links, interests and grades, only once: later changes by people stay."""
    if ReliabilityGrade.objects.filter(rationale=NOT_JUDGED).exists():
        return
    for link in DATA["links"]:
        SourceLink.objects.get_or_create(
            from_source=source(link["from_source"]),
            kind=link["kind"],
            to_source=source(link["to_source"]),
        )
    for interest in DATA["interests"]:
        Interest.objects.get_or_create(
            source=source(interest["source"]), topic=topic(), role=interest["role"]
        )
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
