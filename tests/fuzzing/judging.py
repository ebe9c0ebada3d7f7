"""The properties that no answer may have."""

import json

PROBLEM = "application/problem+json"
# Stands in everything that was never published.
CANARY = "quetzalcoatlus"
EMPTY = (204, 301, 302, 304)


def faults(asked, status: int, kind: str, body: bytes, *, is_stranger: bool) -> list[str]:
    """Sentences on what is wrong with an answer; none where nothing is."""
    found = []
    if status >= 500:
        found.append(f"answered with {status}")
    if status >= 400 and asked.method != "HEAD":
        found += problem_faults(status, kind, body)
    elif kind.startswith("application/json") and body and asked.method != "HEAD":
        found += [] if is_json(body) else ["is no JSON"]
    if is_stranger and CANARY in asked.path:
        # Whoever guesses a name learns nothing, not even that it is one.
        is_found = status in (200, 304) and asked.method != "OPTIONS"
        found += ["finds what was never published"] if is_found else []
    elif is_stranger and CANARY.encode() in body:
        found.append("tells of what was never published")
    return found


def problem_faults(status: int, kind: str, body: bytes) -> list[str]:
    if not kind.startswith(PROBLEM):
        return [f"is a {status} as {kind}"]
    told = json.loads(body)
    missing = {"type", "title", "status", "detail", "code"} - set(told)
    if missing or told["status"] != status:
        return [f"is a {status} that says {told.get('status')}, without {sorted(missing)}"]
    return []


def is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True
