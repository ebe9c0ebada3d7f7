"""Links suggested for the claims of a batch, by the ordinary rules where they can find some."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from claims.models import Claim, ImportBatch
from claims.related_claims import suggestions
from claims.rules.lifecycle import GONE

# Events of links that a rule has suggested.
SUGGESTED = Q(verb="link", reason__endswith=" suggested")


def suggest(batch: ImportBatch) -> None:
    """Suggest links for each claim; what is suggested already is not suggested again."""
    for pk in sorted({*others_for_the_day(batch), *others_about_its_time(batch)}):
        claim = batch.claims.get(pk=pk)
        suggestions.suggest(claim, by=batch.created_by, at=batch.submitted_at)


def valued():
    return Claim.objects.exclude(comparator="").exclude(review_state__in=GONE)


def others_for_the_day(batch: ImportBatch) -> Iterator[int]:
    """Return claims with another value of the same measure and subject for their day."""
    same = {name: OuterRef(name) for name in ("measure", "subject", "as_of")}
    other = valued().filter(**same).exclude(pk=OuterRef("pk"))
    found = batch.claims.exclude(comparator="").filter(Exists(other))
    return found.values_list("pk", flat=True).iterator()


def others_about_its_time(batch: ImportBatch) -> Iterator[int]:
    """Yield claims for longer than a day, within such a time, or without a value."""
    longer = ~Q(as_of_precision="day")
    yield from batch.claims.filter(longer | Q(comparator="")).values_list("pk", flat=True)
    for measure, subject in batch.claims.order_by().values_list("measure", "subject").distinct():
        others = valued().filter(longer, measure=measure, subject=subject)
        for first, last in filter(None, map(suggestions.days, others.iterator())):
            within = batch.claims.filter(as_of__range=(first, last))
            yield from within.filter(measure=measure, subject=subject).values_list("pk", flat=True)
