"""The overview on the page of a source: relations, stakes and grades, a limited number of each."""

from django.db.models import F
from django.utils import timezone

from sources.admin.registry import CappedPaginator
from sources.models import Source
from sources.relations import family
from sources.relations.links import (
    Relation,
    links_from,
    links_to,
    merged_into,
    of_link,
    of_merge,
    relations_of,
)

# Relations in each direction. Another page lists all relations.
MOST_DRAWN = 12
MOST_GRADES = 20
MOST_STAKES = 20
A_PAGE = 50
WIDTHS = {"wide": 680, "narrow": 330}


def overview(source: Source) -> dict:
    """Return the context of the overview, with a fixed number of queries."""
    today = timezone.localdate()
    relations = relations_of(source, MOST_DRAWN)
    listed = [*relations.above, *relations.below]
    grades = source.grades.select_related("topic", "by").order_by("-valid_from", "-id")
    stakes = source.interests.select_related("topic").order_by(
        F("valid_until").desc(nulls_first=True), "topic__name", "id"
    )
    first_grades = list(grades[: MOST_GRADES + 1])
    first_stakes = list(stakes[: MOST_STAKES + 1])
    return {
        "source": source,
        "today": today,
        "relations": [(relation, relation.holds(today)) for relation in listed],
        "more_relations": relations.is_more,
        "most_drawn": MOST_DRAWN,
        "pictures": [(kind, picture(source, relations, today, w)) for kind, w in WIDTHS.items()],
        "stakes": [(stake, _state(stake, today)) for stake in first_stakes[:MOST_STAKES]],
        "more_stakes": len(first_stakes) > MOST_STAKES,
        "grades": [(grade, _state(grade, today)) for grade in first_grades[:MOST_GRADES]],
        "more_grades": len(first_grades) > MOST_GRADES,
    }


def picture(source: Source, relations, today, width: int) -> family.Picture | None:
    """Return the picture of the relations, or None without relations."""
    above = [family.Row(str(row.other), _words(row), row.holds(today)) for row in relations.above]
    below = [family.Row(str(row.one), _words(row), row.holds(today)) for row in relations.below]
    return family.draw(str(source), above, below, width=width) if above or below else None


def _words(relation: Relation) -> str:
    """Return the words of a relation with its topic and dates."""
    return " ".join(filter(None, [relation.words, relation.when]))


def _state(row, today) -> str:
    """Say whether a grade or a stake is in force, has ended, or is to come."""
    if row.valid_from and row.valid_from > today:
        return "to come"
    if row.valid_until and row.valid_until <= today:
        return "ended"
    return "in force"


def relations_page(model_admin, request, source):
    """Show all relations of a source, page by page."""
    directions = {
        "it": (links_from(source), of_link),
        "others": (links_to(source), of_link),
        "merged": (merged_into(source), lambda merged: of_merge(merged, source)),
    }
    chosen = request.GET.get("of", "it")
    if chosen not in directions:
        chosen = "it"
    rows, read = directions[chosen]
    page = CappedPaginator(rows, A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    relations = [read(row) for row in page]
    context = {
        "media": model_admin.media,
        "source": source,
        "chosen": chosen,
        "directions": [
            ("it", f"What {source} depends on"),
            ("others", f"What depends on {source}"),
            ("merged", f"Merged into {source}"),
        ],
        "page": page,
        "relations": [(relation, relation.holds(today)) for relation in relations],
    }
    title = f"All relations of {source}"
    return model_admin.render_page(request, "sources/relations.html", title, context, source)
