"""Canonical JSON (RFC 8785): what events keep, and what their hashes cover."""

import datetime
import hashlib
import json
from decimal import Decimal

PLAIN = (str, int, bool)
CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def instant(moment: datetime.datetime) -> str:
    """RFC 3339 in UTC with microseconds: 2025-04-28T06:36:00.000000Z."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def plain(value):
    """Return a column's value as JSON has it."""
    if value is None or type(value) in PLAIN:
        return value
    if isinstance(value, datetime.datetime):
        return instant(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value


def canonical_json(data) -> str:
    """Return the one text of a value (RFC 8785): sorted keys, no white space; no floats."""
    refuse_floats(data)
    return CANONICAL.encode(data)


def refuse_floats(data) -> None:
    if isinstance(data, float):
        raise TypeError("A float has no canonical form: use Decimal, as text.")
    if isinstance(data, dict):
        data = data.values()
    elif not isinstance(data, list | tuple):
        return
    for part in data:
        # Plain values are most of it: no call for each.
        if part is not None and type(part) not in PLAIN:
            refuse_floats(part)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
