"""Create the claims of the demo and bring them to their states with the verbs of the desk."""

import datetime
from collections.abc import Callable, Sequence

from django.contrib.auth import get_user_model
from django.db import transaction

from claims import desk
from claims.demo import entries, origins, registry
from claims.demo.entries import Kind
from claims.loading.facts import unit_spec
from claims.models import Claim, Event
from claims.rules.values import parse
from claims.rules.verification import STATUSES
from sources.evidence.keeping import keep_by_hand
from sources.models import Document
from sources.registers.recorded import recording

# The claims: those of one news item, and cases that show each judgement.
HOP = Kind("", "source position relation designation channel end as_reported")
CITED = (
    "document stance quote no_quote_reason locator primary_evidence found source_status says value"
)
CITATION = Kind("document", CITED, chain=HOP)
ASSESSED = Kind("verification_status rationale", "credibility confidence method")
CLAIM = Kind(
    "key state author statement kind subject chain",
    f"{CITED} speech_act topic measure scope as_of period stated_on basis comment denied "
    "retraction",
    chain=HOP,
    also=CITATION,
    assessment=ASSESSED,
    correction=Kind("note public_note", "fields", also=CITATION, assessment=ASSESSED),
)
CLAIMS = entries.read("article.yaml", claims=CLAIM)["claims"]
CASES = entries.read("cases.yaml", claims=CLAIM)["claims"]
ASSESSMENT = {
    "verification_status": "attributed",
    "credibility": 6,
    "confidence": "low",
    "method": ["source_reading"],
    "rationale": "It is handed on, and the origin is named. Nobody independent has counted or "
    "confirmed it here, so its truth is left open.",
}
PASSAGES = "\n".join(data["quote"] for data in CLAIMS if "quote" in data)
CAPTURE_NOTE = (
    "Only the passages that the demo quotes: the rest of the text is not ours to hand on."
)


def load(*, at: datetime.datetime, say: Callable[[str], None]) -> int:
    """Create the missing claims, and return their number.

    A claim of the demo is recognized by the note of its first event. So a claim that a person has
    edited, published or retracted later is not touched.
    """
    people = {user.username: user for user in get_user_model().objects.all()}
    written = 0
    for data in [*CLAIMS, *CASES]:
        note = f"Demo: {data['key']}"
        if Event.objects.filter(number=1, note=note).exists():
            continue
        with recording(by=people["sol"], at=at):
            origins.standing(by=people["sol"], at=at)
            claim = draft(data, note=note, by=people[data["author"]], at=at)
            bring(claim, data, people=people, at=at)
        say(f"  {claim.ref}  {data['state'].replace('_', ' '):<17}  {claim.statement}")
        written += 1
    capture_article(by=people["eva"], at=at)
    return written


def claim_of(key: str) -> Claim:
    """Return a claim of the demo, which is there already."""
    return Event.objects.get(number=1, note=f"Demo: {key}").claim


def draft(data: dict, *, note: str, by, at: datetime.datetime) -> Claim:
    fields = {
        name: data[name] for name in ("statement", "kind", "speech_act", "basis") if name in data
    }
    if words := origins.UKRAINIAN["statements"].get(data["key"]):
        fields["translations"] = {"uk": words}
    fields["topic"] = origins.topic(data.get("topic", origins.WAR))
    fields["subject"] = registry.subject(data["subject"])
    if "measure" in data:
        fields["measure"] = registry.measure(data["measure"])
        unit = unit_spec(fields["measure"].default_unit)
        fields["value"] = parse(data["value"], [unit])
    if "scope" in data:
        fields["scope"] = registry.scope(data["scope"])
    if "as_of" in data:
        fields |= {"as_of": data["as_of"], "as_of_precision": "day"}
    if "period" in data:
        start, end = data["period"]
        fields |= {"period_start": start, "period_end": end, "period_precision": "month"}
    if "stated_on" in data:
        moment = datetime.datetime.combine(data["stated_on"], datetime.time(), datetime.UTC)
        fields |= {"stated_at": moment, "stated_precision": "day"}
    citations = [cited(entry) for entry in (data, *data.get("also", ()))]
    return desk.create(fields, citations, by=by, at=at, note=note)


def cited(data: dict) -> dict:
    """Return the fields of a citation in the form that the desk takes."""
    hops = [
        {"position": position, **hop, "source": origins.source(hop["source"])}
        for position, hop in enumerate(data["chain"])
    ]
    hops[0]["is_read"] = True
    return {
        "document": registry.document(data.get("document", "article")),
        "stance": data.get("stance", "asserts"),
        "quote": data.get("quote", ""),
        "no_quote_reason": data.get("no_quote_reason", ""),
        "locator": data.get("locator", ""),
        "primary_evidence": data.get("primary_evidence", ""),
        "as_reported": data.get("value", ""),
        "hops": hops,
    }


def bring(claim: Claim, data: dict, *, people: dict, at: datetime.datetime) -> None:
    """Bring the claim to its state. Each step is taken by a person with the right role."""
    state, reviewer = data["state"], people["rosa"]
    if state == "draft":
        return
    desk.submit(claim, by=claim.created_by, at=at)
    if state == "submitted":
        return
    desk.start_review(claim, by=reviewer, at=at)
    if state == "in_review":
        return
    if state == "changes_requested":
        desk.request_changes(claim, by=reviewer, at=at, note=data["comment"])
        return
    review(claim, data, [data, *data.get("also", ())], people=people, at=at)
    desk.publish(claim, by=reviewer, at=at)
    if "denied" in data:
        denial = {"source_status": "denied_by_origin", "found": data["denied"]}
        check(claim.citations.first(), denial, by=reviewer, at=at)
    if "correction" in data:
        correct(claim, data["correction"], people=people, at=at)
    if "retraction" in data:
        note = data["retraction"]
        desk.retract(claim, reason="our_error", public_note=note, by=people["chen"], at=at)


def review(
    claim: Claim, data: dict, new: Sequence[dict], *, people: dict, at: datetime.datetime, by="rosa"
) -> None:
    """Check the claim's last citations, which are new, and assess the claim.

    A status that two people must share is given by two.
    """
    citations = list(claim.citations.order_by("id"))
    for citation, entry in zip(citations[len(citations) - len(new) :], new, strict=True):
        check(citation, entry, by=people[by], at=at)
    given = {**ASSESSMENT, **data.get("assessment", {}), "evidence": citations}
    if STATUSES[given["verification_status"]].is_shared:
        desk.assess(claim, **given, by=people["ravi" if by == "rosa" else "rosa"], at=at)
    desk.assess(claim, **given, by=people[by], at=at)


def check(citation, entry: dict, *, by, at: datetime.datetime) -> None:
    given = {"status": entry.get("source_status", "secondhand"), "note": entry["found"]}
    says = claim_of(entry["says"]) if "says" in entry else None
    desk.check_source(citation, **given, method="read_document", says=says, by=by, at=at)


def correct(claim: Claim, change: dict, *, people: dict, at: datetime.datetime) -> None:
    """Revise a published claim, and publish the revision with a note."""
    author, reviewer, new = claim.created_by, people["ravi"], change.get("also", ())
    desk.revise(claim, by=author, at=at)
    citations = [{"id": citation.pk} for citation in claim.citations.order_by("id")]
    citations += map(cited, new)
    note, fields = change["note"], change.get("fields", {})
    desk.edit(claim, fields, citations, by=author, at=at, version=1, note=note)
    desk.submit(claim, by=author, at=at)
    desk.start_review(claim, by=reviewer, at=at)
    review(claim, change, new, people=people, at=at, by="ravi")
    desk.publish(claim, by=reviewer, at=at, public_note=change["public_note"])


@transaction.atomic
def capture_article(*, by, at: datetime.datetime) -> None:
    """Capture the quoted passages of the article, only once, because captures are permanent."""
    documents = Document.objects.select_for_update(of=("self",))
    document = documents.get(pk=registry.document("article").pk)
    if document.captures.exists():
        return
    keep_by_hand(document, by=by, at=at, text=PASSAGES, note=CAPTURE_NOTE)
