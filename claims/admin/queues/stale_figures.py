"""“Stale figures”: figures whose latest value is old, each with its claim and the next step."""

import datetime

from claims.admin.desk_page import DeskPage
from claims.admin.zone import today
from claims.figures import staleness
from claims.rules.figures.staleness import AT_LEAST, DISTANCES, RHYTHM_OF, WITHOUT_RHYTHM


def rows(day: datetime.date) -> list[dict]:
    """Return the queue with its words."""
    stale = staleness.stale_figures(day)
    claims = staleness.claims_of(stale)
    return [
        {
            "figure": row.figure,
            "series": row.series,
            "value": row.value,
            "how": row.how,
            "claim": claims[row.value.ref],
            "rhythm": rhythm(row.how),
            "next_step": next_step(row),
        }
        for row in stale
    ]


def rhythm(how) -> str:
    if how.usual is None:
        return f"It is too old after {how.limit} days."
    usual = "day" if how.usual == 1 else f"{how.usual} days"
    return f"The series has a value every {usual}: it is too old after {how.limit} days."


def next_step(row: staleness.Stale) -> str:
    day = row.value.day
    step = f"Look for a claim about a later time than {day}."
    if row.series:
        step = f"Look for a value after {day} where the series comes from, and write or import it."
    return f"{step} If there is none, set the policy anew and say so: it comes back after a while."


def stale_page(request):
    rule = {"distances": DISTANCES, "of": RHYTHM_OF, "least": AT_LEAST, "without": WITHOUT_RHYTHM}
    context = {"rows": rows(today(request)), "rule": rule, "most": staleness.MOST_FIGURES}
    return "Stale figures", context


PAGES = [DeskPage("stale/", "stale", stale_page, "claims/desk/stale.html")]
