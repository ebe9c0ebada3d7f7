"""The steps from the public values to the answer: sift, choose, report."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from claims.rules.comparison import compare
from claims.rules.figures.facts import Alternative, Answer, Candidate, Conflict, Policy, Question
from claims.rules.figures.policies import Choice, choose, latest_of_each, place
from claims.rules.figures.reasons import MISSING, because, what_differs
from claims.rules.links import RECONCILING_KINDS
from claims.rules.saying import (
    SOURCE_LANGUAGE,
    Parts,
    Said,
    Unit,
    say,
    say_answer,
    say_nothing,
)
from claims.rules.values import phrase
from claims.rules.verification import weakest

# Results and rulings that make a conflict, each with the words that people read.
CONFLICTS = {
    "conflict": "no number fits both",
    "subset_conflict": "the part exceeds the whole",
    "contradicts": "a person confirmed that they contradict each other",
}
# Reasons of values that cannot be in conflict, because they no longer stand.
NOT_HELD = ("excluded", "refuted")


def answer(
    question: Question,
    policy: Policy,
    candidates: Iterable[Candidate],
    *,
    as_of: datetime.date | None = None,
    excluded: Mapping[str, str] | None = None,
    rulings: Mapping[frozenset[str], str] | None = None,
    language: str = SOURCE_LANGUAGE,
) -> Answer:
    """Return the answer of a policy, from the values that were public at one moment.

    ``candidates`` are the publications in force at that moment, in any order; the caller selects
    them, and nothing else changes the answer. ``as_of``: the day in the world that the answer is
    for; a value counts from the last day that it is for. ``excluded``: refs that an editor left
    out, with the reason. ``rulings``: pairs of refs, with the kind of the link that a person
    confirmed between them. ``language``: that of the sentence. Nothing is raised if
    there is no answer: ``missing`` gives the reason.
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
    report = replace(
        _said(question, chosen, language),
        alternatives=tuple(alternatives),
        conflicts=tuple(_conflicts(chosen.used, alternatives, rulings or {})),
    )
    named = len(chosen.used) + len(alternatives) - len(undated)
    return replace(report, earlier=len(public) - named)


def _over_by(
    as_of: datetime.date | None, public: Sequence[Candidate]
) -> tuple[Sequence[Candidate], list[Alternative]]:
    """Return the values whose time was over by ``as_of``, and the values without a time."""
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
    """Return the values that answer the question, and the others with the reason."""
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
    wanted, compared = question, candidate.compared
    differs = [
        name
        for name in ("measure", "subject", "scope")
        if getattr(wanted, name) != getattr(compared, name)
    ]
    unit = (compared.dimension, compared.currency)
    if unit != (wanted.unit.dimension, wanted.unit.currency):
        differs.append("unit")
    return tuple(differs)


def _said(question: Question, chosen: Choice, language: str) -> Answer:
    if chosen.missing:
        said = say_nothing(MISSING[chosen.missing], language)
        return Answer(sentence=said.display, missing=chosen.missing)
    said = _sentence(question, chosen, language)
    times = [candidate.time for candidate in chosen.used if candidate.time]
    times.sort(key=lambda time: (time.last, time.first))
    return Answer(
        sentence=said.display,
        value_words=said.display_value,
        value=chosen.value,
        unit=chosen.unit,
        text=phrase(chosen.value, chosen.unit),
        interval=chosen.interval,
        time=times[-1] if times else None,
        earliest=times[0] if times else None,
        used=chosen.used,
    )


def _sentence(question: Question, chosen: Choice, language: str) -> Said:
    """Return the sentence of the claim that answers; of a computed answer, the question with it."""
    lead = chosen.used[0]
    if chosen.note is None:
        return say(lead.parts, language)
    unit = chosen.unit
    spoken = Unit(unit.name, unit.plural, unit.symbol)
    parts = Parts(
        question.text,
        value=chosen.value,
        unit=lead.parts.unit if lead.unit == unit else spoken,
        text=phrase(chosen.value, unit),
        voices=[voice for candidate in chosen.used for voice in candidate.parts.voices],
        verification=weakest(candidate.verification for candidate in chosen.used),
    )
    return say_answer(parts, chosen.note, language)


def _conflicts(
    used: Sequence[Candidate],
    alternatives: Sequence[Alternative],
    rulings: Mapping[frozenset[str], str],
) -> Iterator[Conflict]:
    """Yield the conflicts of the answer with other values, and between its own values."""
    standing = [other.candidate for other in alternatives if other.reason not in NOT_HELD]
    for place_, first in enumerate(used):
        for second in (*used[place_ + 1 :], *standing):
            ruling = rulings.get(frozenset((first.ref, second.ref)), "")
            result = compare(first.compared, second.compared).result
            why = "contradicts" if ruling == "contradicts" else result
            if ruling in RECONCILING_KINDS or why not in CONFLICTS:
                continue
            words = [f"{c.ref} ({phrase(c.value, c.unit)})" for c in (first, second)]
            sentence = f"{words[0]} and {words[1]}: {CONFLICTS[why]}."
            rule = "confirmed" if why == "contradicts" else "values"
            yield Conflict(first.ref, second.ref, rule, result, sentence)
