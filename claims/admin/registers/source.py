"""The source page, which says beforehand which published claims a change would touch."""

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
# Of claims that a change would touch, so many of each source around it are looked at.
MOST_TOUCHED = 200

admin.site.unregister(Source)


@admin.register(Source)
class CitedSourceAdmin(SourceAdmin):
    def resting_on(self, source):
        around = sorted(
            reassessment.around([source], timezone.now().date()), key=lambda pk: pk != source.pk
        )
        named = newest(map(Standing, around), ["publication__claim"], MOST_TOUCHED + 1)
        found = sorted({claim for (claim,) in named}, reverse=True)
        is_least = len(named) > MOST_TOUCHED or len(around) > MOST_SOURCES
        # What names the source itself is kept; what is around it is looked at as far as stated.
        count = max(len(found), public(source))
        resting = {
            "count": count,
            "is_least": is_least,
            "claims": Claim.objects.filter(pk__in=found[:SHOWN]).order_by("-id"),
            "count_text": f"{count:,}",
            "more": count - SHOWN,
            "more_text": f"{count - SHOWN:,}",
        }
        return "claims/resting.html", resting

    def merging(self, source, into):
        return [merge_effects.look(source, into, timezone.localdate())]

    def sections(self, source):
        track = track_record(source)
        return [
            (
                "claims/track.html",
                {
                    "id": "track",
                    "title": "Track record",
                    "track": track,
                    "lines": lines(source, track),
                    "labels": [count.label for count in track.total.counts],
                    "fewest": FEWEST,
                    "most_read": f"{MOST_READ:,}",
                },
            ),
            (
                "claims/dependents.html",
                {
                    "id": "dependents",
                    "title": "What depends on it",
                    "rows": dependents_of(source),
                    "most": MOST_COUNTED,
                },
            ),
        ]


def lines(source: Source, track: Track) -> list[tuple]:
    """(line, its counts with the list of the claims behind each), the total last."""
    page = reverse("admin:claims_claim_changelist")
    shown = [*track.lines, track.total] if track.lines else []
    return [
        (
            line,
            [
                (
                    count,
                    f"{page}?track={source.pk}-{line.topic.pk if line.topic else 0}-{count.status}",
                )
                for count in line.counts
            ],
        )
        for line in shown
    ]
