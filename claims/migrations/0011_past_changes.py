"""The feed begins with what was published, flagged and merged, and how figures are answered."""

import datetime
import heapq
import json
from collections import defaultdict

from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery

from claims.loading.snapshot import canonical_json, instant

AT_ONCE = 500
ABOUT = ("measure_id", "subject_id", "scope_id")
HEAD = {"ref", "publication"}


def forwards(apps, schema_editor):
    Change = apps.get_model("claims", "Change")
    past = heapq.merge(claims(apps), figures(apps), key=lambda row: row[0])
    for some in chunks(past):
        Change.objects.bulk_create([change for _at, change in some])


def chunks(rows):
    found = []
    for row in rows:
        found.append(row)
        if len(found) == AT_ONCE:
            yield found
            found = []
    yield found


def claims(apps):
    """Pairs of a time and a change, in the order of what happened."""
    Event, Publication = apps.get_model("claims", "Event"), apps.get_model("claims", "Publication")
    before = Publication.objects.filter(claim=OuterRef("claim"), event__lte=OuterRef("pk"))
    events = Event.objects.annotate(
        about=Subquery(before.order_by("-number").values("pk")[:1]), published=F("publication")
    )
    told = Q(published__isnull=False) | Q(verb="flag") | Q(verb="merge", to_state="merged")
    events = events.filter(told, about__isnull=False).order_by("at", "pk")
    columns = "pk verb at note public_note about published claim__merged_into".split()
    for some in chunks(events.values(*columns).iterator(chunk_size=AT_ONCE)):
        yield from of_events(apps, some)


def of_events(apps, events):
    Change = apps.get_model("claims", "Change")
    Publication = apps.get_model("claims", "Publication")
    rows = Publication.objects.filter(pk__in=[event["about"] for event in events])
    rows = {row.pk: row for row in rows.select_related("series").defer("search_text")}
    earlier = previous(Publication, rows.values())
    slugs = defaultdict(set)
    named = [*rows, *(row.pk for row in earlier.values())]
    Source = apps.get_model("claims", "PublicationSource")
    for pk, slug in Source.objects.filter(publication__in=named).values_list(
        "publication", "source__slug"
    ):
        slugs[pk].add(slug)
    asking = public_figures(apps)
    public = dict(
        Publication.objects.filter(
            published_until__isnull=True,
            claim__in={event["claim__merged_into"] for event in events} - {None},
        ).values_list("claim", "ref")
    )
    for event in events:
        row = rows[event["about"]]
        kind = row.kind if event["published"] else event["verb"]
        was = earlier.get((row.claim_id, row.number - 1)) if event["published"] else None
        both = [row, *([was] if was else [])]
        if event["published"]:
            changed, note = differing(was, row), event["public_note"]
        else:
            changed, note = ["standing"], event["note"] if kind == "flag" else ""
        content = document(
            kind,
            "claim",
            row.ref,
            event["at"],
            number=row.number,
            changed=changed,
            sources=sorted({slug for one in both for slug in slugs[one.pk]}),
            series=sorted({one.series.slug for one in both if one.series_id}),
            figures=sorted({slug for one in both for slug in asking[about(one)]}),
            note=note or None,
            other=public.get(event["claim__merged_into"]) if kind == "merge" else None,
        )
        yield (
            event["at"],
            Change(
                kind=kind,
                at=event["at"],
                resource="claim",
                key=row.ref,
                publication=row,
                event_id=event["pk"],
                content=content,
            ),
        )


def previous(Publication, rows):
    """The publications before these, by claim and number."""
    later = [row for row in rows if row.number > 1]
    found = Publication.objects.filter(claim__in={row.claim_id for row in later})
    return {(row.claim_id, row.number): row for row in found.select_related("series")}


def figures(apps):
    Change = apps.get_model("claims", "Change")
    found = []
    for row in apps.get_model("claims", "FigurePolicy").objects.select_related("figure"):
        found.append((row.at, "policy", row.pk, row.figure.slug, row.note, None))
    firsts = {}
    for at, _kind, _pk, slug, _note, _other in sorted(found):
        firsts.setdefault(slug, at)
    Publication = apps.get_model("claims", "Publication")
    since = Publication.objects.filter(claim=OuterRef("claim"), number=1).values("published_from")
    members = apps.get_model("claims", "FigureMember").objects.select_related("figure", "claim")
    for row in members.annotate(since=Subquery(since)):
        first = firsts.get(row.figure.slug)
        # As when it was decided: nothing of what was not public then.
        if first and row.since and max(first, row.since) <= row.at:
            found.append((row.at, "member", row.pk, row.figure.slug, row.reason, row.claim.ref))
    for at, kind, _pk, slug, note, other in sorted(found):
        changed = ["policy" if kind == "policy" else "members"]
        content = document(
            kind, "figure", slug, at, changed=changed, figures=[slug], note=note, other=other
        )
        yield at, Change(kind=kind, at=at, resource="figure", key=slug, content=content)


def document(kind, resource, key, at: datetime.datetime, **told):
    blank = {
        "number": None,
        "sources": [],
        "series": [],
        "figures": [],
        "note": None,
        "other": None,
    }
    head = {"kind": kind, "resource": resource, "key": key, "at": instant(at)}
    return canonical_json({**blank, **head, **told})


def differing(before, after):
    if before is None:
        return None
    was, now = json.loads(before.content), json.loads(after.content)
    return sorted(name for name in {*was, *now} - HEAD if was.get(name) != now.get(name))


def about(row):
    return tuple(getattr(row, name) for name in ABOUT)


def public_figures(apps):
    found = defaultdict(set)
    Figure = apps.get_model("claims", "Figure")
    for figure in Figure.objects.filter(policies__isnull=False):
        found[about(figure)].add(figure.slug)
    return found


def backwards(apps, schema_editor):
    apps.get_model("claims", "Change").objects.all().delete()
    apps.get_model("claims", "Counter").objects.filter(name="change").delete()


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_changes")]

    operations = [migrations.RunPython(forwards, backwards)]
