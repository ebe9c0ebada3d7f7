"""The hedged sentence that goes with a public figure: what was said, by whom, how far it holds."""

import datetime

from claims.models import Claim, Unit
from claims.rules import values
from claims.rules.sentence import Voice, hedged
from sources.models import Source, Topic
from sources.relations.standing import interest_of


def unit_spec(unit: Unit | None) -> values.UnitSpec | None:
    """A unit as the pure rules read it."""
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


def voices(origins: list[Source], topic: Topic, on: datetime.date) -> list[Voice]:
    """Whom a claim is from, each with the stake in the topic on that day."""
    stakes = [interest_of(origin, topic, on) for origin in origins]
    return [
        Voice(origin.spoken_name, stake.get_role_display() if stake else "")
        for origin, stake in zip(origins, stakes, strict=True)
    ]


def display(claim: Claim, value_text: str, origins: list[Source], on: datetime.date) -> str:
    """The sentence for people. A claim without a value is given by its statement."""
    said = value_text or claim.statement.rstrip(". ")
    return hedged(said, voices(origins, claim.topic, on), claim.verification_status)
