"""The overview of a source on its page: relations, stakes and grades, each bounded."""

from django.db.models import F
from django.utils import timezone

from sources.admin.registry import CappedPaginator
from sources.models import Source
from sources.relations import family, links
from sources.relations.links import Relation

# Of each direction. The page of all relations has the rest.
MOST_DRAWN = 12
MOST_GRADES = MOST_STAKES = 20
A_PAGE = 50
WIDTHS = {"wide": 680, "narrow": 330}


def overview(source: Source) -> dict:
    """Return the context of the overview, with a fixed number of queries."""
    today = timezone.localdate()
    relations = links.relations_of(source, MOST_DRAWN)
    listed = [*relations.above, *relations.below]
    grades = source.grades.select_related("topic", "by").order_by("-valid_from", "-id")
    latest_first = F("valid_until").desc(nulls_first=True)
    stakes = source.interests.select_related("topic").order_by(latest_first, "topic__name", "id")
    grades, stakes = list(grades[: MOST_GRADES + 1]), list(stakes[: MOST_STAKES + 1])
    return {
        "source": source,
        "today": today,
        "relations": [(relation, relation.holds(today)) for relation in listed],
        "more_relations": relations.is_more,
        "most_drawn": MOST_DRAWN,
        "pictures": [(kind, picture(source, relations, today, w)) for kind, w in WIDTHS.items()],
        "stakes": [(stake, _state(stake, today)) for stake in stakes[:MOST_STAKES]],
        "more_stakes": len(stakes) > MOST_STAKES,
        "grades": [(grade, _state(grade, today)) for grade in grades[:MOST_GRADES]],
        "more_grades": len(grades) > MOST_GRADES,
    }


def picture(source: Source, relations, today, width: int) -> family.Picture | None:
    """Draw the relations; None without any, where the page says so in words."""
    above = [family.Row(str(one.other), _words(one), one.holds(today)) for one in relations.above]
    below = [family.Row(str(one.one), _words(one), one.holds(today)) for one in relations.below]
    return family.draw(str(source), above, below, width=width) if above or below else None


def _words(relation: Relation) -> str:
    """Return a relation in words, from the source that depends to the one it depends on."""
    return " ".join(filter(None, [relation.words, relation.when]))


def _state(row, today) -> str:
    """Return whether a grade or a stake is to come, in force or ended."""
    if row.valid_from and row.valid_from > today:
        return "to come"
    if row.valid_until and row.valid_until <= today:
        return "ended"
    return "in force"


def relations_page(model_admin, request, source):
    """Show every relation of a source, a page at a time."""
    directions = {
        "it": (f"What {source} depends on", links.links_from, links.of_link),
        "others": (f"What depends on {source}", links.links_to, links.of_link),
        "merged": (
            f"Merged into {source}",
            links.merged_into,
            lambda row: links.of_merge(row, source),
        ),
    }
    chosen = request.GET.get("of", "it")
    if chosen not in directions:
        chosen = "it"
    _title, rows, read = directions[chosen]
    page = CappedPaginator(rows(source), A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "media": model_admin.media,
        "source": source,
        "chosen": chosen,
        "directions": [(name, title) for name, (title, *_reading) in directions.items()],
        "page": page,
        "relations": [(relation, relation.holds(today)) for relation in map(read, page)],
    }
    title = f"All relations of {source}"
    return model_admin.render_page(request, "sources/relations.html", title, context, source)
