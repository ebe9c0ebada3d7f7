"""The hedged sentence that goes with a public figure: what was said, by whom, how far it holds."""

import datetime

from claims.loading.dossier import Dossier
from claims.models import Unit
from claims.rules import values
from claims.rules.sentence import Voice, hedged
from sources.models import Source


def unit_spec(unit: Unit | None) -> values.UnitSpec | None:
    """Return a unit as the pure rules read it."""
    if unit is None:
        return None
    return values.UnitSpec(
        code=unit.code,
        name=unit.name,
        plural=unit.plural,
        symbol=unit.symbol,
        dimension=unit.dimension,
        factor=unit.factor_to_base,
        currency=unit.currency,
        words=tuple(unit.words),
    )


def voices(dossier: Dossier, origins: list[Source], on: datetime.date) -> list[Voice]:
    """Return who a claim is from, each with the stake in the topic on that day."""
    around, topic = dossier.registers.surroundings, dossier.claim.topic
    stakes = [around.interest_of(origin, topic, on) for origin in origins]
    return [
        Voice(origin.spoken_name, stake.get_role_display() if stake else "")
        for origin, stake in zip(origins, stakes, strict=True)
    ]


def display(dossier: Dossier, value_text: str, origins: list[Source], on: datetime.date) -> str:
    """Return the sentence for people; a claim without a value is given by its statement."""
    said = value_text or dossier.claim.statement.rstrip(". ")
    return hedged(said, voices(dossier, origins, on), dossier.claim.verification_status)
