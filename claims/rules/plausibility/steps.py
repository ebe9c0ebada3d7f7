"""The last step of a series against the habit of its steps, and running counts that fall.

The thresholds are measured on 22,000 daily counts of losses (``docs/decisions``): real jumps are
few, and a digit too many or too few is always found.
"""

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from itertools import pairwise

from claims.rules.comparison import is_below
from claims.rules.plausibility.facts import Doubt
from claims.rules.plausibility.numbers import code, is_code
from claims.rules.series import Member
from claims.rules.values import plain

# The habit is that of so many steps before.
HABIT = 12
# A step is odd if it is so many times the largest of them, and moves the count by such a share …
FACTOR = 5
SHARE = Decimal("0.05")
# … and of one or two steps, which are hardly a habit, so many times as much.
FEW, OF_FEW = 3, 10
# Values that are no running count vary: only another order of magnitude is odd.
MAGNITUDE = 9


def of_value(member: Member, before: Sequence[Member], *, is_cumulative: bool) -> Doubt | None:
    """Return the warning on a value of a series. ``before``: values before it, oldest first."""
    before = [one for one in before[-HABIT - 1 :] if one.span.is_before(member.span)]
    last = before[-1] if before else None
    # A count comes by 999 on its way.
    is_near = last and abs(member.number - last.number) * 2 <= abs(last.number)
    if is_code(member.number) and member.interval.lower == member.interval.upper and not is_near:
        return code(member.number)
    if last is None:
        return None
    with localcontext(Context(prec=60)):
        if is_cumulative and is_below(member.interval, last.interval):
            message = "A running count only grows: correct it, or say why it was revised downward."
            return doubt("running_count_falls", member, last, message)
        judge = beyond_habit if is_cumulative else beyond_magnitude
        why = judge(member, before)
    return doubt("step_beyond_habit", member, last, f"{why} Check both.") if why else None


def beyond_habit(member: Member, before: Sequence[Member]) -> str:
    """Say by how much a running count rises more than it did; "" if it does not."""
    last, steps = before[-1], [later.number - one.number for one, later in pairwise(before)]
    if not steps:
        return ""
    days = last.span.days_to(member.span) or 1
    largest = max(
        max(step, step * days / (one.span.days_to(later.span) or 1))
        for step, (one, later) in zip(steps, pairwise(before), strict=True)
    )
    step = member.number - last.number
    often = FACTOR * (OF_FEW if len(steps) < FEW else 1)
    # A count that stood still has no habit: only one that more than doubles is odd.
    is_odd = step > often * largest if largest > 0 else len(steps) >= FEW and step > last.number > 0
    if not is_odd or step <= SHARE * abs(last.number):
        return ""
    most = f"the most in {len(steps)} steps before was {plain(round(largest, 1))}"
    return f"It rises by {plain(step)}, and {most}."


def beyond_magnitude(member: Member, before: Sequence[Member]) -> str:
    """Say if a value is of another order of magnitude than all before it; "" if it is not."""
    numbers = [abs(one.number) for one in before]
    if len(numbers) < FEW or member.number < 0:
        return ""
    most, least = max(numbers), min(numbers)
    if most > 0 and member.number > MAGNITUDE * most:
        return f"The most in {len(numbers)} values before was {plain(most)}."
    if least >= MAGNITUDE and member.number * MAGNITUDE < least:
        return f"The least in {len(numbers)} values before was {plain(least)}."
    return ""


def doubt(code: str, member: Member, last: Member, why: str) -> Doubt:
    message = f"{member.text} as of {member.as_of} follows {last.text} as of {last.as_of}. {why}"
    seen = f"{last.as_of} {plain(last.number)}, {member.as_of} {plain(member.number)}"
    return Doubt(code, "value", message, seen)
