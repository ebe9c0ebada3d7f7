"""The matching of an article with the registers. Nothing is stored."""

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
SHOWN = 3  # similar claims shown beside a proposal
_WORD = re.compile(r"[^\W\d_]{4,}")


def read(text: str, head: reading.Head | None) -> reading.Article:
    """Read an article with every source and unit that the registers know."""
    units = all_units()
    find = lookup.known_sources(lambda look: reading.read(text, look, units, head))
    return reading.read(text, find, units, head)


def all_units() -> list[values.UnitSpec]:
    return [unit_spec(unit) for unit in Unit.objects.order_by("code")]


def document(url: str, title: str, published_on: datetime.date | None) -> Document | None:
    """Return the document known by canonical address, else by title and day. Raises ``BadUrl``."""
    documents = Document.objects.select_related("publisher")
    if url:
        return documents.filter(canonical_url=canonical(url)).first()
    if not title or published_on is None:
        return None
    # The stored moment may fall on another day in another time zone.
    begin = datetime.datetime.combine(published_on, datetime.time(), datetime.UTC)
    near = (begin - datetime.timedelta(hours=14), begin + datetime.timedelta(hours=38))
    return documents.filter(title__iexact=title, published_at__range=near).first()


def canonical_or_blank(url: str) -> str:
    try:
        return canonical(url) if url else ""
    except BadUrl:
        return ""


def topic(text: str) -> Topic | None:
    """Return the one topic whose name's words all stand in the text; None with several."""
    present = {word.casefold() for word in _WORD.findall(text)}
    topics = [
        topic
        for topic in Topic.objects.order_by("id")[:MOST_TOPICS]
        if (named := {word.casefold() for word in _WORD.findall(topic.name)}) and named <= present
    ]
    return topics[0] if len(topics) == 1 else None


def by_name(model, names: Iterable[str]) -> dict[str, object]:
    """Return rows by their name in lower case, in one query."""
    wanted = {name.lower() for name in names if len(name) <= 160}
    rows = model.objects.annotate(folded=Lower("name")).filter(folded__in=wanted)
    related = ("default_unit",) if model is Measure else ()
    return {row.folded: row for row in rows.select_related(*related).order_by("-id")}


def first(known: dict[str, object], names: Sequence[str]):
    return next((known[name.lower()] for name in names if name.lower() in known), None)


def measure_of(
    known: dict[str, object], proposal: reading.Proposal, units: Sequence[values.UnitSpec]
) -> Measure | None:
    """Return the first measure named, or None if its dimension is not that of the value's unit."""
    named = first(known, proposal.measures)
    if named is None or proposal.value_problem:
        return named
    code = values.parse(proposal.value, units).unit
    dimensions = {unit.dimension for unit in units if unit.code == code}
    return named if dimensions <= {named.dimension} else None


def cited_before(document: Document | None, quotes: Iterable[str]) -> dict[str, Claim]:
    """Return the claims that already cite these passages of the document, by quote."""
    if document is None:
        return {}
    cited = Citation.objects.filter(document=document, quote__in=set(quotes))
    cited = cited.filter(withdrawn_at__isnull=True).select_related("claim").order_by("-id")
    return {citation.quote: citation.claim for citation in cited}


@dataclass(frozen=True)
class Sought:
    """The parts of a proposal by which similar claims are found."""

    subject: Subject | None
    measure: Measure | None
    value: values.Value | None
    statement: str

    def same_value(self) -> Q:
        same = Q(subject=self.subject, comparator=self.value.comparator)
        same &= Q(amount=self.value.amount, low=self.value.low, high=self.value.high)
        return same & Q(measure=self.measure) if self.measure else same

    def is_repeated_by(self, claim: Claim) -> bool:
        if not self.subject or claim.subject_id != self.subject.pk:
            return False
        if self.value is not None:
            theirs = (claim.comparator, claim.amount, claim.low, claim.high)
            mine = (self.value.comparator, self.value.amount, self.value.low, self.value.high)
            return theirs == mine and self.measure in (None, claim.measure)
        our_words, their_words = words(self.statement), words(claim.statement)
        is_alike = len(our_words & their_words) >= ALIKE * len(our_words | their_words)
        return not claim.comparator and bool(our_words) and is_alike


def look_alikes(sought: Sequence[Sought]) -> list[list[Claim]]:
    """Return new similar claims (same subject, and value or words) by proposal, in two queries."""
    with_subject = [proposal for proposal in sought if proposal.subject]
    same_values = [proposal.same_value() for proposal in with_subject if proposal.value]
    without_value = {proposal.subject.pk for proposal in with_subject if proposal.value is None}
    claims = Claim.objects.exclude(review_state__in=GONE).select_related("measure")
    claims = claims.order_by("-id")
    candidates: list[Claim] = []
    if same_values:
        candidates += claims.filter(reduce(or_, same_values))[:LOOKED_AT]
    if without_value:
        candidates += claims.filter(subject__in=without_value, comparator="")[:LOOKED_AT]
    return [[c for c in candidates if one.is_repeated_by(c)][:SHOWN] for one in sought]
