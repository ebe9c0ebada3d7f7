"""The most recent statements: the latest day of a series, or not superseded (decision 0063)."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from claims.models import Publication, Series
from claims.record import moments
from claims.record.confirmed import superseding


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
