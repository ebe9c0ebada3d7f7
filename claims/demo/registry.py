"""The vocabulary and documents of the demo, by code, slug or key."""

from claims.demo import entries
from claims.demo.entries import Kind
from claims.demo.origins import UKRAINIAN, source
from claims.models import Measure, Scope, Subject, Unit
from sources.models import Document

DATA = entries.read(
    "vocabulary.yaml",
    units=Kind("name plural dimension", "symbol currency words"),
    measures=Kind("name definition unit", "is_cumulative"),
    equipment_measures=Kind("name definition"),
    equipment=entries.NAMES,
    subjects=Kind("name kind"),
    scopes=Kind("name note"),
)
UNITS, SUBJECTS, SCOPES = DATA["units"], DATA["subjects"], DATA["scopes"]
MEASURES = DATA["measures"] | {
    f"{code}-{suffix}": {**measure, "name": measure["name"].format(name=name), "unit": "item"}
    for code, name in DATA["equipment"].items()
    for suffix, measure in DATA["equipment_measures"].items()
}
DOCUMENTS = entries.read(
    "documents.yaml",
    documents=Kind(
        "publisher url title", "byline kind published_at published_precision republication_of"
    ),
)["documents"]


def unit(code: str) -> Unit:
    names = {"uk": UKRAINIAN["units"][code]} if code in UKRAINIAN["units"] else None
    return Unit.objects.get_or_create(code=code, defaults={**UNITS[code], "names": names})[0]


def measure(code: str) -> Measure:
    fields = {"is_cumulative": True, **MEASURES[code]}
    default_unit = unit(fields.pop("unit"))
    fields |= {"default_unit": default_unit, "dimension": default_unit.dimension}
    return Measure.objects.get_or_create(code=code, defaults=fields)[0]


def subject(slug: str) -> Subject:
    return Subject.objects.get_or_create(slug=slug, defaults=SUBJECTS[slug])[0]


def scope(slug: str) -> Scope:
    return Scope.objects.get_or_create(slug=slug, defaults=SCOPES[slug])[0]


def document(key: str) -> Document:
    data = dict(DOCUMENTS[key])
    publisher = source(data.pop("publisher"))
    url = data.pop("url")
    if "republication_of" in data:
        data["republication_of"] = document(data["republication_of"])
    return Document.objects.get_or_create(url=url, defaults={"publisher": publisher, **data})[0]
