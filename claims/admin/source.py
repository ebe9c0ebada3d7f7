"""The source page, which says beforehand which published claims a change would touch."""

from django.contrib import admin
from django.utils import timezone

from claims import radius
from sources.admin.source import SourceAdmin
from sources.models import Source

SHOWN = 20

admin.site.unregister(Source)


@admin.register(Source)
class CitedSourceAdmin(SourceAdmin):
    def resting_on(self, source):
        found = radius.touched([source], timezone.now().date())
        resting = {"count": len(found), "claims": found[:SHOWN], "more": len(found) - SHOWN}
        return "claims/resting.html", resting
