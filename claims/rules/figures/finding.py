"""From public values to the answer: what is left out first, the choice, and the whole report."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from claims.rules.comparison import compare
from claims.rules.figures.facts import Alternative, Answer, Candidate, Conflict, Policy, Question
from claims.rules.figures.policies import Choice, choose, latest_of_each, place
from claims.rules.figures.reasons import MISSING, because, what_differs
from claims.rules.links import RECONCILING_KINDS
from claims.rules.sentence import Voice, hedged
from claims.rules.values import phrase
from claims.rules.verification import weakest

# Results and rulings that make a conflict, with the words people read.
CONFLICTS = {
    "conflict": "no number fits both",
    "subset_conflict": "the part exceeds the whole",
    "contradicts": "a person confirmed that they contradict each other",
}
# Values that stand in no conflict: they are no longer held.
NOT_HELD = ("excluded", "refuted")


def answer(
    question: Question,
    policy: Policy,
    candidates: Iterable[Candidate],
    *,
    as_of: datetime.date | None = None,
    excluded: Mapping[str, str] | None = None,
    rulings: Mapping[frozenset[str], str] | None = None,
) -> Answer:
    """What a policy answers, from the values that were public at one moment.

    ``candidates`` are the live publications of that moment, in any order: what was public then is
    for the caller to say, and nothing else changes the answer. ``as_of``: the day in the world
    that is asked for; a value counts from the last day that it is for. ``excluded``: refs that an
    editor left out, with the reason. ``rulings``: pairs of refs, with the kind of the link that a
    person confirmed between them. Nothing is raised for want of an answer: ``missing`` says why.
    """
    public, undated = _over_by(as_of, sorted(candidates, key=place))
    eligible, others = _sifted(question, public, excluded or {})
    chosen = choose(question, policy, eligible)
    if not public:
        chosen = replace(chosen, missing="no_value")
    alternatives = [*others, *undated, *chosen.others]
    lead = chosen.used[0] if chosen.used else None
    if lead:
        alternatives = [
            replace(other, relation=compare(lead.compared, other.candidate.compared))
            for other in alternatives
        ]
    alternatives.sort(key=lambda other: place(other.candidate), reverse=True)
    told = replace(
        _said(chosen),
        alternatives=tuple(alternatives),
        conflicts=tuple(_conflicts(chosen.used, alternatives, rulings or {})),
    )
    named = len(chosen.used) + len(alternatives) - len(undated)
    return replace(told, earlier=len(public) - named)


def _over_by(
    as_of: datetime.date | None, public: Sequence[Candidate]
) -> tuple[Sequence[Candidate], list[Alternative]]:
    """The values for a time that was over by that day, and those for which nobody knows."""
    if as_of is None:
        return public, []
    undated = [
        Alternative(candidate, "undated", because("undated"))
        for candidate in public
        if candidate.time is None
    ]
    return [c for c in public if c.time and c.time.last <= as_of], undated


def _sifted(
    question: Question, public: Sequence[Candidate], excluded: Mapping[str, str]
) -> tuple[list[Candidate], list[Alternative]]:
    """The values that may be an answer to the question, and why the others may not."""
    eligible, others, elsewhere = [], [], []
    for candidate in public:
        if candidate.ref in excluded:
            words = because("excluded", excluded[candidate.ref])
            others.append(Alternative(candidate, "excluded", words))
        elif candidate.verification == "refuted":
            others.append(Alternative(candidate, "refuted", because("refuted")))
        elif _differs(question, candidate):
            elsewhere.append(candidate)
        else:
            eligible.append(candidate)
    for candidate in latest_of_each(elsewhere):
        words = because("other_question", what_differs(_differs(question, candidate)))
        others.append(Alternative(candidate, "other_question", words))
    return eligible, others


def _differs(question: Question, candidate: Candidate) -> tuple[str, ...]:
    asked, compared = question, candidate.compared
    differs = [
        name
        for name in ("measure", "subject", "scope")
        if getattr(asked, name) != getattr(compared, name)
    ]
    unit = (compared.dimension, compared.currency)
    if unit != (asked.unit.dimension, asked.unit.currency):
        differs.append("unit")
    return tuple(differs)


def _said(chosen: Choice) -> Answer:
    if chosen.missing:
        return Answer(sentence=MISSING[chosen.missing], missing=chosen.missing)
    text = phrase(chosen.value, chosen.unit)
    voices: dict[Voice, None] = {}
    for candidate in chosen.used:
        voices.update(dict.fromkeys(candidate.voices))
    status = weakest(candidate.verification for candidate in chosen.used)
    said = f"{text}, {chosen.note}" if chosen.note else text
    times = [candidate.time for candidate in chosen.used if candidate.time]
    times.sort(key=lambda time: (time.last, time.first))
    return Answer(
        sentence=hedged(said, voices, status),
        value=chosen.value,
        unit=chosen.unit,
        text=text,
        interval=chosen.interval,
        time=times[-1] if times else None,
        earliest=times[0] if times else None,
        used=chosen.used,
    )


def _conflicts(
    used: Sequence[Candidate],
    alternatives: Sequence[Alternative],
    rulings: Mapping[frozenset[str], str],
) -> Iterator[Conflict]:
    """What is in conflict with the answer, and within it."""
    held = [other.candidate for other in alternatives if other.reason not in NOT_HELD]
    for place_, first in enumerate(used):
        for second in (*used[place_ + 1 :], *held):
            ruling = rulings.get(frozenset((first.ref, second.ref)), "")
            result = compare(first.compared, second.compared).result
            why = "contradicts" if ruling == "contradicts" else result
            if ruling in RECONCILING_KINDS or why not in CONFLICTS:
                continue
            words = [f"{c.ref} ({phrase(c.value, c.unit)})" for c in (first, second)]
            sentence = f"{words[0]} and {words[1]}: {CONFLICTS[why]}."
            rule = "confirmed" if why == "contradicts" else "values"
            yield Conflict(first.ref, second.ref, rule, result, sentence)
