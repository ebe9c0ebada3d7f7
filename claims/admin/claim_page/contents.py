"""The contents of the claim page: the stored claim, its form, and the steps of the person."""

import itertools
import json

from django.utils import timezone

from claims.admin.choosers import Rows
from claims.admin.claim_page import paste_box, prefill
from claims.admin.claim_page.claim_form import ClaimForm
from claims.admin.claim_page.panels import judgement, other_claims
from claims.admin.claim_page.panels.against_public import differences
from claims.admin.claim_page.panels.independence import independence
from claims.admin.claim_page.panels.timeline import changes_meanwhile, timeline
from claims.admin.claim_page.preview import interval_words
from claims.admin.claim_page.steps import answer_key, parts_of
from claims.admin.queues import assignments, claim_queues, evidence
from claims.desk.quotes import sights
from claims.loading.hints import hints
from claims.record.document import value_text
from claims.rules import choices
from claims.rules.citations import VERDICTS
from claims.rules.lifecycle import VERBS
from claims.rules.refusals import Stale

METHODS = dict(choices.ASSESSMENT_METHODS)
LINKING = ("link", "propose_merge", "merge")
# Columns of the listed publications that are not shown.
UNSHOWN = ("content", "search_text", "independence", "point")
# The steps that stand beside a citation or link, not in the list of steps.
ELSEWHERE = ("check_source", "rule", "decide_link", "answer_warning", *LINKING)


def context(page, given, typed, *, refused, unsaved) -> dict:
    """Return the context of the page; ``typed`` is a POST, or None."""
    claim, user = page.claim, page.request.user
    steps = page.steps(typed, page.examined.warned if claim else ())
    needs = place(refused, given, steps, page.request.POST) if refused else []
    form = given if given and page.may_edit() else None
    shown = {
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
        "paste_form": paste_box.PastePart(given.data, given.rows, "paste") if form else None,
        "can_add_source": user.has_perm("sources.add_source"),
        "can_add_document": user.has_perm("sources.add_document"),
        "can_submit": "submit" in page.verbs or claim is None,
        "why_not": [
            (VERBS[verb].label, [need.message for need in why])
            for verb, why in page.refusals.items()
            if why
        ],
    }
    if not claim:
        return shown
    return shown | about(page, steps, refused) | {"warnings": warnings(page, steps, form)}


def about(page, steps, refused) -> dict:
    claim = page.claim
    citations = claim.citations.all()
    titles = {citation.document_id: citation.document.title for citation in citations}
    publications = list(claim.publications.defer(*UNSHOWN).order_by("-number"))
    live = next((row for row in publications if row.published_until is None), None)
    is_compared = live and live.kind != "retraction" and claim.review_state != "merged"
    examined = page.examined
    sources = [one.source for one in examined.claimants]
    checklists = judgement.checklists(examined)
    quotes = sights(citations, timezone.now())
    history = timeline(claim, titles, everything="history" in page.request.GET)
    led = leading(page, steps, checklists)
    for step in steps:
        step.is_open = step.is_open or step.key == led
    changes = refused.changes if isinstance(refused, Stale) else ()
    return {
        "value": value_text(claim),
        "assigned": assignments.box(page.request, claim),
        "claimants": " and ".join(source.spoken_name for source in sources),
        "alleged": [(one, VERDICTS[one.verdict].label) for one in examined.alleged],
        "bounds": bounds(claim),
        "badges": badges(claim),
        "citations": [
            cited(citation, steps) | {"evidence": evidence.shown(quotes.get(citation.pk))}
            for citation in citations
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
        "conflicts": other_claims.conflicts(claim, page.links),
        "neighbors": other_claims.neighbors(claim),
        "place": claim_queues.place(page.request.GET.get("queue", ""), claim, page.request.user),
        "sent_back": sent_back(history),
        "checklists": checklists,
        "statuses": judgement.statuses(examined),
        "band": judgement.rating(claim, examined),
        "independence": independence(examined),
        "hints": hints(examined),
        "assessments": [
            (row, [METHODS.get(code, code) for code in row.method])
            for row in claim.assessments.all()
        ],
        "live": live,
        "against_public": differences(live, examined) if is_compared else None,
        "publications": publications,
        "meanwhile": changes_meanwhile(changes, titles, page.request.POST),
        "history": history,
    }


def warnings(page, steps, form) -> list[dict]:
    """Return the warnings, each with the step that answers it; put the open ones at their fields.

    ``id``: of the field on the page, where the person may change it.
    """
    by_key, shown = {step.key: step for step in steps}, []
    for one in page.examined.warned:
        part, name = form.find(one.doubt.field) if form else (None, "")
        field = part.fields.get(name) if part else None
        if field and one.answer is None:
            field.warnings = [*getattr(field, "warnings", ()), one.doubt.message]
        place = part[name].id_for_label if field else ""
        step = None if one.answer else by_key.get(answer_key(one.doubt))
        shown.append({"doubt": one.doubt, "answer": one.answer, "step": step, "id": place})
    return shown


def bounds(claim) -> str:
    """Return the bounds of the stored value, in base units: “more than · (62000, ∞)”."""
    if not claim.comparator:
        return ""
    interval = other_claims.interval(claim)
    return f"{claim.get_comparator_display()} · {interval_words(interval)}"


def badges(claim) -> list[dict]:
    """Return the axes of a claim, each with its question, its word and its color."""
    axes = [
        ("Review", "review_state", choices.REVIEW_BADGES),
        ("Did they say it?", "attribution_status", choices.SOURCE_BADGES),
        ("Is it so?", "verification_status", choices.VERIFICATION_BADGES),
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
    """Return a citation with its chain by positions, its checks, and the step that checks it."""
    hops = list(citation.hops.all())
    chain = [list(joint) for _, joint in itertools.groupby(hops, key=lambda hop: hop.position)]
    return {
        "row": citation,
        "chain": chain,
        "ends": list(dict.fromkeys(hop.get_end_display() for hop in hops if hop.end)),
        "checks": citation.checks.all(),
        "step": next((step for step in steps if step.citation == citation), None),
    }


def leading(page, steps, checklists) -> str:
    """Return the key of the next step, which is open and has a button that stands out."""
    claim = page.claim
    if claim.review_state == "rejected" and "revise" in page.verbs:
        return "revise"
    if "publish" not in page.verbs:
        return ""
    if not any(checklist.is_next and checklist.unmet for checklist in checklists):
        return "publish"
    checks = [step for step in steps if step.citation]
    unchecked = [step.key for step in checks if step.citation.status == "unchecked"]
    is_assessed = any(row.claim_version == claim.version for row in claim.assessments.all())
    if unchecked and (is_assessed or claim.attribution_status == "unchecked"):
        return unchecked[0]
    return "assess"


def sent_back(history) -> dict | None:
    """Return the last refusal of a reviewer, if the claim was not submitted again since."""
    for row in history["rows"]:
        if row["event"].verb in ("request_changes", "reject", "withdraw"):
            return row
        if row["event"].verb in ("submit", "publish", "approve"):
            return None
    return None


def version(page) -> int | None:
    """Return the version of the form: restored text stays on the version it was typed on."""
    if page.request.POST.get("verb") in ("restore", *paste_box.BUTTONS):
        return page.seen_version()
    return page.claim and page.claim.version


def place(refused, given, steps, post) -> list[dict]:
    """Put each need at its field, and return all of them for the list on top."""
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
    """Return the texts typed into a form that is closed now, so that the person can copy them."""
    return [
        (field.label, field.value())
        for part in given.parts().values()
        for field in part
        if isinstance(field.value(), str) and len(field.value()) > 20
    ]


def blank_blocks() -> dict:
    """Return an empty citation and hop with the index 9999, which the add buttons copy."""
    hop = {"citations-9999-hops-0-source": "", "citations-9999-hops-9999-source": ""}
    return {
        "citation": ClaimForm(prefill.blank_citation(9999), Rows()).cited[0],
        "hop": ClaimForm(hop, Rows()).cited[0].hops[-1],
    }


def with_citations_of_others(page, data: dict, seen: int) -> dict:
    """Return the typed text with the changes of others to the citations since version ``seen``.

    A citation that they added is added to the page; one that they removed loses its id, so that
    saving it again makes a new one. The person who saves decides.
    """
    snapshots = page.claim.events.order_by("-number").values_list("snapshot", flat=True)
    claims = (json.loads(snapshot)["claim"] for snapshot in snapshots)
    before = next((c["citations"] for c in claims if c["version"] <= seen), ())
    before_ids = {citation["id"] for citation in before if not citation["withdrawn_at"]}
    active = {citation.pk: citation for citation in page.citations}
    for name, text in list(data.items()):
        if name.endswith("-id") and text not in map(str, active):
            data[name] = ""
    index = ClaimForm(data, Rows()).next_index()
    for citation in page.citations:
        if citation.pk not in before_ids:
            data |= prefill.citation_text(citation, index)
            index += 1
    return data
