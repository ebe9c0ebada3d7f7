"""The history of a claim for people: who did what, when and why, and which fields changed."""

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
    "end": dict(choices.CHAIN_ENDS),
    "reason": {
        **dict(choices.SOURCE_STATUSES),
        **dict(choices.VERIFICATION_STATUSES),
        **dict(choices.PUBLICATION_KINDS),
        **dict(choices.RETRACTION_REASONS),
        **dict(choices.REINSTATEMENT_REASONS),
        **dict(choices.RULINGS),
    },
}
NAMES = {
    "attribution_status": "Source status",
    "verification_status": "Verification",
    "as_reported": "In their words",
    "no_quote_reason": "Reason for no quote",
    "document_id": "Document",
    "withdrawn_at": "Withdrawn at",
}
# No steps of the review: what the rules do, and who has a claim in hand.
OTHERS = {
    "flag": "Flagged for reassessment",
    "assign": "Assigned",
    "unassign": "No longer assigned",
}
# What an event says by itself, or what follows from something shown.
LEFT_OUT = {
    *("ref", "version", "review_state", "created_by_id", "created_at", "last_edited_by_id"),
    *("last_edited_at", "citations", "assessments", "id", "hops", "checks"),
    *("lower", "upper", "lower_inclusive", "upper_inclusive", "links", "rulings"),
}


def timeline(claim: Claim, titles: Mapping[int, str], *, everything: bool = False) -> dict:
    """The events, newest first; ``more`` says how many older ones are left out."""
    events = claim.events.select_related("by").order_by("-number")
    kept = list(events if everything else events[: SHOWN + 1])[::-1]
    rows, before = [], None
    for event in kept:
        kept_then = json.loads(event.snapshot) if event.snapshot else {}
        after = readable(kept_then.get("claim", {}), titles)
        rows.append(
            {
                "event": event,
                "label": VERBS[event.verb].label if event.verb in VERBS else OTHERS[event.verb],
                "reason": hands(kept_then.get("assignment")) or reason_words(event.reason),
                "changes": differences(before, after) if before else [],
            }
        )
        before = after
    shown = rows if len(kept) == claim.events_count else rows[1:]
    return {"rows": shown[::-1], "more": claim.events_count - len(shown)}


def hands(assignment: Mapping | None) -> str:
    """ "rosa, due 2026-12-01 → ravi": from whose hands into whose."""
    if not assignment:
        return ""
    before, after = assignment["before"], assignment["after"]
    words = [holder(one) for one in (before, after) if one]
    return " → ".join(words) if after else f"{words[0]} → nobody"


def holder(one: Mapping) -> str:
    return f"{one['to']}, due {one['due_on']}" if one["due_on"] else one["to"]


def changes_meanwhile(
    changes: Iterable[Mapping], titles: Mapping[int, str], typed: Mapping
) -> list[dict]:
    """What others changed since a version was seen, beside what this person has typed."""
    return [
        {
            **change,
            "fields": [
                {**row, "typed": typed.get(row["field"].lower().replace(" ", "_"), "")}
                for row in differences(
                    readable({f["field"]: f["was"] for f in change["fields"]}, titles),
                    readable({f["field"]: f["is"] for f in change["fields"]}, titles),
                )
            ],
        }
        for change in changes
    ]


def readable(snapshot: Mapping, titles: Mapping[int, str]) -> dict[str, str]:
    """A snapshot's fields by their labels: the claim's, then each citation's, then its chain."""
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
    """A code's label; “same_as suggested” of a link in words."""
    return LABELS["reason"].get(reason) or reason.replace("_", " ")


def shown(name: str) -> bool:
    return name not in LEFT_OUT


def label(name: str) -> str:
    return NAMES.get(name, name.replace("_", " ").capitalize())


def word(name: str, value) -> str:
    if value is None or value is False or value == "":
        return ""
    return LABELS.get(name, {}).get(value, "yes" if value is True else str(value))


def chain_words(hops: Iterable[Mapping]) -> str:
    """ "ukrainska-pravda ← sky-news (Quotes) ← …", in the order of the positions."""
    words, before = [], None
    for hop in hops:
        details = [
            word(name, hop[name]) for name in ("relation", "designation", "end") if hop[name]
        ]
        text = hop["source"] + (f" ({'; '.join(details)})" if details else "")
        joined = " & " if hop["position"] == before else " ← "
        words += [joined, text] if words else [text]
        before = hop["position"]
    return "".join(words)
