"""“Stale figures”: figures whose latest value is old, with what they rest on and the next step."""

import datetime

from claims.admin.desk_page import DeskPage
from claims.admin.zone import today
from claims.figures import staleness
from claims.rules.figures.staleness import AT_LEAST, DISTANCES, RHYTHM_OF, WITHOUT_RHYTHM


def told(day: datetime.date) -> list[dict]:
    """The queue in the words of whoever works on it."""
    stale = staleness.stale_figures(day)
    claims = staleness.claims_of(stale)
    return [
        {
            "figure": one.figure,
            "series": one.series,
            "value": one.value,
            "how": one.how,
            "claim": claims[one.value.ref],
            "rhythm": rhythm(one),
            "next_step": next_step(one),
        }
        for one in stale
    ]


def rhythm(one: staleness.Stale) -> str:
    if one.how.usual is None:
        return f"It is too old after {one.how.limit} days."
    usual = "day" if one.how.usual == 1 else f"{one.how.usual} days"
    return f"The series has a value every {usual}: it is too old after {one.how.limit} days."


def next_step(one: staleness.Stale) -> str:
    found = f"Look for a claim about a later time than {one.value.day}."
    if one.series:
        found = (
            f"Look for a value after {one.value.day} where the series comes from, and write or "
            "import it."
        )
    return f"{found} If there is none, set the policy anew and say so: it comes back after a while."


def stale_page(request):
    rule = {"distances": DISTANCES, "of": RHYTHM_OF, "least": AT_LEAST, "without": WITHOUT_RHYTHM}
    return "Stale figures", {
        "rows": told(today(request)),
        "rule": rule,
        "most": staleness.MOST_FIGURES,
    }


PAGES = [DeskPage("stale/", "stale", stale_page, "claims/desk/stale.html")]
