"""The words of a hedged sentence: what was said, by whom with what stake, how far it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

STANDING_WORDS = {
    "unassessed": "not yet assessed",
    "attributed": "not independently verified",
    "corroborated": "corroborated by independent sources",
    "confirmed": "confirmed",
    "disputed": "disputed",
    "refuted": "refuted",
    "unverifiable": "could not be verified",
    "not_checkable": "not open to checking",
}


@dataclass(frozen=True)
class Voice:
    """Whom a value is from: the name inside a sentence, and the stake in words, or ``""``."""

    name: str
    stake: str = ""


def attribution(voices: Iterable[Voice]) -> str:
    """“according to the General Staff of …, a party to the conflict”."""
    named = [f"{voice.name}, {voice.stake}" if voice.stake else voice.name for voice in voices]
    if not named:
        return "from an origin that is not known"
    return f"according to {' and '.join(named)}"


def hedged(said: str, voices: Iterable[Voice], verification_status: str) -> str:
    """The sentence for people, without a period: it stands in lists and beside charts."""
    return f"{said}, {attribution(voices)}; {STANDING_WORDS[verification_status]}"
