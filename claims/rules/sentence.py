"""The words of a hedged sentence: what was said, by whom with what stake, how far it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.rules.verification import STATUSES


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
    return f"{said}, {attribution(voices)}; {STATUSES[verification_status].hedge}"
