"""Writing the changes of claims and figures, in the transaction of the verb: never a value."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from claims.loading.snapshot import canonical_json, instant
from claims.models import (
    Change,
    ClaimLink,
    Event,
    Figure,
    FigurePolicy,
    Publication,
    PublicationSource,
)
from claims.record.document import read

ABOUT = ("measure_id", "subject_id", "scope_id")
# Members of a claim's document that say which publication it is, not what it says.
HEAD = {"ref", "publication", "schema_version"}


@dataclass(frozen=True, eq=False)
class Issued:
    """A publication with its source rows and its event, and the one that it takes the place of."""

    publication: Publication
    sources: Sequence[PublicationSource]
    before: Publication | None = None

    @property
    def both(self) -> list[Publication]:
        return [self.publication, *([self.before] if self.before else [])]


def change(
    kind: str,
    resource: str,
    key: str,
    at: datetime.datetime,
    *,
    publication: Publication | None = None,
    event: Event | None = None,
    number: int | None = None,
    changed: Iterable[str] | None = None,
    sources: Iterable[str] = (),
    series: Iterable[str] = (),
    figures: Iterable[str] = (),
    note: str = "",
    other: str | None = None,
) -> Change:
    """Return a change, not yet stored: all members are in each text, and lists are in order."""
    content = canonical_json(
        {
            "kind": kind,
            "at": instant(at),
            "resource": resource,
            "key": key,
            "number": number,
            "changed": None if changed is None else sorted(set(changed)),
            "sources": sorted(set(sources)),
            "series": sorted(set(series)),
            "figures": sorted(set(figures)),
            "note": note or None,
            "other": other,
        }
    )
    about = {"publication": publication, "event": event}
    return Change(kind=kind, at=at, resource=resource, key=key, content=content, **about)


def record(kind: str, resource: str, key: str, *, at: datetime.datetime, **told) -> None:
    """Write a change of what is no claim; ``told`` as ``change`` takes it."""
    change(kind, resource, key, at, **told).save()


def of_publications(issued: Sequence[Issued]) -> list[Change]:
    """Return the change that each publication is, not yet stored; one query for all of them."""
    figures = figures_about([row for one in issued for row in one.both])
    return [
        change(
            one.publication.kind,
            "claim",
            one.publication.ref,
            one.publication.published_from,
            publication=one.publication,
            event=one.publication.event,
            number=one.publication.number,
            changed=differing(one.before, one.publication),
            sources=named(one),
            series=[row.series.slug for row in one.both if row.series_id],
            figures=[slug for row in one.both for slug in figures[about(row)]],
            note=one.publication.event.public_note,
        )
        for one in issued
    ]


def named(one: Issued) -> set[str]:
    """Return the slugs of the sources that a publication names, or the one before it did."""
    rows = [*one.sources, *(one.before.sources.all() if one.before else ())]
    return {row.source.slug for row in rows}


def differing(before: Publication | None, after: Publication) -> list[str] | None:
    """Return the members of the document that differ; None for a first one: all are new."""
    if before is None:
        return None
    was, now = read(before.content), read(after.content)
    return [name for name in {*was, *now} - HEAD if was.get(name) != now.get(name)]


def about(row) -> tuple:
    return tuple(getattr(row, name) for name in ABOUT)


def figures_about(publications: Iterable[Publication]) -> dict[tuple, list[str]]:
    """Return the public figures that ask for what these publications are about, by that."""
    found = defaultdict(list)
    wanted = {about(row) for row in publications if row.measure_id}
    if wanted:
        asked = Figure.objects.filter(
            Exists(FigurePolicy.objects.filter(figure=OuterRef("pk"))),
            measure__in={measure for measure, _subject, _scope in wanted},
        )
        for figure in asked:
            found[about(figure)].append(figure.slug)
    return found


def flagged(event: Event, live: Publication) -> None:
    """Record that the status of a public claim has lost what it needs."""
    _of_claim("flag", event, live, changed=["standing"], note=event.note)


def merged(event: Event, live: Publication, target: Publication | None) -> None:
    """Record that a public claim redirects; the other is named only where it is public."""
    other = target.ref if target else None
    _of_claim("merge", event, live, changed=["standing"], other=other)


def linked(link: ClaimLink, event: Event, live: Sequence[Publication | None]) -> None:
    """Record that a link holds, or no longer does; ``live``: what is in force of both claims."""
    if not all(live):
        return
    figures = [slug for found in figures_about(live).values() for slug in found]
    note = f"{link.get_kind_display()}: {link.get_state_display().lower()}"
    told = {"changed": ["links"], "figures": figures, "other": link.to_claim.ref, "note": note}
    _of_claim("link", event, live[0], **told)


def _of_claim(kind: str, event: Event, live: Publication, *, figures=None, **told) -> None:
    if figures is None:
        figures = figures_about([live])[about(live)]
    change(
        kind,
        "claim",
        live.ref,
        event.at,
        publication=live,
        event=event,
        number=live.number,
        sources=[row.source.slug for row in live.sources.all()],
        series=[live.series.slug] if live.series_id else (),
        figures=figures,
        **told,
    ).save()


def decided(kind: str, figure: Figure, *, at: datetime.datetime, note: str, claim=None) -> None:
    """Record a policy or a decision on a claim; nothing of a claim or figure that is not public."""
    if kind == "member":
        is_public = claim.publications.live().exists()
        if not is_public or not figure.policies.exists():
            return
    changed, other = ("members", claim.ref) if kind == "member" else ("policy", None)
    told = {"changed": [changed], "figures": [figure.slug], "note": note, "other": other}
    record(kind, "figure", figure.slug, at=at, **told)
