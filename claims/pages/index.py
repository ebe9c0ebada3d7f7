"""The first page: lists of figures, series and published claims, by words and by source."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.lists import search
from claims.models import Figure, Publication, Series
from claims.pages.evidence import badge
from claims.pages.public_page import public_page
from claims.pages.query import Asked, ask
from claims.record import visibility
from claims.record.document import read
from claims.rules.verification import STATUSES
from sources.models import Source

FIRST_FEW, PAGE = 8, 25
MOST_SUGGESTED = 200
MOST_CANDIDATES = 8
LONGEST_QUERY = 200
SLUG, ID = r"[-A-Za-z0-9_]{1,80}", r"[0-9]{1,18}"


@dataclass(frozen=True)
class Part:
    """One of the three lists. ``order``: a unique column; ``position``: a pattern of its values."""

    key: str
    title: str
    order: str
    position: str
    rows: Callable[[str, Source | None], QuerySet]


@public_page
def index_page(request: HttpRequest) -> HttpResponse:
    asked = ask(request, "q", "source", "show", "after")
    words, source, part = words_of(asked), source_of(asked), part_of(asked)
    context = {"asked": asked, "source": source, "part": part, "lists": []}
    if not asked.errors:
        parts = [part] if part else PARTS
        context["lists"] = [page(one, words, source, asked) for one in parts]
    names = visibility.sources().order_by("name", "id").values_list("name", flat=True)
    context["suggested"] = names[:MOST_SUGGESTED]
    return render(request, "claims/pages/index.html", context, status=asked.status)


def words_of(asked: Asked) -> str:
    text = asked.text("q")
    if len(text) > LONGEST_QUERY:
        asked.errors["q"] = f"Give at most {LONGEST_QUERY} characters."
    elif text:
        try:
            search.alternatives(text)
        except search.NothingToFind:
            asked.errors["q"] = "Give a word to look for, not only to leave out."
    return "" if "q" in asked.errors else text


def source_of(asked: Asked) -> Source | None:
    """Return the public source of this slug or name; without one, report similar names."""
    if not (text := asked.text("source")):
        return None
    if re.fullmatch(SLUG, text) and (source := visibility.source(text)):
        return source
    named = Source.objects.named(text[:200]).first()
    if named and (source := visibility.source(named.slug)):
        return source
    alike = visibility.sources().filter(name__icontains=text[:200]).order_by("name", "id")
    names = list(alike.values_list("name", flat=True)[:MOST_CANDIDATES])
    if len(names) == 1:
        return alike.first()
    meant = f" Perhaps: {', '.join(names)}." if names else ""
    asked.errors["source"] = f"Nothing public is called “{text[:60]}”.{meant}"
    return None


def part_of(asked: Asked) -> Part | None:
    key, after = asked.text("show"), asked.text("after")
    part = next((part for part in PARTS if part.key == key), None)
    if key and part is None:
        listed = ", ".join(part.key for part in PARTS)
        asked.errors["show"] = f"This is one of: {listed}."
    if after and not (part and re.fullmatch(part.position, after)):
        asked.errors["after"] = "This is no page of ours: go back to the first."
    return part


def page(part: Part, words: str, source: Source | None, asked: Asked) -> dict:
    """Return a page of rows, and whether there are more: by one more row, without a count."""
    is_whole = asked.text("show") == part.key
    after, most = (asked.text("after"), PAGE) if is_whole else ("", FIRST_FEW)
    rows = part.rows(words, source).order_by(part.order)
    column = part.order.removeprefix("-")
    if after:
        rows = rows.filter(**{f"{column}__{'lt' if part.order[0] == '-' else 'gt'}": after})
    rows = list(rows[: most + 1])
    last = str(getattr(rows[most - 1], column)) if len(rows) > most else ""
    more = asked.query("q", "source", show=part.key, after=last if is_whole else "")
    return {
        "part": part,
        "rows": [shown(row) for row in rows[:most]],
        "more": more if last else "",
        "first": asked.query("q", "source", show=part.key) if after else "",
    }


def shown(row: Figure | Series | Publication):
    if not isinstance(row, Publication):
        return row
    document = read(row.content)
    return {
        "ref": row.ref,
        "statement": document["statement"],
        "display": document["display"] if document["value"] else "",
        "as_of": document["as_of"] and document["as_of"]["date"],
        "published_on": row.published_from.date(),
        "verification": badge(STATUSES[document["verification_status"]]),
        "series": document.get("series"),
    }


def figures(words: str, source: Source | None) -> QuerySet[Figure]:
    rows = visibility.figures().select_related("measure", "subject", "scope")
    if source:
        cited = Publication.objects.in_force().citing(source).exclude(comparator="")
        same = {name: OuterRef(name) for name in ("measure", "subject")}
        rows = rows.filter(Exists(cited.filter(**same)))
    return containing(rows, "question", words)


def series(words: str, source: Source | None) -> QuerySet[Series]:
    rows = visibility.series().select_related("measure", "subject", "scope", "claimant")
    if source:
        cited = Publication.objects.in_force().citing(source)
        rows = rows.filter(Exists(cited.filter(series=OuterRef("pk"))))
    return containing(rows, "name", words)


def published(words: str, source: Source | None) -> QuerySet[Publication]:
    rows = Publication.objects.in_force().defer("independence", "point", "search_text")
    rows = rows.citing(source) if source else rows
    return search.matching(rows, words) if words else rows


def containing(rows: QuerySet, column: str, words: str) -> QuerySet:
    """Search a short column by the grammar of the search over claims."""
    if not words:
        return rows
    wanted = Q(pk__in=[])
    for pieces in search.alternatives(words):
        together = Q()
        for piece in pieces:
            has = Q(**{f"{column}__icontains": piece.words})
            together &= ~has if piece.is_excluded else has
        wanted |= together
    return rows.filter(wanted)


PARTS = (
    Part("figures", "Figures", "slug", SLUG, figures),
    Part("series", "Series", "slug", SLUG, series),
    Part("claims", "Published claims", "-id", ID, published),
)
