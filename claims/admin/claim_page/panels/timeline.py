"""The history of a claim on its page: its events with person, time, reason and changes."""

import json
from collections.abc import Iterable, Mapping

from claims.loading.snapshot import differences
from claims.models import Claim
from claims.rules import choices
from claims.rules.lifecycle import VERBS

SHOWN = 50
LABELS = {
    "kind": dict(choices.CLAIM_KINDS),
    "speech_act": dict(choices.SPEECH_ACTS),
    "comparator": dict(choices.COMPARATORS),
    "range_kind": dict(choices.RANGE_KINDS),
    "basis": dict(choices.BASES),
    "attribution_status": dict(choices.SOURCE_STATUSES),
    "verification_status": dict(choices.VERIFICATION_STATUSES),
    "stance": dict(choices.STANCES),
    "drift": dict(choices.DRIFTS),
    "primary_evidence": dict(choices.PRIMARY_EVIDENCE),
    "status": dict(choices.SOURCE_STATUSES),
    "relation": dict(choices.RELATIONS),
    "designation": dict(choices.DESIGNATIONS),
    "channel": dict(choices.CHANNELS),
    "end": dict(choices.CHAIN_ENDS),
    "reason": dict(
        (choices.SOURCE_STATUSES + choices.VERIFICATION_STATUSES + choices.PUBLICATION_KINDS)
        + (choices.RETRACTION_REASONS + choices.REINSTATEMENT_REASONS + choices.RULINGS)
        + choices.WARNINGS
    ),
}
NAMES = {
    "attribution_status": "Source status",
    "verification_status": "Verification",
    "as_reported": "In their words",
    "no_quote_reason": "Reason for no quote",
    "document_id": "Document",
    "withdrawn_at": "Withdrawn at",
}
# Events that are no step of the review.
OTHERS = {
    "flag": "Flagged for reassessment",
    "assign": "Assigned",
    "unassign": "No longer assigned",
}
# Fields that the event itself shows, or that follow from a field shown.
LEFT_OUT = {
    *("ref", "version", "review_state", "created_by_id", "created_at", "last_edited_by_id"),
    *("last_edited_at", "citations", "assessments", "id", "hops", "checks"),
    *("lower", "upper", "lower_inclusive", "upper_inclusive", "links", "rulings", "answers"),
}


def timeline(claim: Claim, titles: Mapping[int, str], *, everything: bool = False) -> dict:
    """Return the events, newest first, and as ``more`` the number of older ones left out."""
    events = claim.events.select_related("by").order_by("-number")
    events = list(events if everything else events[: SHOWN + 1])[::-1]
    rows, before = [], None
    for event in events:
        snapshot = json.loads(event.snapshot) if event.snapshot else {}
        after = readable(snapshot.get("claim", {}), titles)
        rows.append(
            {
                "event": event,
                "label": VERBS[event.verb].label if event.verb in VERBS else OTHERS[event.verb],
                "reason": hands(snapshot.get("assignment")) or reason_words(event.reason),
                "changes": differences(before, after) if before else [],
            }
        )
        before = after
    shown = rows if len(events) == claim.events_count else rows[1:]
    return {"rows": shown[::-1], "more": claim.events_count - len(shown)}


def hands(change: Mapping | None) -> str:
    """Return a change of assignment: "rosa, due 2026-12-01 → ravi"; "" without one."""
    if not change:
        return ""
    words = [
        f"{one['to']}, due {one['due_on']}" if one["due_on"] else one["to"]
        for one in (change["before"], change["after"])
        if one
    ]
    return " → ".join(words) if change["after"] else f"{words[0]} → nobody"


def changes_meanwhile(
    changes: Iterable[Mapping], titles: Mapping[int, str], typed: Mapping
) -> list[dict]:
    """Return the changes of others since a version, beside the text that this person typed."""

    def fields(change: Mapping) -> list[dict]:
        before, after = (
            readable({row["field"]: row[when] for row in change["fields"]}, titles)
            for when in ("was", "is")
        )
        rows = differences(before, after)
        return [
            row | {"typed": typed.get(row["field"].lower().replace(" ", "_"), "")} for row in rows
        ]

    return [{**change, "fields": fields(change)} for change in changes]


def readable(snapshot: Mapping, titles: Mapping[int, str]) -> dict[str, str]:
    """Return a snapshot's fields by label: of the claim, then of each citation with its chain."""
    lines = {label(name): word(name, value) for name, value in snapshot.items() if shown(name)}
    for number, citation in enumerate(snapshot.get("citations") or (), start=1):
        where = f"Citation {number}"
        title = titles.get(citation["document_id"], f"document {citation['document_id']}")
        for name, value in {**citation, "document_id": title}.items():
            if shown(name):
                lines[f"{where}: {label(name).lower()}"] = word(name, value)
        lines[f"{where}: chain"] = chain_words(citation["hops"])
    return {name: text for name, text in lines.items() if text}


def reason_words(reason: str) -> str:
    """Return the label of a code; of a link's “same_as suggested”, the words."""
    return LABELS["reason"].get(reason) or reason.replace("_", " ")


def shown(name: str) -> bool:
    return name not in LEFT_OUT


def label(name: str) -> str:
    return NAMES.get(name, name.replace("_", " ").capitalize())


def word(name: str, value) -> str:
    if value is None or value is False or value == "":
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {text}" for key, text in value.items())
    return LABELS.get(name, {}).get(value, "yes" if value is True else str(value))


def chain_words(hops: Iterable[Mapping]) -> str:
    """Return "ukrainska-pravda ← sky-news (Quotes) ← …", in the order of the positions."""
    words, before = [], None
    for hop in hops:
        names = ("relation", "designation", "channel", "end")
        details = [word(name, hop[name]) for name in names if hop.get(name)]
        text = hop["source"] + (f" ({'; '.join(details)})" if details else "")
        joined = " & " if hop["position"] == before else " ← "
        words += [joined, text] if words else [text]
        before = hop["position"]
    return "".join(words)
