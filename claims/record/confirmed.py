"""Links that persons have confirmed, and the claims that none supersedes (decision 0063)."""

import datetime
import json
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from claims.models import Claim, ClaimLink, Event, Publication, Series
from claims.record import moments


def rulings(rows: Iterable[Publication], known_at) -> dict[frozenset[str], str]:
    """Return pairs of refs, with the kind of the link that a person confirmed last between them."""
    refs = {row.claim_id: row.ref for row in rows}
    links = ClaimLink.objects.filter(from_claim__in=refs, to_claim__in=refs)
    found, later = [], []
    for link in links.exclude(state="suggested"):
        if known_at and link.decided_at > known_at:
            later.append(link)
        elif link.state == "confirmed":
            found.append((link.decided_at, link.pk, link))
    found += stood(later, known_at)
    return {
        frozenset((refs[link.from_claim_id], refs[link.to_claim_id])): link.kind
        for _decided_at, _pk, link in sorted(found, key=lambda one: one[:2])
    }


def stood(links: list[ClaimLink], at) -> list[tuple[datetime.datetime, int, ClaimLink]]:
    """Of links that were decided anew since a moment, those confirmed then: the log knows."""
    if not links:
        return []
    newest = Event.objects.filter(claim=OuterRef("pk"), at__lte=at).order_by("-number")
    claims = Claim.objects.filter(pk__in={link.from_claim_id for link in links})
    last = claims.annotate(last=Subquery(newest.values("pk")[:1])).values("last")
    by_id = {link.pk: link for link in links}
    found = []
    for snapshot in Event.objects.filter(pk__in=last).values_list("snapshot", flat=True):
        # A snapshot may be blank: a redaction that the law ordered.
        links_then = json.loads(snapshot)["claim"]["links"] if snapshot else ()
        for then in links_then:
            if then["id"] in by_id and then["state"] == "confirmed":
                decided_at = datetime.datetime.fromisoformat(then["decided_at"])
                found.append((decided_at, then["id"], by_id[then["id"]]))
    return found


def superseding(at) -> QuerySet[ClaimLink]:
    """Return the links by which one claim supersedes another, as persons had confirmed them."""
    links = ClaimLink.objects.filter(kind="supersedes")
    if at is None:
        return links.filter(state="confirmed")
    earlier = Event.objects.filter(
        claim=OuterRef("from_claim"), verb="decide_link", reason="supersedes confirmed", at__lte=at
    )
    anew = links.filter(Exists(earlier), decided_at__gt=at)
    then = [pk for _decided_at, pk, _link in stood(list(anew), at)]
    return links.filter(Q(state="confirmed", decided_at__lte=at) | Q(pk__in=then))


def current(at: moments.Moment = None, as_of: datetime.date | None = None) -> Q:
    """Return the latest value of each series, and claims that no claim in force supersedes.

    ``at``: the moment of the public record, of which ``publications`` were in force; ``as_of``:
    only a value for this day or before it takes the place of another.
    """
    newer = Publication.objects.in_force(at)
    if as_of:
        newer = newer.filter(moments.up_to(as_of))
    outside = Q(series__isnull=True) & ~Q(claim__in=superseded(newer, at))
    return outside | Q(pk__in=latest(newer))


def latest(publications: QuerySet) -> QuerySet:
    """Return the value of the latest day of each series; one look into an index for each."""
    values = publications.filter(series=OuterRef("pk")).order_by("-as_of", "-number")
    newest = Series.objects.annotate(newest=Subquery(values.values("pk")[:1]))
    return newest.filter(newest__isnull=False).values("newest")


def superseded(publications: QuerySet, at: moments.Moment) -> QuerySet:
    """Return the claims that others of these publications supersede, as persons confirmed."""
    taking = Exists(publications.filter(claim=OuterRef("from_claim")))
    return superseding(at).filter(taking).values("to_claim")
