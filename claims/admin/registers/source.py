"""The source page with its published claims, which a change would touch, and its track record."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from claims.desk import reassessment
from claims.models import Claim
from claims.source_reports import merge_effects
from claims.source_reports.dependents import MOST_COUNTED, dependents_of, public
from claims.source_reports.newest import MOST_SOURCES, newest
from claims.source_reports.track_record import FEWEST, MOST_READ, Track, track_record
from sources.admin.source import SourceAdmin
from sources.models import Source
from sources.relations.standing import Standing

SHOWN = 20
MOST_TOUCHED = 200  # claims of each source around the changed one

admin.site.unregister(Source)


@admin.register(Source)
class CitedSourceAdmin(SourceAdmin):
    def resting_on(self, source):
        around = reassessment.around([source], timezone.now().date())
        around = sorted(around, key=lambda pk: pk != source.pk)
        rows = newest(map(Standing, around), ["publication__claim"], MOST_TOUCHED + 1)
        claims = sorted({claim for (claim,) in rows}, reverse=True)
        # The count of the source itself is stored; around it, claims are counted up to the limit.
        count = max(len(claims), public(source))
        resting = {
            "count": count,
            "is_least": len(rows) > MOST_TOUCHED or len(around) > MOST_SOURCES,
            "claims": Claim.objects.filter(pk__in=claims[:SHOWN]).order_by("-id"),
            "count_text": f"{count:,}",
            "more": count - SHOWN,
            "more_text": f"{count - SHOWN:,}",
        }
        return "claims/resting.html", resting

    def merging(self, source, into):
        return [merge_effects.look(source, into, timezone.localdate())]

    def sections(self, source):
        track = track_record(source)
        record = {
            "id": "track",
            "title": "Track record",
            "track": track,
            "lines": lines(source, track),
            "labels": [count.label for count in track.total.counts],
            "fewest": FEWEST,
            "most_read": f"{MOST_READ:,}",
        }
        dependents = {
            "id": "dependents",
            "title": "What depends on it",
            "rows": dependents_of(source),
            "most": MOST_COUNTED,
        }
        return [("claims/track.html", record), ("claims/dependents.html", dependents)]


def lines(source: Source, track: Track) -> list[tuple]:
    """Return each line with its counts and the addresses of their claims, the total last."""
    page = f"{reverse('admin:claims_claim_changelist')}?track={source.pk}"
    pairs = []
    for line in [*track.lines, track.total] if track.lines else []:
        address = f"{page}-{line.topic.pk if line.topic else 0}"
        pairs.append((line, [(count, f"{address}-{count.status}") for count in line.counts]))
    return pairs
