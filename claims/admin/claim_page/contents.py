"""What the claim page shows: the claim as it stands, and what may be done to it."""

import itertools
import json

from django.utils import timezone

from claims.admin.choosers import Rows
from claims.admin.claim_page import paste_box, prefill
from claims.admin.claim_page.claim_form import ClaimForm
from claims.admin.claim_page.panels import against_public, judgement, neighbors
from claims.admin.claim_page.panels.conflicts import conflicts, interval
from claims.admin.claim_page.panels.independence import independence
from claims.admin.claim_page.panels.timeline import changes_meanwhile, timeline
from claims.admin.claim_page.preview import interval_words
from claims.admin.claim_page.steps import parts_of
from claims.admin.queues import assignments, claim_queues, evidence
from claims.desk.quotes import sights
from claims.loading.facts import claimants
from claims.record.document import value_text
from claims.rules.choices import (
    ASSESSMENT_METHODS,
    REVIEW_BADGES,
    SOURCE_BADGES,
    VERIFICATION_BADGES,
)
from claims.rules.lifecycle import VERBS
from claims.rules.refusals import Stale

METHODS = dict(ASSESSMENT_METHODS)
LINKING = ("link", "propose_merge", "merge")
# Of publications that are listed; the live one's document is read when it is held against.
UNSHOWN = ("content", "search_text", "independence", "point")
# The steps that stand beside what they are about, not in the list of steps.
ELSEWHERE = ("check_source", "rule", "decide_link", *LINKING)


def context(page, given, typed, *, refused, unsaved) -> dict:
    claim, user = page.claim, page.request.user
    steps = page.steps(typed)
    needs = place(refused, given, steps, page.request.POST) if refused else []
    form = given if given and page.may_edit() else None
    found = {
        "media": page.model_admin.media + ClaimForm({}, Rows()).claim.media,
        "claim": claim,
        "given": form,
        "blank": blank_blocks() if form else None,
        "lost": lost_text(given) if given and not form else [],
        "saves_as": "edit" if claim else "create",
        "refused": refused,
        "was_saved": getattr(refused, "saved", False),
        "needs": needs,
        "unsaved": unsaved,
        "version": version(page),
        "browser_key": page.browser_key(),
        "saved_as": page.saved_as,
        "reading": page.reading,
        "paste_form": paste_box.box(given) if form else None,
        "can_add_source": user.has_perm("sources.add_source"),
        "can_add_document": user.has_perm("sources.add_document"),
        "can_submit": "submit" in page.verbs or claim is None,
        "why_not": [
            (VERBS[verb].label, [need.message for need in why])
            for verb, why in page.refusals.items()
            if why
        ],
    }
    if claim is None:
        return found
    return found | about(page, steps, refused)


def about(page, steps, refused) -> dict:
    claim = page.claim
    titles = {row.document_id: row.document.title for row in claim.citations.all()}
    publications = list(claim.publications.defer(*UNSHOWN).order_by("-number"))
    live = next((row for row in publications if row.published_until is None), None)
    examined = page.examined
    needed = judgement.checklists(examined)
    seen = sights(claim.citations.all(), timezone.now())
    history = timeline(claim, titles, everything="history" in page.request.GET)
    led = leading(page, steps, needed)
    for step in steps:
        step.is_open = step.is_open or step.key == led
    meanwhile = []
    if isinstance(refused, Stale):
        meanwhile = changes_meanwhile(refused.changes, titles, page.request.POST)
    return {
        "value": value_text(claim),
        "assigned": assignments.box(page.request, claim),
        "claimants": " and ".join(
            source.spoken_name for source in claimants(examined.dossier.active)
        ),
        "bounds": bounds(claim),
        "badges": badges(claim),
        "citations": [
            cited(citation, steps) | {"evidence": evidence.shown(seen.get(citation.pk))}
            for citation in claim.citations.all()
        ],
        "steps": [step for step in steps if step.verb not in ELSEWHERE],
        "ruling": next((step for step in steps if step.verb == "rule"), None),
        "linking": [step for step in steps if step.verb in LINKING],
        "links": [
            (link, link.other(claim), next((s for s in steps if s.link == link), None))
            for link in page.links
        ],
        "leading": led,
        "leading_check": led.startswith("check_source"),
        "can_publish": "publish" in page.verbs,
        "conflicts": conflicts(claim, page.links),
        "neighbors": neighbors.neighbors(claim),
        "place": claim_queues.place(page.request.GET.get("queue", ""), claim, page.request.user),
        "sent_back": sent_back(history),
        "checklists": needed,
        "statuses": judgement.statuses(examined),
        "band": judgement.rating(claim, examined),
        "independence": independence(examined),
        "assessments": [
            (row, [METHODS.get(code, code) for code in row.method])
            for row in claim.assessments.all()
        ],
        "live": live,
        "against_public": compared_with(live, claim, examined),
        "publications": publications,
        "meanwhile": meanwhile,
        "history": history,
    }


def bounds(claim) -> str:
    """What the stored value allows, in base units: “more than · (62000, ∞)”."""
    if not claim.comparator:
        return ""
    return f"{claim.get_comparator_display()} · {interval_words(interval(claim))}"


def badges(claim) -> list[dict]:
    """The axes of a claim, each with its question, its word and its color."""
    axes = [
        ("Review", "review_state", REVIEW_BADGES),
        ("Did they say it?", "attribution_status", SOURCE_BADGES),
        ("Is it so?", "verification_status", VERIFICATION_BADGES),
        ("Credibility", "credibility", {}),
    ]
    return [
        {
            "axis": axis,
            "text": getattr(claim, f"get_{name}_display")(),
            "variant": colors.get(getattr(claim, name), "default"),
        }
        for axis, name, colors in axes
    ]


def cited(citation, steps) -> dict:
    """A citation with its chain by positions, its checks, and the step that checks it."""
    hops = list(citation.hops.all())
    chain = [list(joint) for _, joint in itertools.groupby(hops, key=lambda hop: hop.position)]
    return {
        "row": citation,
        "chain": chain,
        "ends": list(dict.fromkeys(hop.get_end_display() for hop in hops if hop.end)),
        "checks": citation.checks.all(),
        "step": next((step for step in steps if step.citation == citation), None),
    }


def leading(page, steps, needed) -> str:
    """The key of the step that leads the claim on: it is open, and its button stands out."""
    claim = page.claim
    if claim.review_state == "rejected" and "revise" in page.verbs:
        return "revise"
    if "publish" not in page.verbs:
        return ""
    if not any(one.is_next and one.unmet for one in needed):
        return "publish"
    unchecked = [
        step.key for step in steps if step.citation and step.citation.status == "unchecked"
    ]
    is_assessed = any(row.claim_version == claim.version for row in claim.assessments.all())
    if unchecked and (is_assessed or claim.attribution_status == "unchecked"):
        return unchecked[0]
    return "assess"


def sent_back(history) -> dict | None:
    """The last word of a reviewer, as long as the claim was not handed in again."""
    for row in history["rows"]:
        if row["event"].verb in ("request_changes", "reject", "withdraw"):
            return row
        if row["event"].verb in ("submit", "publish", "approve"):
            return None
    return None


def compared_with(live, claim, examined) -> list | None:
    """What publishing would change; None where nothing is public that could be compared."""
    if live is None or live.kind == "retraction" or claim.review_state == "merged":
        return None
    return against_public.differences(live, claim, examined)


def version(page) -> int | None:
    """The version that the form is on: what was typed on an older one stays on that one."""
    if page.request.POST.get("verb") in ("restore", *paste_box.BUTTONS):
        return page.seen_version()
    return page.claim and page.claim.version


def place(refused, given, steps, post) -> list[dict]:
    """Each need at its field, and all of them for the list on top."""
    key = post.get("verb", "")
    taken = [step for step in steps if step.key in parts_of(key)]
    for step in taken:
        step.is_open = True
    on_page = given and key in ("create", "edit", "submit")
    placed = given.place(refused.needs) if on_page else []
    if placed:
        return placed
    return [
        {
            "message": need.message,
            "id": next(filter(None, (step.place(need.field, need.message) for step in taken)), ""),
        }
        for need in refused.needs
    ]


def lost_text(given) -> list[tuple[str, str]]:
    """What was typed into a form that is closed now, so that the person can take it along."""
    return [
        (field.label, field.value())
        for part in given.parts().values()
        for field in part
        if isinstance(field.value(), str) and len(field.value()) > 20
    ]


def blank_blocks() -> dict:
    """An empty citation and an empty hop: what the add buttons copy, with 9999 for the index."""
    hop = {"citations-9999-hops-0-source": "", "citations-9999-hops-9999-source": ""}
    return {
        "citation": ClaimForm(prefill.blank_citation(9999), Rows()).cited[0],
        "hop": ClaimForm(hop, Rows()).cited[0].hops[-1],
    }


def with_citations_of_others(page, data: dict, seen: int) -> dict:
    """The typed text on top of what others did to the citations since ``seen``.

    A citation that they added is added to the page; one that they removed loses its id, so that
    saving it again makes a new one. Who saves decides.
    """
    event = page.claim.events.order_by("-number")
    before = next(
        (
            snapshot
            for text in event.values_list("snapshot", flat=True)
            if (snapshot := json.loads(text)["claim"])["version"] <= seen
        ),
        {"citations": []},
    )
    known = {row["id"] for row in before["citations"] if not row["withdrawn_at"]}
    active = {citation.pk: citation for citation in page.citations}
    for name, text in list(data.items()):
        if name.endswith("-id") and text not in map(str, active):
            data[name] = ""
    index = ClaimForm(data, Rows()).next_index()
    for citation in page.citations:
        if citation.pk not in known:
            data |= prefill.citation_text(citation, index)
            index += 1
    return data
