"""What an article names, held against the registers. Nothing is stored."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Lower

from claims.articles import reading
from claims.loading.facts import unit_spec
from claims.models import Citation, Claim, Measure, Subject, Unit
from claims.related_claims.suggestions import ALIKE, LOOKED_AT, words
from claims.rules import values
from claims.rules.lifecycle import GONE
from sources import lookup
from sources.models import Document, Topic
from sources.urls import BadUrl, canonical

MOST_TOPICS = 500
SHOWN = 3  # claims that a proposal may repeat
_WORD = re.compile(r"[^\W\d_]{4,}")


def read(text: str, head: reading.Head | None) -> reading.Article:
    """The article, read with every source and unit that the registers know."""
    units = all_units()
    find = lookup.known_sources(lambda look: reading.read(text, look, units, head))
    return reading.read(text, find, units, head)


def all_units() -> list[values.UnitSpec]:
    return [unit_spec(unit) for unit in Unit.objects.order_by("code")]


def document(url: str, title: str, published_on: datetime.date | None) -> Document | None:
    """The known document: by its canonical address, else by its title on that day.

    Raises ``BadUrl``.
    """
    known = Document.objects.select_related("publisher")
    if url:
        return known.filter(canonical_url=canonical(url)).first()
    if not title or published_on is None:
        return None
    # Its moment may be stored in another zone's day.
    begin = datetime.datetime.combine(published_on, datetime.time(), datetime.UTC)
    near = (begin - datetime.timedelta(hours=14), begin + datetime.timedelta(hours=38))
    return known.filter(title__iexact=title, published_at__range=near).first()


def canonical_or_blank(url: str) -> str:
    try:
        return canonical(url) if url else ""
    except BadUrl:
        return ""


def topic(text: str) -> Topic | None:
    """The one topic whose name's words all stand in the text; with two, nobody can tell."""
    there = {word.casefold() for word in _WORD.findall(text)}
    found = [
        topic
        for topic in Topic.objects.order_by("id")[:MOST_TOPICS]
        if (named := {word.casefold() for word in _WORD.findall(topic.name)}) and named <= there
    ]
    return found[0] if len(found) == 1 else None


def by_name(model, names: Iterable[str]) -> dict[str, object]:
    """Name in lower case → row, in one query."""
    wanted = {name.lower() for name in names if len(name) <= 160}
    rows = model.objects.annotate(folded=Lower("name")).filter(folded__in=wanted)
    related = ("default_unit",) if model is Measure else ()
    return {row.folded: row for row in rows.select_related(*related).order_by("-id")}


def first(known: dict[str, object], names: Sequence[str]):
    return next((known[name.lower()] for name in names if name.lower() in known), None)


def measure_of(
    known: dict[str, object], proposal: reading.Proposal, units: Sequence[values.UnitSpec]
) -> Measure | None:
    """The first measure that the words name and whose dimension is that of the value's unit."""
    found = first(known, proposal.measures)
    if found is None or proposal.value_problem:
        return found
    code = values.parse(proposal.value, units).unit
    dimensions = {unit.dimension for unit in units if unit.code == code}
    return found if dimensions <= {found.dimension} else None


def cited_before(document: Document | None, quotes: Iterable[str]) -> dict[str, Claim]:
    """Quote → the claim that cites this passage of the document already."""
    if document is None:
        return {}
    cited = Citation.objects.filter(document=document, quote__in=set(quotes))
    cited = cited.filter(withdrawn_at__isnull=True).select_related("claim").order_by("-id")
    return {citation.quote: citation.claim for citation in cited}


@dataclass(frozen=True)
class Sought:
    """A proposal as far as other claims may repeat it."""

    subject: Subject | None
    measure: Measure | None
    value: values.Value | None
    statement: str

    def same_value(self) -> Q:
        same = Q(subject=self.subject, comparator=self.value.comparator)
        same &= Q(amount=self.value.amount, low=self.value.low, high=self.value.high)
        return same & Q(measure=self.measure) if self.measure else same

    def is_repeated_by(self, claim: Claim) -> bool:
        if claim.subject_id != self.subject.pk:
            return False
        if self.value is not None:
            told = (claim.comparator, claim.amount, claim.low, claim.high)
            mine = (self.value.comparator, self.value.amount, self.value.low, self.value.high)
            return told == mine and self.measure in (None, claim.measure)
        ours, theirs = words(self.statement), words(claim.statement)
        is_alike = len(ours & theirs) >= ALIKE * len(ours | theirs)
        return not claim.comparator and bool(ours) and is_alike


def look_alikes(sought: Sequence[Sought]) -> list[list[Claim]]:
    """For each, claims of its subject with the same value, or with much the same words.

    Two queries for all of them, which look at the newest.
    """
    known = [one for one in sought if one.subject]
    counted = [one.same_value() for one in known if one.value]
    told = {one.subject.pk for one in known if one.value is None}
    claims = Claim.objects.exclude(review_state__in=GONE).select_related("measure")
    claims = claims.order_by("-id")
    found: list[Claim] = []
    if counted:
        found += claims.filter(reduce(or_, counted))[:LOOKED_AT]
    if told:
        found += claims.filter(subject__in=told, comparator="")[:LOOKED_AT]
    return [
        [claim for claim in found if one.is_repeated_by(claim)][:SHOWN] if one.subject else []
        for one in sought
    ]
