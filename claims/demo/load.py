"""Bringing the demo's claims to their states, through the verbs, once each."""

import datetime
from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.db import transaction

from claims import desk
from claims.demo import registry
from claims.demo.article import CLAIMS
from claims.models import Claim, Event
from claims.sentences import unit_spec
from claims.values import parse

RATIONALE = (
    "One article hands it on; the origin is named and was not read. Nobody independent has "
    "counted or confirmed it here, so its truth is left open."
)


def load(*, at: datetime.datetime, say: Callable[[str], None]) -> int:
    """Write the claims that are not there yet; returns how many that were.

    A claim of the demo is known by the note of its first event, so one that a person has edited,
    published or retracted since is left alone.
    """
    people = {user.username: user for user in get_user_model().objects.all()}
    written = 0
    for data in CLAIMS:
        note = f"Demo: {data['key']}"
        if Event.objects.filter(number=1, note=note).exists():
            continue
        with transaction.atomic():
            registry.standing(by=people["sol"], at=at)
            claim = draft(data, note=note, by=people[data["author"]], at=at)
            bring(claim, data, people=people, at=at)
        say(f"  {claim.ref}  {data['state'].replace('_', ' '):<17}  {claim.statement}")
        written += 1
    return written


def draft(data: dict, *, note: str, by, at: datetime.datetime) -> Claim:
    fields = {
        name: data[name] for name in ("statement", "kind", "speech_act", "basis") if name in data
    }
    fields["topic"], fields["subject"] = registry.topic(), registry.subject(data["subject"])
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
    hops = [
        {"position": position, **hop, "source": registry.source(hop["source"])}
        for position, hop in enumerate(data["chain"])
    ]
    hops[0]["is_read"] = True
    citation = {
        "document": registry.document("article"),
        "stance": "asserts",
        "quote": data["quote"],
        "locator": data["locator"],
        "as_reported": data.get("value", ""),
        "hops": hops,
    }
    return desk.create(fields, [citation], by=by, at=at, note=note)


def bring(claim: Claim, data: dict, *, people: dict, at: datetime.datetime) -> None:
    """Walk the claim to its state, each step by somebody who may take it."""
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
    citation = claim.citations.get()
    desk.check_source(
        citation,
        status="secondhand",
        method="read_document",
        note=data["found"],
        by=reviewer,
        at=at,
    )
    desk.assess(
        claim,
        verification_status="attributed",
        credibility=6,
        confidence="low",
        method=["source_reading"],
        rationale=RATIONALE,
        evidence=[citation],
        by=reviewer,
        at=at,
    )
    desk.publish(claim, by=reviewer, at=at)
