"""The home page: what is waiting for this person, by the roles that they have."""

import datetime
from dataclasses import dataclass
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
# The list's columns are numbered after the boxes to tick.
OLDEST_EDIT = ClaimAdmin.list_display.index("edited") + 1

admin.site.index_template = "claims/desk/home.html"
admin.site.index_title = "Waiting for me"


@dataclass
class Queue:
    """One list on the page: its first rows, how many there are, and what to do if none are."""

    title: str
    rows: list
    count: str
    link: str
    empty: str
    kind: str = "claims"
    # What the page of a claim calls it: ``claim_queues.QUEUES``.
    name: str = ""


def queue(
    title: str, rows, *, link: str, empty: str, kind: str = "claims", name: str = ""
) -> Queue:
    """``rows`` are read once, up to MOST_COUNTED: counts above it say “100+”."""
    found = list(rows[: MOST_COUNTED + 1])
    count = f"{MOST_COUNTED}+" if len(found) > MOST_COUNTED else str(len(found))
    return Queue(title, found[:SHOWN], count, link, empty, kind, name)


def of_claims(name: str, user, *, rows=None) -> Queue:
    """A queue that leads from claim to claim; ``rows``: the same rows, found in a better way."""
    kept = QUEUES[name]
    rows = kept.rows(user) if rows is None else rows
    shown = rows.select_related(*RELATED).annotate(**MOVED).order_by(*kept.order)
    order = {ORDER_VAR: OLDEST_EDIT} if kept.order == OLDEST_FIRST else {}
    link = f"{reverse('admin:claims_claim_changelist')}?{urlencode(kept.listed | order)}"
    return queue(kept.title, shown, link=link, empty=kept.empty, name=name)


def dashboard(request, context):
    """Called by the admin's index page; adds the queues of this person's roles."""
    user, roles, day = request.user, roles_of(request.user), today(request)
    queues = []
    if roles & set(WORKERS):
        queues.append(assigned_to_me(user, day, may_take=bool(roles & set(TAKERS))))
    if roles & {lifecycle.REVIEWER, lifecycle.CHIEF_EDITOR}:
        queues.append(to_reassess(user))
    if roles & {lifecycle.REVIEWER}:
        queues += [of_claims("submitted", user), of_claims("in_review", user)]
        queues += [to_approve(user), suggested_links(user)]
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
    found = of_claims("assigned", user, rows=rows)
    if may_take:
        found.empty += " Take a claim: “Assign …” on its page or in the list."
    for claim in found.rows:
        due_on = claim.assignment.due_on
        claim.due, claim.is_overdue = due_words(due_on, day), bool(due_on and due_on < day)
    return found


def old_figures(day: datetime.date) -> Queue:
    return queue(
        "Stale figures",
        stale_figures.told(day),
        link=reverse("admin:claims_claim_stale"),
        empty="No figure rests on an old value.",
        kind="figures",
    )


def to_approve(user) -> Queue:
    """Batches that somebody else has submitted, or that this person has begun to approve."""
    batches = ImportBatch.objects.exclude(created_by=user).select_related("created_by")
    begun = Q(state="approving", approved_by=user)
    return queue(
        "Imports to approve",
        batches.filter(Q(state="submitted") | begun).order_by("id"),
        link=f"{reverse('admin:claims_importbatch_changelist')}?state__exact=submitted",
        empty="No import waits for your approval.",
        kind="imports",
    )


def to_reassess(user) -> Queue:
    kept = QUEUES["reassess"]
    # By themselves from their index: beside the authors SQLite would begin with those.
    first = kept.rows(user).order_by(*kept.order)[: MOST_COUNTED + 1]
    return of_claims("reassess", user, rows=Claim.objects.filter(pk__in=first.values("pk")))


def rotting_evidence() -> Queue:
    return queue(
        "Evidence rotting",
        evidence.rotting(),
        link=reverse("admin:claims_claim_rotting"),
        empty="Every document that a claim in force cites is as it was, as far as it was checked.",
        kind="evidence",
    )


def suggested_links(user) -> Queue:
    """Links that wait for somebody else than who suggested them by hand."""
    rows = links.waiting(user).select_related("from_claim", "to_claim", "suggested_by")
    return queue(
        "Suggested links",
        rows,
        link=reverse("admin:claims_claim_links"),
        empty="No link between claims waits for a decision.",
        kind="links",
    )


def just_published() -> Queue:
    rows = Publication.objects.live().select_related("claimant").order_by("-id")
    return queue(
        "Recently published",
        rows.defer("content", "search_text"),
        link=reverse("admin:claims_publication_changelist"),
        empty="Nothing is public yet. A reviewer publishes what is assessed.",
        kind="publications",
    )


def to_curate() -> list[Queue]:
    sources = Source.objects.filter(merged_into__isnull=True).order_by("-id")
    outlets = sources.filter(kind__in=["news_agency", "news_outlet", "broadcaster"])
    where = reverse("admin:sources_source_changelist")
    return [
        queue(
            "Sources without a grade",
            without(sources, "grade"),
            link=f"{where}?missing=grade",
            empty="Every source has a grade.",
            kind="sources",
        ),
        queue(
            "Outlets without a domain",
            without(outlets, "domain"),
            link=f"{where}?missing=domain",
            empty="Every outlet has a domain: its documents find it by their address.",
            kind="sources",
        ),
    ]
