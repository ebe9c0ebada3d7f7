"""A question about killed persons, and public values that may answer it."""

import datetime

from claims.rules.comparison import Compared
from claims.rules.figures import Candidate, Policy, Question, answer
from claims.rules.saying import Name, Parts, Unit, Voice
from claims.rules.values import UnitSpec, interval, phrase
from tests.rules.comparison.comparison_cases import DAY, said

PERSON = UnitSpec("persons", "person", "persons", "", "persons")
THOUSAND = UnitSpec("thousands", "thousand", "thousands", "", "persons", factor=1000)
DOZEN = UnitSpec("dozen", "dozen", "dozens", "doz.", "persons", factor=12)
STAFF = Voice(Name("the General Staff"), stake="belligerent")
MINISTRY = Voice(Name("the ministry"))
VOICES = {"staff": STAFF, "ministry": MINISTRY}
SERIES = {"series": "count", "claimant": "staff"}
QUESTION = Question("killed", "army", None, PERSON, text="How many?")
LATEST = Policy("latest_of_series", series="count")
PREFERRED = Policy("preferred_claim", preferred="A")
ENVELOPE = Policy("envelope")
MEDIAN = Policy("median_of_independent")
NOON = datetime.datetime(2025, 5, 1, 12, tzinfo=datetime.UTC)


def value(ref, number, as_of=DAY, *, claimant=None, unit=PERSON, **more):
    """``number`` is meant exactly; the claimant, its own origin unless told, is named by ref."""
    number = said("eq", number) if isinstance(number, int | str) else number
    claimant = claimant or ref
    names = ("measure", "subject", "scope", "is_cumulative", "dimension", "currency")
    names += ("period_start", "period_end", "as_of_precision", "scopes_above")
    of = {"measure": "killed", "subject": "army", "is_cumulative": True}
    of |= {name: more.pop(name) for name in names if name in more}
    allowed = interval(number, factor=unit.factor, non_negative=of.get("dimension") != "change")
    compared = Compared(allowed, **of, as_of=as_of, claimant=claimant)
    verification = more.get("verification", "attributed")
    defaults = {
        "parts": Parts(
            "They were killed.",
            value=number,
            unit=Unit(unit.name, unit.plural, unit.symbol),
            text=phrase(number, unit),
            voices=[VOICES.get(claimant, Voice(Name(claimant)))],
            verification=verification,
        ),
        "verification": verification,
        "origins": (claimant,),
        "published_at": NOON,
    }
    return Candidate(ref, number, unit, compared, **defaults | more)


def asked(policy, *candidates, question=QUESTION, **more):
    return answer(question, policy, candidates, **more)


def reasons(found):
    return {other.candidate.ref: other.reason for other in found.alternatives}


def used(found):
    return [candidate.ref for candidate in found.used]
