"""The hedged sentence that goes with a public figure: what was said, by whom, how far it holds."""

import datetime

from claims import values
from claims.models import Claim, Unit
from sources.models import Source, Topic
from sources.standing import interest_of

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


def attribution(origins: list[Source], topic: Topic, on: datetime.date) -> str:
    """“according to the General Staff of …, a party to the conflict”."""
    if not origins:
        return "from an origin that is not known"
    named = []
    for origin in origins:
        interest = interest_of(origin, topic, on)
        stake = f", {interest.get_role_display()}" if interest else ""
        named.append(f"{origin.spoken_name}{stake}")
    return f"according to {' and '.join(named)}"


def display(claim: Claim, value_text: str, origins: list[Source], on: datetime.date) -> str:
    """The sentence for people. A claim without a value is given by its statement."""
    said = value_text or claim.statement.rstrip(". ")
    standing = STANDING_WORDS[claim.verification_status]
    return f"{said}, {attribution(origins, claim.topic, on)}; {standing}"
