"""Cases for the constraints on series and figures: the model, and the columns that break it."""

from claims.models import Claim, Event, FigureMember, FigurePolicy, Publication, Series
from tests.rows import TODAY, stored
from tests.sources.source_constraint_cases import SELF

TOO_SHORT = "Nineteen characters"


def derived(**columns):
    return lambda: [{"derives_from": stored(Series), **columns}]


def on_one_day():
    """Return the columns of two live claims of one series for the same day."""
    place = {"series": stored(Series), "as_of": TODAY}
    events = [stored(Event) for _ in range(2)]
    return [{"claim": event.claim, "event": event, **place} for event in events]


COUNTS = {
    "series_does_not_derive_from_itself": (
        Series,
        [{"pk": SELF, "derives_from_id": SELF, "derivation_note": "It follows itself."}],
    ),
    "series_that_derives_says_how": (Series, derived(derivation_note=" \n")),
    "figure_policy_is_known": (FigurePolicy, [{"policy": "guess"}]),
    "figure_policy_names_its_series": (FigurePolicy, lambda: [{"series": stored(Series)}]),
    "figure_policy_names_its_claim": (FigurePolicy, lambda: [{"preferred": stored(Claim)}]),
    "figure_policy_has_a_reason": (FigurePolicy, [{"note": TOO_SHORT}]),
    "figure_member_decision_is_known": (FigureMember, [{"decision": "perhaps"}]),
    "figure_member_has_a_reason": (FigureMember, [{"reason": TOO_SHORT}]),
    "publication_one_of_a_series_is_live_for_a_day": (Publication, on_one_day),
}
