import os
from pathlib import Path

ROOT = Path(__file__).parents[1]

# Whether the random walks, the killed processes and other searches for faults run for longer.
IS_LONG = "FAULTS" in os.environ

LONGEST_ID = 40


def short(value) -> str:
    """Return a value as a part of a test's id: in ASCII, and cut with its length if it is long."""
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    escaped = text[:LONGEST_ID].encode("unicode_escape").decode()[:LONGEST_ID]
    return escaped if len(text) <= LONGEST_ID else f"{escaped}.. {len(text)} characters"
