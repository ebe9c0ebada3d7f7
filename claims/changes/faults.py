"""Checks of the feed against the record, as sentences that name each fault."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from claims.changes.settling import COUNTER
from claims.models import Change, Counter, Event, Publication
from claims.rules.choices import PUBLICATION_KINDS

ISSUED = [kind for kind, _label in PUBLICATION_KINDS]


def faults() -> Iterator[str]:
    """Yield publications, flags and merges without a change, changes without a cause, and gaps."""
    yield from untold()
    yield from unfounded()
    yield from misplaced()


def untold() -> Iterator[str]:
    in_feed = Exists(Change.objects.filter(event=OuterRef("event"), kind=OuterRef("kind")))
    for row in Publication.objects.filter(~in_feed).only("ref", "number").order_by("pk").iterator():
        yield f"The change feed does not tell of publication {row}."
    public = Exists(Publication.objects.filter(claim=OuterRef("claim"), event__lt=OuterRef("pk")))
    steps = Q(verb="flag") | Q(verb="merge", to_state="merged")
    events = Event.objects.filter(steps, public, change__isnull=True).select_related("claim")
    for event in events.defer("snapshot").order_by("pk").iterator():
        yield f"The change feed does not tell of {event.claim.ref} event {event.number}."


def unfounded() -> Iterator[str]:
    """Yield changes whose columns are not those of the publication or the event that they name."""
    of_claims = Change.objects.filter(resource="claim").annotate(
        ref=F("publication__ref"), verb=F("event__verb"), when=F("event__at")
    )
    issued = Q(
        kind__in=ISSUED,
        publication__event=F("event"),
        publication__kind=F("kind"),
        publication__published_from=F("at"),
    )
    of_event = Q(event__claim=F("publication__claim"), event__at=F("at"))
    stepped = of_event & (
        Q(kind__in=["flag", "merge"], verb=F("kind")) | Q(kind="link", verb="decide_link")
    )
    sound = Q(key=F("ref")) & (issued | stepped)
    others = of_claims.exclude(pk__in=of_claims.filter(sound).values("pk")).order_by("pk")
    for pk, kind, key in others.values_list("pk", "kind", "key"):
        yield f"Change {pk} ({kind} of {key}) tells of nothing that is in the record."


def misplaced() -> Iterator[str]:
    """Yield a fault unless positions, which are unique, run from 1 to the counter's last one."""
    positions = Change.objects.settled().aggregate(count=Count("pk"), last=Max("position"))
    last = Counter.objects.filter(name=COUNTER).values_list("last", flat=True).first() or 0
    if not positions["count"] == (positions["last"] or 0) == last:
        yield (
            f"The change feed has {positions['count']} positions, up to {positions['last'] or 0}; "
            f"{last} were given out."
        )
