"""For each named constraint on changes: the model, and the columns that break it."""

from claims.models import Change, Event, Publication
from tests.rows import stored

CHANGES = {
    "change_position_is_taken_once": (Change, [{"position": 1}, {"position": 1}]),
    "change_position_counts_from_1": (Change, [{"position": 0}]),
    "change_kind_is_known": (Change, [{"kind": "rumour"}]),
    "change_resource_is_known": (Change, [{"resource": "weather"}]),
    "change_of_a_claim_names_its_publication_and_event": (
        Change,
        lambda: [{"publication": stored(Publication), "event": stored(Event)}],
    ),
}
