"""Cases for the constraints on saved filters: the model, and the columns that break it."""

from claims.models import SavedFilter
from tests.factories import UserFactory


def same_name():
    owner = UserFactory()
    return [{"owner": owner}, {"owner": owner}]


SAVED = {
    "saved_filter_name_is_taken_once": (SavedFilter, same_name),
    "saved_filter_has_a_name": (SavedFilter, [{"name": " \n"}]),
}
