"""The parts of a sentence as plain data, and where a public document has them."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from claims.rules.citations import CARRYING_STANCES, SOURCE_STATUSES
from claims.rules.values import Value

from .tongue import SOURCE_LANGUAGE

PERSONS = ("person", "role")
NO_NAMES: Mapping = {}


@dataclass(frozen=True)
class Name:
    """A name: ``plain`` as in the register, ``spoken`` as in an English sentence.

    ``others``: the name in the nominative by language.
    """

    plain: str
    spoken: str = ""
    others: Mapping[str, str] = field(default_factory=dict, hash=False)

    def said(self, language: str) -> str:
        spoken = self.spoken if language == SOURCE_LANGUAGE else ""
        return self.others.get(language) or spoken or self.plain

    @property
    def all(self) -> set[str]:
        return {self.plain, self.spoken, *self.others.values()} - {""}


@dataclass(frozen=True)
class Other:
    """Another claim: its ref, and its statement with language and translations."""

    ref: str
    statement: str = ""
    language: str = SOURCE_LANGUAGE
    translations: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Voice:
    """An alleged origin. ``name`` is None where the document describes it and does not name it.

    ``verdict``: whether it said so. ``stake``: the role of its interest, or ``""``.
    ``designation``: how the hop before names it. ``channel``: through whom it was heard.
    ``other``: of one that says otherwise, the claim that holds what it says.
    """

    name: Name | None
    verdict: str = "reported"
    stake: str = ""
    designation: str = ""
    channel: Name | None = None
    kind: str = ""
    other: Other | None = None

    @property
    def is_person(self) -> bool:
        return self.kind in PERSONS


@dataclass(frozen=True)
class Unit:
    """A unit: English singular and plural, its symbol, and its plural forms by language (CLDR)."""

    singular: str = ""
    plural: str = ""
    symbol: str = ""
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Day:
    date: datetime.date
    precision: str = "day"


@dataclass(frozen=True)
class Period:
    """Two days, both included; None is open."""

    start: datetime.date | None
    end: datetime.date | None
    precision: str = "day"


@dataclass(frozen=True)
class Parts:
    """Hold the parts of a sentence on a claim.

    ``text``: the value in English words, where they are stored. ``channel``: the outlet that was
    read, where nobody is named. ``needs_reassessment``: as it is now. ``corrected_on``: of a
    correction. ``superseded_by``: the ref of the claim in its place. ``is_over``: a later
    publication took its place.
    """

    statement: str
    language: str = SOURCE_LANGUAGE
    translations: Mapping[str, str] = field(default_factory=dict, hash=False)
    kind: str = "quantity"
    speech_act: str = ""
    value: Value | None = None
    unit: Unit = Unit()
    text: str = ""
    voices: Sequence[Voice] = ()
    channel: Name | None = None
    verification: str = "attributed"
    as_of: Day | None = None
    period: Period | None = None
    needs_reassessment: bool = False
    corrected_on: Day | None = None
    superseded_by: str = ""
    is_over: bool = False


@dataclass(frozen=True)
class Said:
    """``display``: the sentence, without a period; ``display_value``: the value alone, or None."""

    display: str
    display_value: str | None = None
    language: str = SOURCE_LANGUAGE


def is_whole(document: Mapping) -> bool:
    """Return whether a document has all the parts of its sentence; only older ones do not.

    Those can be printed as they were stored, in English, and in no other language.
    """
    return document.get("schema_version", 1) > 1


def read(document: Mapping, standing: Mapping = NO_NAMES) -> Parts:
    """Return the parts of a public document, completed, with its live standing.

    Of a document that is not whole, those who say it have the names of the register.
    """
    fields, head = document["value"], document["publication"]
    corrected = head["kind"] == "correction"
    return Parts(
        statement=document["statement"],
        language=document["language"],
        translations=document.get("translations") or {},
        kind=document["kind"],
        speech_act=document["speech_act"] or "",
        value=value_of(fields) if fields else None,
        unit=unit_of(fields["unit"]) if fields else Unit(),
        text=fields["text"] if fields else "",
        voices=voices(document) if is_whole(document) else old(document),
        channel=outlet(document["citations"]),
        verification=document["verification_status"],
        as_of=day(document["as_of"]),
        period=period(document["period"]),
        needs_reassessment=bool(standing.get("needs_reassessment")),
        corrected_on=Day(date(head["published_from"])) if corrected else None,
        superseded_by=standing.get("successor") or "",
        is_over=bool(standing.get("superseded_by")),
    )


def voices(document: Mapping) -> tuple[Voice, ...]:
    """Return the alleged origins of a document, then those that it describes and does not name."""
    chains = {citation["id"]: citation["chain"] for citation in document["citations"]}
    named = [
        voice(entry, *place(chains[entry["citations"][0]], entry["source"]["slug"]))
        for entry in document["attribution"]
    ]
    described = [
        voice({"verdict": verdict}, *place(citation["chain"], hop["source"]["slug"]))
        for citation in document["citations"]
        for hop in citation["chain"]
        for verdict in [SOURCE_STATUSES[citation["source_status"]].verdict]
        if citation["stance"] in CARRYING_STANCES and hop["end"] == "unnamed"
    ]
    return (*named, *described)


def place(chain: Sequence[Mapping], slug: str) -> tuple[Mapping, Mapping | None]:
    """Return the hop of a source, and the source of the hop before it; None at the start."""
    hop = next(hop for hop in chain if hop["source"]["slug"] == slug)
    before = [one["source"] for one in chain if one["position"] < hop["position"]]
    return hop, before[-1] if before else None


def voice(entry: Mapping, hop: Mapping, channel: Mapping | None) -> Voice:
    """Return an entry of the member ``attribution`` with its place in the leading chain."""
    other = entry.get("says")
    return Voice(
        name(hop["source"]),
        entry["verdict"],
        entry.get("interest") or "",
        hop.get("designation") or "",
        name(channel),
        hop["source"]["kind"],
        another(other) if other else None,
    )


def another(claim: Mapping) -> Other:
    """Return the claim that an entry of the member ``attribution`` names."""
    language = claim.get("language") or SOURCE_LANGUAGE
    translations = claim.get("translations") or {}
    return Other(claim["ref"], claim.get("statement") or "", language, translations)


def old(document: Mapping) -> tuple[Voice, ...]:
    return tuple(
        Voice(name(source), stake=source["interest"] or "", kind=source["kind"])
        for source in document["claimants"]
    )


def name(source: Mapping | None) -> Name | None:
    if source is None:
        return None
    return Name(source["name"], source.get("spoken_name") or "", source.get("names") or {})


def outlet(citations: Sequence[Mapping]) -> Name | None:
    """Return the publisher of the first document that carries the claim."""
    carrying = [one for one in citations if one["stance"] in CARRYING_STANCES]
    return name(carrying[0]["document"]["publisher"]) if carrying else None


def value_of(fields: Mapping) -> Value:
    """Return a public ``value`` as a value for the rules."""
    numbers = ("amount", "low", "high", "rounding", "confidence_level")
    return Value(
        comparator=fields["comparator"],
        **{name: fields[name] and Decimal(fields[name]) for name in numbers},
        unit=fields["unit"]["code"],
        range_kind=fields["range_kind"] or "",
        as_reported=fields["as_reported"] or "",
    )


def unit_of(fields: Mapping) -> Unit:
    names = fields.get("names") or {}
    return Unit(fields.get("singular") or "", fields["name"], fields["symbol"] or "", names)


def day(fields: Mapping | None) -> Day | None:
    return Day(date(fields["date"]), fields["precision"]) if fields else None


def period(fields: Mapping | None) -> Period | None:
    if fields is None:
        return None
    ends = (fields[end] and date(fields[end]) for end in ("start", "end"))
    return Period(*ends, fields["precision"])


def date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text[:10])
