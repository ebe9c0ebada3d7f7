"""Fill the columns that came later from the documents that were published.

Where several chains gave rows that were otherwise the same, one row was kept. Each chain gets its
own row here. A retraction repeats the rows of what it retracts.
"""

import json
from collections import defaultdict

from django.db import migrations
from django.db.models import Count, Max, Min

from claims.loading import stored_chains
from sources.database import bulk

FACETS = ("basis", "speech_act")
AT_ONCE = 500


def forwards(apps, schema_editor):
    Publication = apps.get_model("claims", "Publication")
    PublicationSource = apps.get_model("claims", "PublicationSource")
    slugs = dict(apps.get_model("sources", "Source").objects.values_list("pk", "slug"))
    last = Publication.objects.aggregate(last=Max("pk"))["last"] or 0
    for start in range(0, last, AT_ONCE):
        end = start + AT_ONCE
        rows = defaultdict(list)
        named = PublicationSource.objects.filter(publication__gt=start, publication__lte=end)
        for row in named.order_by("pk"):
            rows[row.publication_id].append(row)
        some = Publication.objects.filter(pk__gt=start, pk__lte=end)
        for one in some.select_related("event"):
            said = one
            if one.kind == "retraction":
                said = Publication.objects.get(claim=one.claim_id, number=one.number - 1)
            document = json.loads(said.content)
            # A snapshot may be blank: a redaction that the law ordered.
            snapshot = json.loads(said.event.snapshot)["claim"] if said.event.snapshot else {}
            fill(rows[one.pk], stored_chains.by_old_columns(document, snapshot), slugs)
            if said is one:
                told = [document.get("basis"), document.get("speech_act"), one.pk]
                bulk.update(Publication, FACETS, [told])
    count(apps)


def fill(rows, chains: dict, slugs: dict) -> None:
    """Store what the chains tell of the rows of a publication; add the rows that were left out."""
    changed, added = [], []
    for number, row in enumerate(rows):
        key = (slugs[row.source_id], row.document_id, row.role, row.status, row.designation)
        # A row that no chain explains gets a chain of its own: ``verify_history`` names it.
        first, *more = chains.get(key) or [(9_000 + number, 0, "mentions", "none", False)]
        changed.append([*first, row.pk])
        same = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
        for told in more:
            columns = dict(zip(stored_chains.TOLD, told, strict=True))
            added.append(type(row)(**{**same, **columns, "id": None}))
    if rows:
        bulk.update(type(rows[0]), stored_chains.TOLD, changed)
        type(rows[0]).objects.bulk_create(added)


def count(apps) -> None:
    """Count the claims in force by the new facets."""
    ClaimCount = apps.get_model("claims", "ClaimCount")
    Publication = apps.get_model("claims", "Publication")
    in_force = Publication.objects.filter(published_until__isnull=True).exclude(kind="retraction")
    for facet in FACETS:
        told = in_force.exclude(**{facet: None}).order_by()
        of_all = told.values_list(facet).annotate(claims=Count("pk"))
        of_sources = told.values_list(facet, "sources__source").annotate(
            claims=Count("pk", distinct=True)
        )
        found = [(value, None, claims) for value, claims in of_all] + list(of_sources)
        ClaimCount.objects.bulk_create(
            [
                ClaimCount(source_id=source, facet=facet, value=value, claims=claims)
                for value, source, claims in found
            ],
            batch_size=AT_ONCE,
        )


def backwards(apps, schema_editor):
    apps.get_model("claims", "ClaimCount").objects.filter(facet__in=FACETS).delete()
    rows = apps.get_model("claims", "PublicationSource")._base_manager.order_by()
    same = "publication source document role status designation".split()
    kept = rows.values(*same).annotate(first=Min("pk")).values("first")
    rows.exclude(pk__in=list(kept.values_list("first", flat=True))).delete()


class Migration(migrations.Migration):
    dependencies = [("claims", "0009_chains")]

    operations = [migrations.RunPython(forwards, backwards)]
