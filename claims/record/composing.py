"""Composing what becomes public: the exact bytes, the filter columns, the sources with roles."""

import datetime
from collections.abc import Iterable, Sequence

from claims.loading.dossier import Dossier
from claims.loading.facts import chain, hop_roles, ordered
from claims.loading.findings import Examination
from claims.loading.snapshot import canonical_json, sha256
from claims.models import Citation, Claim, Event, Publication, PublicationSource
from claims.record import change_log, facet_counts
from claims.record.change_log import Issued
from claims.record.document import PublicationHead, content, point, retraction_content
from claims.record.history import Step
from claims.record.shape import write
from claims.rules import chains
from sources.database.append_only import AppendOnlyError
from sources.database.bulk import insert
from sources.models.grade import CANNOT_BE_JUDGED

# A retraction takes these from what was public, never from the desk: a draft stays a draft.
DESK_COLUMNS = (
    "topic subject measure scope claimant attribution_status verification_status credibility "
    "stated_at"
).split()
KEPT_IN_A_RETRACTION = [*DESK_COLUMNS, "is_interested", "reliability"]
GONE_IN_A_RETRACTION = (
    "statement unit series comparator lower lower_inclusive upper upper_inclusive as_of "
    "period_start period_end basis"
).split()
ROW = (
    "source document_id role chain position status stance drift is_read designation verdict "
    "source_kind source_country on"
).split()


def compose(dossier: Dossier, step: Step, kind: str, examined: Examination | None = None) -> Issued:
    """Return the next publication of a claim with its source rows, not yet stored.

    ``examined``: what the rules found on the claim; None for a retraction.
    """
    claim, live = dossier.claim, dossier.live
    number = live.number + 1 if live else 1
    publication = Publication(
        claim=claim, ref=claim.ref, number=number, kind=kind, published_from=step.at
    )
    head = write(PublicationHead, publication, public_note=step.public_note)
    if kind == "retraction":
        document = retraction_content(live, head, step.reason)
        copy_columns(live, publication, KEPT_IN_A_RETRACTION)
        publication.claim_kind = live.claim_kind
        sources = [copy_columns(row, PublicationSource(), ROW) for row in live.sources.all()]
    else:
        document = content(examined, head)
        copy_columns(claim, publication, [*DESK_COLUMNS, *GONE_IN_A_RETRACTION])
        judge(publication, examined, step.at.date())
        publication.claim_kind, publication.speech_act = claim.kind, claim.speech_act or None
        publication.claimant = next((one.source for one in examined.claimants), None)
        publication.search_text = search_text(claim, dossier.active)
        if claim.series:
            publication.point = canonical_json(point(document))
        sources = source_rows(examined)
    publication.content = canonical_json(document)
    publication.content_sha256 = sha256(publication.content)
    for row in sources:
        copy_columns(publication, row, ["published_from", "verification_status"])
        row.is_notice = kind == "retraction"
    return Issued(publication, sources, live)


def judge(publication: Publication, examined: Examination, on: datetime.date) -> None:
    """Fill the columns that say what the rules found, and the finding itself as exact bytes."""
    claim, around = examined.dossier.claim, examined.dossier.registers.surroundings
    saying = [one.source for one in examined.claimants]
    publication.independent_origins = examined.finding.independent_origins
    publication.disinterested_origins = examined.finding.disinterested_origins
    publication.band = examined.band(claim.verification_status).level
    publication.is_interested = any(
        around.interest_of(source, claim.topic, on) for source in saying
    )
    publication.reliability = min(
        (around.grade_on(source, claim.topic, on) for source in saying), default=CANNOT_BE_JUDGED
    )
    publication.independence = canonical_json(
        {"ref": claim.ref, "number": publication.number, **examined.as_json()}
    )


def copy_columns(row, to, names):
    for name in names:
        setattr(to, name, getattr(row, name))
    return to


def search_text(claim: Claim, citations: list[Citation]) -> str:
    """Return the text that a search finds a claim by: its words, its quotes and its names."""
    parts = [claim.ref, claim.statement, claim.as_reported, claim.topic.name, claim.subject.name]
    parts += [row.name for row in (claim.measure, claim.scope) if row]
    for citation in citations:
        parts += [citation.quote, citation.as_reported, citation.document.title]
        parts += [hop.source.name for hop in citation.hops.all()]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def source_rows(examined: Examination) -> list[PublicationSource]:
    """Return a row for each source of each chain in each of its roles there."""
    claimants = {one.source.pk: one.citations[0] for one in examined.claimants}
    verdicts = {one.source.pk: one.verdict for one in examined.alleged}
    rows = []
    for number, citation in enumerate(examined.dossier.active):
        document = citation.document
        said = {
            "document": document,
            "on": document.published_at.date() if document.published_at else None,
            "chain": number,
            "is_read": chains.is_origin_read(chain(citation)),
            **{name: getattr(citation, name) for name in ("status", "stance", "drift")},
        }
        roles = hop_roles(citation)
        for pk in roles:
            if claimants.get(pk) == citation:
                roles[pk].append("claimant")
        for hop in ordered(citation):
            one = hop.source
            who = {"source": one, "source_kind": one.kind, "source_country": one.country}
            who |= {"position": hop.position, "designation": hop.designation}
            for role in roles[one.pk]:
                verdict = verdicts.get(one.pk, "") if role == "origin" else ""
                rows.append(PublicationSource(role=role, verdict=verdict, **who, **said))
    return rows


def store(issued: Sequence[Issued], events: Sequence[Event]) -> list[Publication]:
    """Close what is live of some claims, and write what was composed, all for one moment."""
    publications = [one.publication for one in issued]
    close([one.before for one in issued if one.before], publications[0].published_from)
    for publication, event in zip(publications, events, strict=True):
        publication.event = event
    insert(publications)
    for one in issued:
        for source in one.sources:
            source.publication = one.publication
    insert([source for one in issued for source in one.sources])
    insert(change_log.of_publications(issued))
    facet_counts.change(opened=[(one.publication, source_ids(one.sources)) for one in issued])
    return publications


def source_ids(rows: Iterable[PublicationSource]) -> list[int]:
    return [row.source_id for row in rows]


def close(live: Sequence[Publication], at: datetime.datetime) -> None:
    """End live publications, with all that is kept of their being in force."""
    if not live:
        return
    ended = [publication.pk for publication in live]
    if Publication.objects.filter(pk__in=ended).fill(published_until=at) != len(live):
        raise AppendOnlyError(Publication)
    PublicationSource.objects.filter(publication__in=ended).fill(published_until=at)
    facet_counts.change(closed=[(one, source_ids(one.sources.all())) for one in live])
