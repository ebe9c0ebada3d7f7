"""Text that no database keeps: refused on every one alike, before it gets there."""

from collections.abc import Mapping, Sequence

from claims.rules.refusals import Need

NOTE_LENGTH = 4000


def unstorable(data, prefix: str = "") -> list[Need]:
    """Texts anywhere in plain data that cannot be stored, each with the path to its field."""
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
    """PostgreSQL refuses NUL; half a surrogate pair (JSON's ``\\ud800``) has no UTF-8."""
    needs = []
    if "\x00" in text:
        needs.append(Need("null_characters", "Remove the NUL character from the text.", field))
    if any("\ud800" <= character <= "\udfff" for character in text):
        needs.append(Need("broken_characters", "Remove the broken character.", field))
    return needs


def note_needs(**notes: str | None) -> list[Need]:
    """What is wrong with notes that go into an event."""
    given = {name: text or "" for name, text in notes.items()}
    return unstorable(given) + [
        Need("too_long", f"A note has at most {NOTE_LENGTH} characters.", name)
        for name, text in given.items()
        if len(text) > NOTE_LENGTH
    ]
