import os
from pathlib import Path

ROOT = Path(__file__).parents[1]

# Whether the walks, the killed processes and what else looks for faults go on for long.
IS_LONG = "FAULTS" in os.environ

LONGEST_ID = 40


def short(value) -> str:
    """Return a value as a part of a test's id: in ASCII, cut, and with its length if it is cut."""
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    escaped = text[:LONGEST_ID].encode("unicode_escape").decode()[:LONGEST_ID]
    return escaped if len(text) <= LONGEST_ID else f"{escaped}.. {len(text)} characters"
