"""What nothing newer has taken the place of, now or at a moment (decision 0063)."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from claims.models import Publication, Series
from claims.record import moments
from claims.record.confirmed import superseding


def current(at: moments.Moment = None, as_of: datetime.date | None = None) -> Q:
    """Publications that are the newest word: of a series the value of its latest day, elsewhere
    what no claim in force supersedes.

    ``at``: the moment whose public record is asked for; ``as_of``: only what is said of the world
    up to this day takes the place of anything. Ask it of what was in force at that moment.
    """
    newer = Publication.objects.in_force(at)
    if as_of:
        newer = newer.filter(moments.up_to(as_of))
    outside = Q(series__isnull=True) & ~Q(claim__in=superseded(newer, at))
    return outside | Q(pk__in=latest(newer))


def latest(publications: QuerySet) -> QuerySet:
    """The value of the latest day of each series; one look into an index for each."""
    values = publications.filter(series=OuterRef("pk")).order_by("-as_of", "-number")
    newest = Series.objects.annotate(newest=Subquery(values.values("pk")[:1]))
    return newest.filter(newest__isnull=False).values("newest")


def superseded(publications: QuerySet, at: moments.Moment) -> QuerySet:
    """The claims that others of these publications supersede, as persons have confirmed."""
    taking = Exists(publications.filter(claim=OuterRef("from_claim")))
    return superseding(at).filter(taking).values("to_claim")
