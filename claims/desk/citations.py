"""Writing what an editor gave into a claim's citations and their chains: all of it, or none.

The input is plain: ``citations`` is the full list, each a mapping of citation fields with
``hops``, and with ``id`` where it is already stored.
"""

import datetime
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from claims.desk.claim_fields import unknown_fields
from claims.loading.facts import publisher_slug
from claims.models import Citation, Claim, Hop
from claims.models.validation import needs_of
from claims.rules import chains
from claims.rules.refusals import Need
from claims.rules.text import unstorable
from sources.database.conditions import clean
from sources.database.memory import remembered
from sources.relations.standing import resolve

CITATION_FIELDS = (
    "document stance quote quote_prefix quote_suffix no_quote_reason locator as_reported drift "
    "primary_evidence"
).split()
HOP_FIELDS = "position source document relation designation is_read end as_reported".split()
# Foreign keys whose rows an import has loaded itself: the database has the last word.
HOP_KEYS = ("source", "document")


def write_citations(claim: Claim, given: Sequence[Mapping], at: datetime.datetime) -> list[Need]:
    """Store the citations as given; one that is left out is removed, or withdrawn if it was used.

    Returns every problem, each with its field; the caller rolls back where there is one. Of a
    claim that could not be stored itself they are only checked.
    """
    needs = unstorable(given, "citations")
    stored = {citation.pk: citation for citation in claim.citations.all()} if claim.pk else {}
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
        return needs
    for citation in stored.values():
        if citation not in citations and not citation.withdrawn_at:
            drop(citation, at)
    for index, (citation, data) in enumerate(zip(citations, given, strict=True)):
        needs += write_citation(citation, data, f"citations.{index}")
    return needs


def write_citation(citation: Citation, data: Mapping, where: str) -> list[Need]:
    needs, hops = fill_citation(citation, data, where)
    if needs or citation.claim.pk is None:
        return needs
    citation.save()
    if hops != stored_hops(citation):
        citation.hops.all().delete()
        Hop.objects.bulk_create(Hop(citation=citation, **hop) for hop in hops)
    return []


def fill_citation(
    citation: Citation, data: Mapping, where: str, trusted: Sequence[str] = ()
) -> tuple[list[Need], list[dict]]:
    """Set the citation's fields without saving; returns every problem, and its hops in full."""
    for name in CITATION_FIELDS:
        if name in data:
            setattr(citation, name, data[name])
    if not citation.document_id:
        return [Need("required", "Name the document that is cited.", f"{where}.document")], []
    hops = [dict(hop) for hop in data.get("hops", stored_hops(citation))]
    if citation.pk is None:
        needs, hops = new_chain(hops, citation.document, where, trusted)
    else:
        needs = hop_needs(hops, citation, where, trusted)
    needs = [*needs]
    try:
        clean(citation, ["claim"] if citation.claim.pk is None else (), trusted)
    except ValidationError as error:
        needs += needs_of(error, where)
    return needs, hops


@remembered(
    lambda hops, document, where, trusted: (
        where,
        document.publisher_id,
        tuple(tuple(sorted(hop.items(), key=lambda item: item[0])) for hop in hops),
    )
)
def new_chain(hops: list[dict], document, where: str, trusted) -> tuple[list[Need], list[dict]]:
    """The problems of a chain that nobody has cited before, and its hops in full."""
    hops = [dict(hop) for hop in hops]
    return hop_needs(hops, Citation(document=document), where, trusted), hops


def stored_hops(citation: Citation) -> list[dict]:
    if citation.pk is None:
        return [{"position": 0, "source": resolve(citation.document.publisher)}]
    hops = citation.hops.select_related("source", "document").order_by("position", "id")
    return [{name: getattr(hop, name) for name in HOP_FIELDS} for hop in hops]


def hop_needs(
    hops: list[dict], citation: Citation, where: str, trusted: Sequence[str] = ()
) -> list[Need]:
    """Fill in what a hop leaves out, and return every problem of the chain."""
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
        for name in ("relation", "designation", "end", "as_reported"):
            hop[name] = hop.get(name) or ""
    if needs:
        return needs
    cited_before = {hop.source_id for hop in citation.hops.all()} if citation.pk else set()
    merged = [
        (index, hop["source"])
        for index, hop in enumerate(hops)
        if hop["source"].merged_into_id and hop["source"].pk not in cited_before
    ]
    needs += [
        Need(
            "source_merged",
            f"“{source}” was merged into “{source.merged_into}”: cite that one.",
            f"{where}.hops.{index}.source",
        )
        for index, source in merged
    ]
    links = [
        chains.Hop(h["position"], h["source"].slug, h["end"], h["relation"], h["designation"])
        for h in hops
    ]
    if links:
        first = min(hops, key=lambda hop: hop["position"])["source"]
        found = chains.problems(links, publisher=publisher_slug(citation.document, first))
        needs += [Need(p.code, p.message, f"{where}.{p.field}") for p in found]
    for index, hop in enumerate(hops):
        try:
            Hop(citation=citation, **hop).clean_fields(exclude=["citation", *trusted])
        except ValidationError as error:
            needs += needs_of(error, f"{where}.hops.{index}")
    return needs


def drop(citation: Citation, at: datetime.datetime) -> None:
    """Remove a citation that nothing rests on; withdraw one that was judged or published."""
    used = (
        citation.checks.exists()
        or citation.claim.publications.exists()
        or citation.claim.assessments.filter(evidence=citation).exists()
        or citation.claim.rulings.on(citation).exists()
    )
    if not used:
        citation.delete()
        return
    citation.withdrawn_at = at
    citation.save(update_fields=["withdrawn_at"])
