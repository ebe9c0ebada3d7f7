"""The home page: the queues of a person, by their roles."""

import datetime
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from claims.admin.claim_list.changelist import ClaimAdmin
from claims.admin.queues import evidence, links, stale_figures
from claims.admin.queues.claim_queues import OLDEST_FIRST, QUEUES
from claims.admin.zone import today
from claims.loading.facts import roles_of
from claims.models import Claim, Event, ImportBatch, Publication
from claims.rules import lifecycle
from claims.rules.assignment import due_words
from claims.rules.roles import TAKERS, WORKERS
from sources.admin.source import without
from sources.models import Source

SHOWN = 8
MOST_COUNTED = 100
RELATED = ("created_by", "claimant", "unit")
STAYS = ("edit", "check_source", "assess", *lifecycle.HANDS)
LAST_MOVE = Event.objects.filter(claim=OuterRef("pk")).exclude(verb__in=STAYS).order_by("-number")
MOVED = {
    "since": Subquery(LAST_MOVE.values("at")[:1]),
    "comment": Subquery(LAST_MOVE.values("note")[:1]),
}
# The number of the list's column, after the column of boxes to tick.
OLDEST_EDIT = ClaimAdmin.list_display.index("edited") + 1

admin.site.index_template = "claims/desk/home.html"
admin.site.index_title = "Waiting for me"


@dataclass
class Queue:
    """One list on the page: its first rows, their count, and the words for an empty list.

    The rows are read once, up to MOST_COUNTED: a higher count says “100+”.
    """

    title: str
    rows: list
    link: str
    empty: str
    kind: str = "claims"
    name: str = ""  # in ``claim_queues.QUEUES``
    count: str = field(init=False)

    def __post_init__(self):
        rows = list(self.rows[: MOST_COUNTED + 1])
        self.count = f"{MOST_COUNTED}+" if len(rows) > MOST_COUNTED else str(len(rows))
        self.rows = rows[:SHOWN]


def of_claims(name: str, user, *, rows=None) -> Queue:
    """Return a queue that leads from claim to claim. ``rows``: the same rows by a faster query."""
    queue = QUEUES[name]
    rows = queue.rows(user) if rows is None else rows
    rows = rows.select_related(*RELATED).annotate(**MOVED).order_by(*queue.order)
    order = {ORDER_VAR: OLDEST_EDIT} if queue.order == OLDEST_FIRST else {}
    link = f"{reverse('admin:claims_claim_changelist')}?{urlencode(queue.listed | order)}"
    return Queue(queue.title, rows, link, queue.empty, name=name)


def dashboard(request, context):
    """Add the queues of a person's roles to the context of the admin's index page."""
    user, roles, day = request.user, roles_of(request.user), today(request)
    queues = []
    if roles & set(WORKERS):
        queues.append(assigned_to_me(user, day, may_take=bool(roles & set(TAKERS))))
    if roles & {lifecycle.REVIEWER, lifecycle.CHIEF_EDITOR}:
        queues.append(to_reassess(user))
    if roles & {lifecycle.REVIEWER}:
        queues += [of_claims("submitted", user), of_claims("in_review", user)]
        queues += [imports_to_approve(user), suggested_links(user)]
    if roles & {lifecycle.CONTRIBUTOR, lifecycle.EDITOR}:
        queues += [of_claims(name, user) for name in ("sent_back", "drafts", "rejected")]
    if roles & {lifecycle.EDITOR, lifecycle.REVIEWER, lifecycle.CHIEF_EDITOR}:
        queues.append(rotting_evidence())
    if roles & {lifecycle.EDITOR, lifecycle.CHIEF_EDITOR}:
        queues.append(old_figures(day))
    if roles & {lifecycle.CHIEF_EDITOR, lifecycle.ANALYST, lifecycle.AUDITOR}:
        queues.append(just_published())
    if roles & {lifecycle.SOURCE_CURATOR, lifecycle.CHIEF_EDITOR}:
        queues += to_curate()
    may_write = bool(roles & set(lifecycle.VERBS["create"].roles))
    return {**context, "queues": queues, "roles": sorted(roles), "may_write": may_write}


def assigned_to_me(user, day: datetime.date, *, may_take: bool) -> Queue:
    rows = QUEUES["assigned"].rows(user).select_related("assignment__by")
    queue = of_claims("assigned", user, rows=rows)
    if may_take:
        queue.empty += " Take a claim: “Assign …” on its page or in the list."
    for claim in queue.rows:
        due_on = claim.assignment.due_on
        claim.due, claim.is_overdue = due_words(due_on, day), bool(due_on and due_on < day)
    return queue


def old_figures(day: datetime.date) -> Queue:
    link, empty = reverse("admin:claims_claim_stale"), "No figure rests on an old value."
    return Queue("Stale figures", stale_figures.rows(day), link, empty, "figures")


def imports_to_approve(user) -> Queue:
    """Return the batches of others that are submitted, or that this person began to approve."""
    begun = Q(state="approving", approved_by=user)
    batches = ImportBatch.objects.exclude(created_by=user).filter(Q(state="submitted") | begun)
    batches = batches.select_related("created_by").order_by("id")
    link = f"{reverse('admin:claims_importbatch_changelist')}?state__exact=submitted"
    empty = "No import waits for your approval."
    return Queue("Imports to approve", batches, link, empty, "imports")


def to_reassess(user) -> Queue:
    queue = QUEUES["reassess"]
    # Alone, from their index: in a join with the authors SQLite would begin with the authors.
    first = queue.rows(user).order_by(*queue.order)[: MOST_COUNTED + 1]
    return of_claims("reassess", user, rows=Claim.objects.filter(pk__in=first.values("pk")))


def rotting_evidence() -> Queue:
    empty = "Every document that a claim in force cites is as it was, as far as it was checked."
    link = reverse("admin:claims_claim_rotting")
    return Queue("Evidence rotting", evidence.rotting(), link, empty, "evidence")


def suggested_links(user) -> Queue:
    rows = links.waiting(user).select_related("from_claim", "to_claim", "suggested_by")
    empty = "No link between claims waits for a decision."
    return Queue("Suggested links", rows, reverse("admin:claims_claim_links"), empty, "links")


def just_published() -> Queue:
    rows = Publication.objects.live().select_related("claimant").order_by("-id")
    return Queue(
        "Recently published",
        rows.defer("content", "search_text"),
        reverse("admin:claims_publication_changelist"),
        "Nothing is public yet. A reviewer publishes what is assessed.",
        "publications",
    )


def to_curate() -> list[Queue]:
    sources = Source.objects.filter(merged_into__isnull=True).order_by("-id")
    outlets = sources.filter(kind__in=["news_agency", "news_outlet", "broadcaster"])
    link = f"{reverse('admin:sources_source_changelist')}?missing="
    ungraded, homeless = without(sources, "grade"), without(outlets, "domain")
    all_graded = "Every source has a grade."
    all_found = "Every outlet has a domain: its documents find it by their address."
    return [
        Queue("Sources without a grade", ungraded, f"{link}grade", all_graded, "sources"),
        Queue("Outlets without a domain", homeless, f"{link}domain", all_found, "sources"),
    ]
