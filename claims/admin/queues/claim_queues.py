"""The queues of claims: their rows, their order, and the claim that comes after a claim.

The place in a queue is a key, not a number, so finding the next claim costs the same in a queue of
ten and in one of a million.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from claims.models import Assignment, Claim
from claims.rules.lifecycle import VERBS

IN_A_BATCH = ("submitting", "submitted", "approving")
OLDEST_FIRST = ("last_edited_at", "id")
NEWEST_FIRST = ("-id",)
DUE_FIRST = (F("assignment__due_on").asc(nulls_last=True), "assignment__id")


@dataclass(frozen=True)
class Order:
    """A queue. ``rows``: of a person. ``leaves_as``: the states of a claim that is dealt with.

    ``listed``: the filters of the claim list for the same rows. ``empty``: the words for none.
    """

    title: str
    rows: Callable[..., QuerySet]
    order: tuple
    leaves_as: tuple[str, ...]
    listed: dict[str, str]
    empty: str


def of_others(user) -> QuerySet:
    return Claim.objects.exclude(created_by=user).exclude(last_edited_by=user)


def to_take(user) -> QuerySet:
    # Claims of a batch are approved with it.
    return of_others(user).filter(review_state="submitted").exclude(batch__state__in=IN_A_BATCH)


def of_state(state: str, mine: str) -> dict[str, str]:
    return {"review_state__exact": state, "mine": mine}


def own(title: str, state: str, empty: str) -> Order:
    """Return the queue of the claims that a person wrote, in a state where they go on."""
    return Order(
        title,
        lambda user: Claim.objects.filter(created_by=user, review_state=state),
        NEWEST_FIRST,
        ("submitted",),
        of_state(state, "written"),
        empty,
    )


# The states after a review.
REVIEWED = tuple(
    verb.target for verb in VERBS.values() if verb.starts == ("in_review",) and verb.target
)
QUEUES = {
    "assigned": Order(
        "Assigned to me",
        lambda user: Claim.objects.filter(assignment__to=user),
        DUE_FIRST,
        (*REVIEWED, "retracted"),
        {"assigned": "me"},
        "Nothing is assigned to you.",
    ),
    "submitted": Order(
        "To take into review, oldest first",
        to_take,
        OLDEST_FIRST,
        REVIEWED,
        of_state("submitted", "others"),
        "Nothing is submitted that you may review. Look again later.",
    ),
    "in_review": Order(
        "In review",
        lambda user: of_others(user).filter(review_state="in_review"),
        OLDEST_FIRST,
        REVIEWED,
        of_state("in_review", "others"),
        "No claim is in review. Start with one that is submitted.",
    ),
    "reassess": Order(
        "Needs reassessment",
        lambda user: Claim.objects.filter(needs_reassessment=True),
        OLDEST_FIRST,
        ("retracted",),
        {"needs_reassessment__exact": "1"},
        "What is public still has everything that its status needs.",
    ),
    "sent_back": own("Sent back to me", "changes_requested", "No reviewer asks you for changes."),
    "drafts": own(
        "My drafts",
        "draft",
        "You have no drafts. Write a claim: its statement, its value, and who says so.",
    ),
    "rejected": own("Rejected", "rejected", "None of your claims was rejected."),
}


def listed_as(filters: dict[str, str]) -> str | None:
    """Return the name of the queue that a list with these filters shows."""
    return next((name for name, queue in QUEUES.items() if queue.listed == filters), None)


@dataclass(frozen=True)
class Place:
    """A claim's place in a queue. ``is_done``: the claim needs this person no more."""

    name: str
    title: str
    next: Claim | None
    is_done: bool


def place(name: str, claim: Claim, user) -> Place | None:
    """Return the claim's place in a queue; None without such a queue. Three queries at most."""
    queue = QUEUES.get(name)
    if queue is None:
        return None
    rows = queue.rows(user).exclude(pk=claim.pk).order_by(*queue.order)
    # After the last claim the queue begins again, with the claims that were passed over.
    following = rows.filter(after(claim, queue.order)).first() or rows.first()
    return Place(name, queue.title, following, claim.review_state in queue.leaves_as)


def after(claim: Claim, order: tuple) -> Q:
    if order is NEWEST_FIRST:
        return Q(pk__lt=claim.pk)
    if order is DUE_FIRST:
        return due_after(getattr(claim, "assignment", None))
    at = claim.last_edited_at
    return Q(last_edited_at__gte=at) & (Q(last_edited_at__gt=at) | Q(pk__gt=claim.pk))


def due_after(held: Assignment | None) -> Q:
    """Return the condition for the claims due after an assignment; for all if it is over."""
    if held is None:
        return Q()
    undated, younger = Q(assignment__due_on__isnull=True), Q(assignment__id__gt=held.pk)
    if held.due_on is None:
        return undated & younger
    same_day = Q(assignment__due_on=held.due_on)
    return Q(assignment__due_on__gt=held.due_on) | (same_day & younger) | undated
