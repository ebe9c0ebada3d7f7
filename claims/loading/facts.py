"""A stored claim as the plain facts that the pure rules read."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.loading.dossier import Dossier
from claims.models import Citation, Claim, Hop, Series, Unit
from claims.rules import chains, values
from claims.rules.citations import CARRYING_STANCES, ORIGIN_FOUND, STANCES
from claims.rules.requirements import Actor, CitationFacts, Facts
from claims.rules.roles import ROLES
from sources.models import Document, Source
from sources.relations.standing import resolve

VALUE_PARTS = tuple(values.Value.__dataclass_fields__)
UNIT_PARTS = "code name plural symbol dimension currency".split()


def roles_of(user) -> frozenset[str]:
    """Return the roles of a person. A superuser has all; four-eyes binds them all the same."""
    if not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(ROLES)
    return frozenset(user.groups.values_list("name", flat=True)) & frozenset(ROLES)


def actor(claim: Claim | None, user, roles: frozenset[str] | None = None) -> Actor:
    """``roles``: those of the person, where the caller has them."""
    return Actor(
        roles=roles_of(user) if roles is None else roles,
        is_author=bool(claim and claim.created_by_id == user.pk),
        is_last_editor=bool(claim and claim.last_edited_by_id == user.pk),
    )


@dataclass(frozen=True)
class Chain:
    """The hops of a citation by their positions, joint ones in the order of entry.

    ``links``: the hops as the rules read them; ``origins``: the sources that they lead to.
    """

    rows: Iterable[Hop]
    hops: list[Hop]
    links: list[chains.Hop]
    origins: list[Source]


def chain_of(citation: Citation) -> Chain:
    """Read the chain of a citation: once, as long as the citation has the same rows."""
    fetched = citation.__dict__.get("_prefetched_objects_cache", {}).get("hops")
    rows = citation.hops.all() if fetched is None else fetched
    known = citation.__dict__.get("_chain")
    if known is not None and known.rows is rows:
        return known
    hops = sorted(rows, key=lambda hop: hop.position)
    links = [
        chains.Hop(
            hop.position,
            hop.source.slug,
            hop.end,
            hop.relation,
            hop.designation,
            hop.document_id,
            is_read=hop.is_read,
        )
        for hop in hops
    ]
    slugs = chains.origins(links)
    origins = [hop.source for hop in hops if hop.source.slug in slugs]
    citation._chain = Chain(rows, hops, links, origins)
    return citation._chain


def ordered(citation: Citation) -> list[Hop]:
    """Return the hops of a citation by their positions, joint ones in the order of entry."""
    return chain_of(citation).hops


def chain(citation: Citation) -> list[chains.Hop]:
    """Return the chain as the rules read it."""
    return chain_of(citation).links


def origins(citation: Citation) -> list[Source]:
    """Return the sources that a chain leads to; none where it leads to nobody."""
    return chain_of(citation).origins


def stored_value(claim: Claim) -> values.Value | None:
    """Return the value of a claim as the pure rules read it; None without one."""
    if not claim.comparator:
        return None
    parts = {name: getattr(claim, name) for name in VALUE_PARTS if name != "unit"}
    return values.Value(unit=claim.unit.code if claim.unit else "", **parts)


def first_source(citation: Citation) -> Source | None:
    return next((hop.source for hop in ordered(citation) if hop.position == 0), None)


def publisher_slug(document: Document, first: Source | None) -> str:
    """Return the slug of the first hop: after a merge, the old one or the new one."""
    publisher = document.publisher
    if first and resolve(first) == resolve(publisher):
        return first.slug
    return resolve(publisher).slug


def gather(dossier: Dossier) -> Facts:
    """Return the facts that the rules for the steps of the review read."""
    claim, last = dossier.claim, next(reversed(dossier.assessments), None)
    return Facts(
        kind=claim.kind,
        has_value=bool(claim.comparator),
        has_measure=claim.measure_id is not None,
        has_unit=claim.unit_id is not None,
        has_verdict=any(map(is_judged, dossier.active)),
        version=claim.version,
        assessed_version=last.claim_version if last else None,
        citations=[
            CitationFacts(
                label=f"“{citation.document.title[:60]}”",
                status=citation.status,
                carries=citation.stance in CARRYING_STANCES,
                has_quote=bool(citation.quote or citation.no_quote_reason),
                hops=chain(citation),
                publisher=publisher_slug(citation.document, first_source(citation)),
            )
            for citation in dossier.active
        ],
    )


def is_judged(citation: Citation) -> bool:
    """Say whether a citation gives a verdict on an origin, or the finding that it is unknown."""
    if STANCES[citation.stance].verdict:
        return bool(origins(citation))
    if citation.stance not in CARRYING_STANCES or citation.status == "unchecked":
        return False
    return citation.status == "origin_unknown" or bool(origins(citation))


def hop_roles(citation: Citation) -> dict[int, list[str]]:
    """Source id → its roles in the chain: outlet, relay, origin."""
    ids = {hop.source.slug: hop.source_id for hop in ordered(citation)}
    roles: dict[int, list[str]] = {pk: [] for pk in ids.values()}
    for slug, role in chains.roles(chain(citation)):
        roles[ids[slug]].append(role)
    return roles


def whose_count(series: Series) -> str:
    """Say whose numbers a series counts, as people read it."""
    says = f"is what {series.claimant.spoken_name} says, or whoever speaks for it."
    return f"A value of “{series.name}” {says}"


def lead(citations: Iterable[Citation]) -> Citation | None:
    """Return the citation that names the claimant: the best checked one with an origin."""
    found = [
        citation
        for citation in citations
        if citation.stance in CARRYING_STANCES
        and citation.status in ORIGIN_FOUND
        and origins(citation)
    ]
    return min(found, key=lambda c: (ORIGIN_FOUND.index(c.status), c.pk), default=None)


def claimants(citations: list[Citation]) -> list[Source]:
    """Return who makes the claim, joint origins together; the claim's ``claimant`` is first."""
    leading = lead(citations)
    return origins(leading) if leading else []


def unit_spec(unit: Unit | None) -> values.UnitSpec | None:
    """Return a unit as the pure rules read it."""
    if unit is None:
        return None
    same = {name: getattr(unit, name) for name in UNIT_PARTS}
    return values.UnitSpec(**same, factor=unit.factor_to_base, words=tuple(unit.words))
