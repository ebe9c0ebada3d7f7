"""Writing the citations and chains that an editor gave: all of them, or none.

``citations`` is the full list: mappings of citation fields with ``hops``, and ``id`` if stored.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from django.core.exceptions import ValidationError

from claims.desk.claim_fields import unknown_fields
from claims.loading.dossier import Dossier, hold
from claims.loading.facts import ordered, publisher_slug
from claims.models import Citation, Claim, Counter, Hop
from claims.models.validation import needs_of
from claims.record import history
from claims.record.history import Entry, Step
from claims.rules import chains
from claims.rules.refs import make_ref
from claims.rules.refusals import Need
from claims.rules.text import unstorable
from sources.database.bulk import insert
from sources.database.checks import FIELDS
from sources.database.conditions import clean
from sources.relations.standing import resolve

CITATION_FIELDS = (
    "document stance quote quote_prefix quote_suffix no_quote_reason locator as_reported drift "
    "primary_evidence"
).split()
HOP_FIELDS = "position source document relation designation is_read channel end as_reported".split()
HOP_KEYS = ("source", "document")
# Findings on a hop are kept in memory only if its texts have at most so many characters.
MOST_KEPT = 400
ONE_PASSAGE = "citation_cites_a_passage_once"


@dataclass(eq=False)
class Written:
    """A citation as it was given, with its chain; ``hops`` is None where that stays as it is."""

    citation: Citation
    hops: list[Hop] | None


def write_citations(
    dossier: Dossier, given: Sequence[Mapping], at: datetime.datetime
) -> list[Need]:
    """Store the citations as given; one that is left out is removed, or withdrawn if it was used.

    Returns every problem, each with its field; then nothing was stored.
    """
    stored = {citation.pk: citation for citation in dossier.citations}
    named = {data["id"] for data in given if data.get("id")}
    left_out = [one for one in dossier.active if one.pk not in named]
    staying = [one for one in dossier.active if one.pk in named]
    needs, written = read_citations(dossier.claim, given, stored, staying)
    if needs:
        return needs
    for citation in left_out:
        drop(dossier, citation, at)
    new = [one for one in written if one.citation.pk is None]
    for one in written:
        if one not in new:
            one.citation.save()
            if one.hops is not None:
                Hop.objects.filter(citation=one.citation).delete()
                store_hops([one])
    store_citations(new)
    kept = [one for one in dossier.citations if one not in left_out or one.withdrawn_at]
    dossier.citations = [*kept, *(one.citation for one in new)]
    return []


def read_citations(
    claim: Claim,
    given: Sequence[Mapping],
    stored: Mapping[int, Citation] = MappingProxyType({}),
    staying: Sequence[Citation] = (),
) -> tuple[list[Need], list[Written]]:
    """Set the citations of a claim as given, without saving; returns every problem.

    ``stored``: the claim's citations by id; ``staying``: those of them that are given.
    """
    needs = unstorable(given, "citations")
    citations: list[Citation] = []
    for index, data in enumerate(given):
        where = f"citations.{index}"
        needs += unknown_fields(data, ["id", "hops", *CITATION_FIELDS], f"{where}.")
        citation = stored.get(data["id"]) if data.get("id") else Citation(claim=claim)
        if citation is None or citation.withdrawn_at:
            message = "This claim has no such citation, or it was withdrawn."
            needs.append(Need("unknown_citation", message, f"{where}.id"))
        elif citation in citations:
            message = "This citation is already given: name each one once."
            needs.append(Need("citation_given_twice", message, f"{where}.id"))
        citations.append(citation)
    if needs:
        return needs, []
    written, cited = [], [*staying]
    for index, (citation, data) in enumerate(zip(citations, given, strict=True)):
        where = f"citations.{index}"
        found, hops = fill_citation(citation, data, where)
        needs += found
        if citation.document_id and any(is_same_passage(citation, one) for one in cited):
            needs.append(passage_need(where))
        written.append(Written(citation, hops))
        cited.append(citation)
    return needs, written


def is_same_passage(citation: Citation, other: Citation) -> bool:
    passage = citation.document_id, citation.quote
    return other is not citation and passage == (other.document_id, other.quote)


def passage_need(where: str) -> Need:
    """Return the message of the constraint ``citation_cites_a_passage_once``."""
    (constraint,) = (c for c in Citation._meta.constraints if c.name == ONE_PASSAGE)
    message = constraint.get_violation_error_message()
    return Need(ONE_PASSAGE, message, f"{where}.{FIELDS[ONE_PASSAGE]}")


def fill_citation(
    citation: Citation, data: Mapping, where: str
) -> tuple[list[Need], list[Hop] | None]:
    """Set the citation's fields without saving; returns every problem, and a chain that is new."""
    for name in CITATION_FIELDS:
        if name in data:
            setattr(citation, name, data[name])
    if not citation.document_id:
        return [Need("required", "Name the document that is cited.", f"{where}.document")], None
    before = stored_hops(citation)
    needs, hops = read_hops([dict(hop) for hop in data.get("hops", before)], citation, where)
    try:
        clean(citation, ["claim"])
    except ValidationError as error:
        needs += needs_of(error, where)
    is_kept = bool(citation.pk) and plain_hops(hops) == before
    return needs, None if is_kept else hops


def stored_hops(citation: Citation) -> list[dict]:
    if citation.pk is None:
        return [{"position": 0, "source": resolve(citation.document.publisher)}]
    return plain_hops(ordered(citation))


def plain_hops(hops: Sequence[Hop]) -> list[dict]:
    return [{name: getattr(hop, name) for name in HOP_FIELDS} for hop in hops]


def read_hops(hops: list[dict], citation: Citation, where: str) -> tuple[list[Need], list[Hop]]:
    """Fill in what a hop leaves out; returns every problem of the chain, and its rows."""
    needs = []
    for index, hop in enumerate(hops):
        at = f"{where}.hops.{index}"
        needs += unknown_fields(hop, HOP_FIELDS, f"{at}.")
        if hop.get("source") is None:
            needs.append(Need("required", "Name the source.", f"{at}.source"))
        if hop.get("position") is None:
            needs.append(Need("required", "Give the position, from 0.", f"{at}.position"))
        for name, default in (("document", None), ("is_read", False)):
            hop.setdefault(name, default)
        for name in ("relation", "designation", "channel", "end", "as_reported"):
            hop[name] = hop.get(name) or ""
    if needs:
        return needs, []
    cited_before = {hop.source_id for hop in citation.hops.all()} if citation.pk else set()
    for index, source in enumerate(hop["source"] for hop in hops):
        if source.merged_into_id and source.pk not in cited_before:
            message = f"“{source}” was merged into “{source.merged_into}”: cite that one."
            needs.append(Need("source_merged", message, f"{where}.hops.{index}.source"))
    links = [
        chains.Hop(h["position"], h["source"].slug, h["end"], h["relation"], h["designation"])
        for h in hops
    ]
    if links:
        first = min(hops, key=lambda hop: hop["position"])["source"]
        found = chains.problems(links, publisher=publisher_slug(citation.document, first))
        needs += [Need(p.code, p.message, f"{where}.{p.field}") for p in found]
    for index, hop in enumerate(hops):
        columns = {name: hop[name] for name in HOP_FIELDS if name not in HOP_KEYS}
        is_short = len(str(columns)) < MOST_KEPT
        found = hop_needs(**columns) if is_short else hop_needs.__wrapped__(**columns)
        needs += [replace(n, field=f"{where}.hops.{index}.{n.field}") for n in found]
    return needs, [Hop(citation=citation, **hop) for hop in hops]


@lru_cache(1000, typed=True)
def hop_needs(**columns) -> list[Need]:
    """Return what is wrong with a hop's own columns; most hops of a file have the same."""
    try:
        Hop(**columns).clean_fields(exclude=["citation", *HOP_KEYS])
    except ValidationError as error:
        return needs_of(error)
    return []


def store_citations(written: Sequence[Written]) -> None:
    """Insert new citations of stored claims with their chains: one, or those of a whole file."""
    insert([one.citation for one in written])
    store_hops(written)
    for one in written:
        hold(one.citation, checks=[])


def store_hops(written: Sequence[Written]) -> None:
    insert([hop for one in written for hop in one.hops])
    for one in written:
        hold(one.citation, hops=one.hops)


def drop(dossier: Dossier, citation: Citation, at: datetime.datetime) -> None:
    """Remove a citation that nothing rests on; withdraw one that was judged or published."""
    ruled = {pk for ruling in dossier.rulings for pk in (ruling.first_id, ruling.second_id)}
    shown = {one.pk for row in dossier.assessments for one in row.evidence.all()}
    if not (citation.checks.all() or dossier.live or citation.pk in ruled | shown):
        citation.delete()
        return
    citation.withdrawn_at = at
    citation.save(update_fields=["withdrawn_at"])


@dataclass(eq=False)
class Draft:
    """A claim that is not stored yet, with its citations."""

    claim: Claim
    citations: list[Written] = field(default_factory=list)


def store_drafts(drafts: Sequence[Draft], step: Step) -> list[Dossier]:
    """Insert claims with their citations and chains, and the first event of each.

    Their rows have been checked.
    """
    first = Counter.take("claim", len(drafts))
    for number, draft in enumerate(drafts, start=first):
        draft.claim.ref = make_ref(number)
    insert([draft.claim for draft in drafts])
    store_citations([written for draft in drafts for written in draft.citations])
    dossiers = [
        Dossier(draft.claim, [written.citation for written in draft.citations]) for draft in drafts
    ]
    history.append_all([Entry(one, step, "") for one in dossiers], history.POINTER)
    return dossiers
