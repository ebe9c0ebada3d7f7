"""Reject NUL and lone surrogates, which PostgreSQL or UTF-8 cannot store."""

from collections.abc import Mapping, Sequence

from claims.rules.refusals import Need

NOTE_LENGTH = 4000


def unstorable(data, prefix: str = "") -> list[Need]:
    """Return a need for each text in plain data that cannot be stored, with its field's path."""
    items = data.items() if isinstance(data, Mapping) else enumerate(data)
    needs = []
    for name, value in items:
        path = f"{prefix}.{name}" if prefix else str(name)
        if isinstance(value, str):
            needs += text_needs(value, path)
        elif isinstance(value, Mapping | Sequence):
            needs += unstorable(value, path)
    return needs


def text_needs(text: str, field: str) -> list[Need]:
    """Return the needs of a text with NUL (for PostgreSQL) or half a surrogate pair (for UTF-8)."""
    needs = []
    if "\x00" in text:
        needs.append(Need("null_characters", "Remove the NUL character from the text.", field))
    if any("\ud800" <= character <= "\udfff" for character in text):
        needs.append(Need("broken_characters", "Remove the broken character.", field))
    return needs


def note_needs(**notes: str | None) -> list[Need]:
    """Return what is wrong with notes that go into an event."""
    texts = {name: text or "" for name, text in notes.items()}
    return unstorable(texts) + [
        Need("too_long", f"A note has at most {NOTE_LENGTH} characters.", name)
        for name, text in texts.items()
        if len(text) > NOTE_LENGTH
    ]
