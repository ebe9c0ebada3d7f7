"""The words of a hedged sentence: the value, its claimants with their stakes, and the status."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.rules.verification import STATUSES


@dataclass(frozen=True)
class Voice:
    """A claimant of a value: the name as in a sentence, and the stake in words, or ``""``."""

    name: str
    stake: str = ""


def attribution(voices: Iterable[Voice]) -> str:
    """Return the words “according to the General Staff of …, a party to the conflict”."""
    named = [f"{voice.name}, {voice.stake}" if voice.stake else voice.name for voice in voices]
    if not named:
        return "from an origin that is not known"
    return f"according to {' and '.join(named)}"


def hedged(said: str, voices: Iterable[Voice], verification_status: str) -> str:
    """Return the hedged sentence, without a period: it stands in lists and beside charts."""
    return f"{said}, {attribution(voices)}; {STATUSES[verification_status].hedge}"
