"""Composing what becomes public: the exact bytes, the filter columns, the sources with roles."""

import datetime

from claims.loading.facts import claimants, hop_roles, lead, ordered, origins
from claims.loading.findings import Examination, examine
from claims.loading.rows import is_loaded, rows
from claims.loading.snapshot import canonical_json, sha256
from claims.models import Citation, Claim, Event, Publication, PublicationSource
from claims.record import change_log, facet_counts
from claims.record.document import PublicationHead, content, point, retraction_content
from claims.record.shape import write
from sources.models.grade import CANNOT_BE_JUDGED
from sources.relations.standing import interest_of
from sources.reliability import grade_on

# A retraction takes these from what was public, never from the desk: a draft stays a draft.
DESK_COLUMNS = (
    "topic subject measure scope claimant attribution_status verification_status credibility "
    "stated_at"
).split()
KEPT_IN_A_RETRACTION = [*DESK_COLUMNS, "is_interested", "reliability"]
GONE_IN_A_RETRACTION = (
    "statement unit series comparator lower lower_inclusive upper upper_inclusive as_of "
    "period_start period_end"
).split()
ROW = "source_id document_id role status designation source_kind source_country on".split()


def compose(
    claim: Claim,
    *,
    kind: str,
    at: datetime.datetime,
    public_note: str = "",
    reason: str = "",
    examined: Examination | None = None,
) -> tuple[Publication, list[PublicationSource]]:
    """The next publication of a claim and its source rows, not yet stored.

    ``examined``: what the rules found on the claim, where the caller has it already.
    """
    number = last_number(claim) + 1
    publication = Publication(
        claim=claim, ref=claim.ref, number=number, kind=kind, published_from=at
    )
    head = write(PublicationHead, publication, public_note=public_note)
    if kind == "retraction":
        live = live_publication(claim)
        document = retraction_content(live, head, reason)
        copy_columns(live, publication, KEPT_IN_A_RETRACTION)
        publication.claim_kind = live.claim_kind
        sources = [copy_columns(row, PublicationSource(), ROW) for row in rows(live, "sources")]
    else:
        examined = examined or examine(claim, at.date())
        citations = examined.citations
        document = content(claim, examined, head)
        copy_columns(claim, publication, [*DESK_COLUMNS, *GONE_IN_A_RETRACTION])
        judge(publication, examined, at.date())
        publication.claim_kind = claim.kind
        publication.search_text = search_text(claim, citations)
        if claim.series:
            publication.point = canonical_json(point(document))
        sources = source_rows(citations)
    publication.content = canonical_json(document)
    publication.content_sha256 = sha256(publication.content)
    for row in sources:
        copy_columns(publication, row, ["published_from", "verification_status"])
        row.is_notice = kind == "retraction"
    return publication, sources


def last_number(claim: Claim) -> int:
    """The number of the claim's last publication; 0 where it has none."""
    if is_loaded(claim, "publications"):
        return max((publication.number for publication in rows(claim, "publications")), default=0)
    return claim.publications.order_by("-number").values_list("number", flat=True).first() or 0


def live_publication(claim: Claim) -> Publication | None:
    if is_loaded(claim, "publications"):
        found = [one for one in rows(claim, "publications") if one.published_until is None]
        return next(iter(found), None)
    return claim.publications.live().first()


def judge(publication: Publication, examined: Examination, on: datetime.date) -> None:
    """Fill the columns that say what the rules found, and the finding itself as exact bytes."""
    claim, saying = examined.claim, claimants(examined.citations)
    publication.independent_origins = examined.finding.independent_origins
    publication.disinterested_origins = examined.finding.disinterested_origins
    publication.band = examined.band(claim.verification_status).level
    publication.is_interested = any(interest_of(source, claim.topic, on) for source in saying)
    publication.reliability = min(
        (grade_on(source, claim.topic, on) for source in saying), default=CANNOT_BE_JUDGED
    )
    publication.independence = canonical_json(
        {"ref": claim.ref, "number": publication.number, **examined.as_json()}
    )


def copy_columns(row, to, names):
    for name in names:
        setattr(to, name, getattr(row, name))
    return to


def search_text(claim: Claim, citations: list[Citation]) -> str:
    """What a text search finds a claim by: its words, theirs, and the names that it holds."""
    parts = [claim.ref, claim.statement, claim.as_reported, claim.topic.name, claim.subject.name]
    parts += [row.name for row in (claim.measure, claim.scope) if row]
    for citation in citations:
        parts += [citation.quote, citation.as_reported, citation.document.title]
        parts += [hop.source.name for hop in citation.hops.all()]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def source_rows(citations: list[Citation]) -> list[PublicationSource]:
    leading = lead(citations)
    rows: dict[tuple, PublicationSource] = {}
    for citation in citations:
        document = citation.document
        on = document.published_at.date() if document.published_at else None
        roles = hop_roles(citation)
        if citation == leading:
            for source in origins(citation):
                roles[source.pk].append("claimant")
        for hop in ordered(citation):
            for role in roles[hop.source_id]:
                key = (hop.source_id, document.pk, role, citation.status, hop.designation)
                rows[key] = PublicationSource(
                    source_id=hop.source_id,
                    document=document,
                    role=role,
                    status=citation.status,
                    designation=hop.designation,
                    source_kind=hop.source.kind,
                    source_country=hop.source.country,
                    on=on,
                )
    return list(rows.values())


def store(publication: Publication, sources: list[PublicationSource], event: Event) -> Publication:
    """Close the live publication, if there is one, and write the composed one in its place."""
    live = live_publication(publication.claim)
    if live:
        close(live, publication.published_from)
    publication.event = event
    publication.save()
    for source in sources:
        source.publication = publication
    PublicationSource.objects.bulk_create(sources)
    change_log.issued(publication, sources, live)
    facet_counts.change(opened=[(publication, [source.source_id for source in sources])])
    return publication


def close(live: Publication, at: datetime.datetime) -> None:
    """End a publication that is in force, with all that is kept of its being so."""
    live.fill(published_until=at)
    live.sources.fill(published_until=at)
    facet_counts.change(closed=[(live, live.sources.values_list("source", flat=True))])
