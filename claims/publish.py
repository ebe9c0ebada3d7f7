"""Composing what becomes public: the exact bytes, the filter columns, the sources with roles."""

import datetime

from claims import chains, values
from claims.choices import CARRYING_STANCES
from claims.drafting import stored_value
from claims.facts import active_citations, chain
from claims.models import Citation, Claim, Event, Publication, PublicationSource
from claims.policy import ORIGIN_FOUND
from claims.sentences import display, unit_spec
from claims.snapshot import canonical_json, instant, plain, sha256
from sources.models import Source
from sources.standing import interest_of

# A retraction takes these from what was public, never from the desk: a draft stays a draft.
KEPT_IN_A_RETRACTION = (
    "topic subject measure scope claimant attribution_status verification_status credibility "
    "stated_at"
).split()
GONE_IN_A_RETRACTION = (
    "statement unit comparator lower lower_inclusive upper upper_inclusive as_of period_start "
    "period_end"
).split()
ROW = "source_id document_id role status designation on".split()


def named(row) -> dict | None:
    """A vocabulary row as the API names it everywhere."""
    if row is None:
        return None
    key = "code" if hasattr(row, "code") else "slug"
    return {key: getattr(row, key), "name": row.name}


def source_json(source: Source | None) -> dict | None:
    if source is None:
        return None
    return {
        "slug": source.slug,
        "name": source.name,
        "kind": source.kind,
        "country": source.country or None,
    }


def dated(date, precision: str) -> dict | None:
    return None if date is None else {"date": plain(date), "precision": precision}


def value_json(claim: Claim) -> dict | None:
    """The value as it was said, its bounds in base units, and the words; null without one."""
    if not claim.comparator:
        return None
    optional = ("amount", "low", "high", "rounding", "confidence_level", "lower", "upper")
    return {
        "comparator": claim.comparator,
        **{name: plain(getattr(claim, name)) for name in optional},
        "lower_inclusive": claim.lower_inclusive,
        "upper_inclusive": claim.upper_inclusive,
        "range_kind": claim.range_kind or None,
        "unit": {"code": claim.unit.code, "name": claim.unit.plural, "symbol": claim.unit.symbol},
        "as_reported": claim.as_reported or None,
        "text": value_text(claim),
    }


def value_text(claim: Claim) -> str:
    value = stored_value(claim)
    return values.phrase(value, unit_spec(claim.unit)) if value else ""


def citation_json(citation: Citation) -> dict:
    document = citation.document
    roles = hop_roles(citation)
    return {
        "document": {
            "id": document.pk,
            "url": document.canonical_url,
            "title": document.title,
            "publisher": source_json(document.publisher),
            "published_at": dated(document.published_at, document.published_precision),
            "language": document.language,
            "byline": document.byline or None,
        },
        "stance": citation.stance,
        "quote": citation.quote or None,
        "locator": citation.locator or None,
        "as_reported": citation.as_reported or None,
        "drift": citation.drift,
        "source_status": citation.status,
        "chain": [
            {
                "position": hop.position,
                "source": source_json(hop.source),
                "roles": roles[hop.source_id],
                "relation": hop.relation or None,
                "designation": hop.designation or None,
                "end": hop.end or None,
                "as_reported": hop.as_reported or None,
            }
            for hop in ordered(citation)
        ],
    }


def ordered(citation: Citation) -> list:
    return sorted(citation.hops.all(), key=lambda hop: (hop.position, hop.pk))


def hop_roles(citation: Citation) -> dict[int, list[str]]:
    """Source id → its roles in the chain: outlet, relay, origin."""
    ids = {hop.source.slug: hop.source_id for hop in citation.hops.all()}
    roles: dict[int, list[str]] = {pk: [] for pk in ids.values()}
    for slug, role in chains.roles(chain(citation)):
        roles[ids[slug]].append(role)
    return roles


def origins(citation: Citation) -> list[Source]:
    """The sources that the chain of a citation leads to; empty where it leads to nobody."""
    slugs = chains.origins(chain(citation))
    return [hop.source for hop in ordered(citation) if hop.source.slug in slugs]


def lead(citations: list[Citation]) -> Citation | None:
    """The citation that names the claimant: the best checked one whose chain has an origin."""
    found = [
        citation
        for citation in citations
        if citation.stance in CARRYING_STANCES
        and citation.status in ORIGIN_FOUND
        and origins(citation)
    ]
    return min(found, key=lambda c: (ORIGIN_FOUND.index(c.status), c.pk), default=None)


def claimants(citations: list[Citation]) -> list[Source]:
    """Who makes the claim, joint origins together; the first is the claim's ``claimant``."""
    leading = lead(citations)
    return origins(leading) if leading else []


def content(claim: Claim, citations: list[Citation], head: dict) -> dict:
    """The public document of a claim; ``head`` is its ``publication`` part."""
    saying = claimants(citations)
    on = (claim.stated_at or claim.created_at).date()
    assessment = claim.assessments.order_by("-id").first()
    return {
        "ref": claim.ref,
        "publication": head,
        "statement": claim.statement,
        "language": claim.language,
        "kind": claim.kind,
        "topic": named(claim.topic),
        "subject": named(claim.subject),
        "measure": named(claim.measure),
        "scope": named(claim.scope),
        "speech_act": claim.speech_act or None,
        "value": value_json(claim),
        "display": display(claim, value_text(claim), saying, on),
        "as_of": dated(claim.as_of, claim.as_of_precision),
        "period": {
            "start": plain(claim.period_start),
            "end": plain(claim.period_end),
            "precision": claim.period_precision,
        }
        if claim.period_precision != "unknown"
        else None,
        "stated_at": dated(claim.stated_at, claim.stated_precision),
        "basis": claim.basis,
        "claimants": [
            {**source_json(source), "interest": interest_role(source, claim, on)}
            for source in saying
        ],
        "attribution_status": claim.attribution_status,
        "verification_status": claim.verification_status,
        "credibility": claim.credibility,
        "assessment": {
            "confidence": assessment.confidence or None,
            "method": assessment.method,
            "rationale": assessment.rationale,
            "assessed_at": instant(assessment.at),
        },
        "citations": [citation_json(citation) for citation in citations],
    }


def interest_role(source: Source, claim: Claim, on: datetime.date) -> str | None:
    interest = interest_of(source, claim.topic, on)
    return interest.role if interest else None


def retraction_content(live: Publication, head: dict, reason: str) -> dict:
    """What stands in the place of a retracted claim: no statement, no value, only why."""
    return {
        "ref": live.ref,
        "publication": head,
        "kind": live.claim_kind,
        "topic": named(live.topic),
        "subject": named(live.subject),
        "retraction_reason": reason,
        "display": f"Retracted: {head['public_note']}",
    }


def compose(
    claim: Claim, *, kind: str, at: datetime.datetime, public_note: str = "", reason: str = ""
) -> tuple[Publication, list[PublicationSource]]:
    """The next publication of a claim and its source rows, not yet stored."""
    last = claim.publications.order_by("-number").first()
    number = last.number + 1 if last else 1
    head = {
        "number": number,
        "kind": kind,
        "published_from": instant(at),
        "public_note": public_note or None,
    }
    publication = Publication(
        claim=claim, ref=claim.ref, number=number, kind=kind, published_from=at
    )
    if kind == "retraction":
        live = claim.publications.live().get()
        document = retraction_content(live, head, reason)
        copy_columns(live, publication, KEPT_IN_A_RETRACTION)
        publication.claim_kind = live.claim_kind
        sources = [copy_columns(row, PublicationSource(), ROW) for row in live.sources.all()]
    else:
        citations = active_citations(claim)
        document = content(claim, citations, head)
        copy_columns(claim, publication, [*KEPT_IN_A_RETRACTION, *GONE_IN_A_RETRACTION])
        publication.claim_kind = claim.kind
        publication.search_text = search_text(claim, citations)
        sources = source_rows(citations)
    publication.content = canonical_json(document)
    publication.content_sha256 = sha256(publication.content)
    return publication, sources


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
                    on=on,
                )
    return list(rows.values())


def store(publication: Publication, sources: list[PublicationSource], event: Event) -> Publication:
    """Close the live publication, if there is one, and write the composed one in its place."""
    live = publication.claim.publications.live().first()
    if live:
        live.fill(published_until=publication.published_from)
    publication.event = event
    publication.save()
    for source in sources:
        source.publication = publication
    PublicationSource.objects.bulk_create(sources)
    return publication
