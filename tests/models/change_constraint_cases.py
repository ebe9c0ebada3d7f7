"""Cases for the constraints on changes, webhooks and clients: the model and breaking columns."""

from claims.models import Change, ClaimCount, Delivery, Event, KeptAnswer, Publication, Webhook
from tests.factories import NOW, UserFactory
from tests.rows import stored


def twice_on_its_way():
    hook = stored(Webhook)
    return [{"webhook": hook, "position": 1}] * 2


def key_of_one_person():
    return [{"by": UserFactory(), "key": "a"}] * 2


CHANGES = {
    "kept_answer_key_is_used_once": (KeptAnswer, key_of_one_person),
    "claim_count_facet_is_known": (ClaimCount, [{"facet": "color"}]),
    "change_position_is_taken_once": (Change, [{"position": 1}, {"position": 1}]),
    "change_position_counts_from_1": (Change, [{"position": 0}]),
    "change_kind_is_known": (Change, [{"kind": "rumour"}]),
    "change_resource_is_known": (Change, [{"resource": "weather"}]),
    "change_of_a_claim_names_its_publication_and_event": (
        Change,
        lambda: [{"publication": stored(Publication), "event": stored(Event)}],
    ),
    "webhook_that_was_disabled_is_not_active": (Webhook, [{"disabled_reason": "It is gone."}]),
    "webhook_failures_say_since_when": (Webhook, [{"failures": 1}]),
    "webhook_rotation_says_when": (Webhook, [{"rotated_at": NOW}]),
    "delivery_state_is_known": (Delivery, [{"state": "lost", "next_attempt_at": None}]),
    "delivery_of_a_change_is_made_once": (Delivery, twice_on_its_way),
    "delivery_that_waits_says_until_when": (Delivery, [{"next_attempt_at": None}]),
    "delivery_that_arrived_says_when": (
        Delivery,
        [{"state": "delivered", "next_attempt_at": None}],
    ),
}
