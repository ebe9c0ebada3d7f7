"""From a sentence to its proposals, and to the reasons why passages are left out."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.articles.proposals import figures, lexicon, measuring, times, wording
from claims.articles.proposals.article import LeftOut, Proposal
from claims.articles.proposals.figures import Figure
from claims.articles.proposals.refused_numbers import REASONS
from claims.articles.proposals.speech import PRONOUNS, Utterance, utterances
from claims.articles.proposals.tracing import Tracer
from claims.articles.text.passages import LONGEST_SENTENCE, Sentence

WHY_NOT = {
    "first_person": "Somebody speaks of themselves: a feeling or a plan, nothing to check.",
    "prediction": "It speaks of what may come.",
    "opinion": "It is an opinion.",
    "says_too_little": "It does not say what about.",
    "speaker_unknown": "It does not say who speaks.",
    "small_number": "A small number, and no known measure.",
    "counts_nothing": "It does not say what is counted.",
    "nobody_says_it": "Nobody is named who says it, and what is counted is no known measure.",
    "long_sentence": "A sentence of more than 1,000 characters is not read.",
    "summary": "A later sentence says it in more detail.",
    "said_before": "An earlier sentence has the same figure.",
    "question": "It is a question.",
    "too_many": "More than one reading holds: paste the rest by itself.",
    **{rule: f"The number is {reason}." for rule, reason in REASONS.items()},
}
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|me)\b")
_COMING = re.compile(
    r"\b(?:will|would|could|might|may|is going to|are going to|expects?|expected to|plans? to|"
    r"aims? to|intends? to|hopes?|set to|forecasts?)\b"
)
_OPINION = re.compile(
    r"\b(?:should|ought|excited|thrilled|proud|pleased|delighted|honou?red|grateful|great|best|"
    r"amazing|important|wonderful|beautiful|terrible|shameful|hero(?:ic|ism)?|never forget|"
    r"love[sd]?|hate[sd]?|felt|feels?|thinks?)\b",
    re.I,
)
_MUST = re.compile(r"\bmust\b")
_CONCERNED = re.compile(
    r"(?:it|he|she|they) (?:is|was|are|were) (?:\w{1,12} )?[\"“]?concerned[\"”]?", re.I
)
_JOINER = re.compile(r",?\s(?:and|as well as)\s|,\s")
# A participle behind a figure in a list: "11 injured".
_PARTICIPLE = re.compile(
    r"\s(?:(?:were|was|are|had been) )?(?:killed|wounded|injured|dead|missing|arrested|detained|"
    r"displaced)\b"
)
_NOBODY = re.compile(r"[\"“]?(?:it|he|she|they|this|that|these|those|there)\b", re.I)
_ABOUT = re.compile(r"(?:about|over|at|that|regarding)\b")
# The acts that are claims of their own; the other acts only hand on a statement.
_DEEDS = ("confirmed", "denied", "thanked", "demanded", "promised", "accused", "expressed_concern")
_ABOUT_THEMSELVES = ("confirmed", "denied", "thanked", "promised")


@dataclass
class Reader:
    """The reader of an article's sentences in order; it remembers the last speaker and subjects."""

    tracer: Tracer
    units: tuple
    published_on: datetime.date | None
    last_speaker: str = ""
    last_subjects: tuple[str, ...] = ()

    def read(self, sentence: Sentence) -> Iterator[Proposal | LeftOut]:
        if len(sentence.text) > LONGEST_SENTENCE:
            yield self.left(sentence.text[:200], "long_sentence")
            return
        spoken = list(utterances(sentence.text))
        found = figures.find(sentence.text, self.units)
        for bar in found.refused:
            yield self.left(sentence.text[bar.start : bar.end], bar.rule)
        has_figures = False
        for figure in found.figures:
            outer, inner = around(figure, spoken)
            proposal = self.quantity(sentence, figure, list(found.figures), outer, inner)
            has_figures = has_figures or isinstance(proposal, Proposal)
            yield proposal
        if not has_figures and spoken:
            yield from self.deeds(sentence, spoken)

    def left(self, text: str, rule: str) -> LeftOut:
        return LeftOut(" ".join(text.split()), rule, WHY_NOT[rule])

    # Figures

    def quantity(
        self,
        sentence: Sentence,
        figure: Figure,
        others: list[Figure],
        outer: Utterance | None,
        inner: Utterance | None,
    ) -> Proposal | LeftOut:
        utterance = inner or outer
        begin, end = utterance.said if utterance else (0, len(sentence.text))
        clause = sentence.text[begin:end]
        here = [shifted(other, begin) for other in others if begin <= other.start < end]
        own = shifted(figure, begin)
        measured = measuring.measure(clause, own, [other for other in here if other != own])
        trouble = self.trouble(own, clause, measured, outer)
        if trouble:
            return self.left(sentence.text[figure.start : figure.noun_end], trouble)
        outer = self.known(outer)
        trail = self.tracer.trace(outer, inner, sentence.section, sentence.start)
        words, quoted = worded(clause, own, here)
        speaker = self.tracer.resolve(utterance.speaker, sentence.start) if utterance else ""
        if utterance and utterance.rule in ("speaker_verb", "reported_speech", "coordinated"):
            is_deed = utterance.act in _DEEDS
            words = wording.own_words(words, speaker, utterance.verb, is_deed=is_deed)
        when = times.of_world(clause, self.published_on)
        kind = "prediction" if _COMING.search(clause[: own.start]) else "quantity"
        rules = [figure.rule, utterance.rule if utterance else "", trail.rule]
        rules += [measured.rule if measured else "", when.rule]
        return Proposal(
            statement=wording.statement(words),
            kind=kind,
            speech_act=utterance.act if utterance else "",
            quote=quoted,
            value=figure.words,
            value_problem=figure.problem,
            unit_words=figure.noun,
            measures=measured.names if measured else (),
            subjects=measuring.subjects(clause, own),
            scopes=measuring.scopes(clause[own.noun_end :]),
            times=when,
            stated_on=self.stated_on(sentence.text, utterance),
            speaker=speaker,
            verb=utterance.verb if utterance else "",
            trail=trail,
            place=sentence.place,
            start=sentence.start,
            end=sentence.end,
            rules=tuple(rule for rule in rules if rule),
        )

    def trouble(self, figure: Figure, clause: str, measured, outer: Utterance | None) -> str:
        if figures.is_small(figure, clause) and not measured:
            return "small_number"
        if not figure.counted and not figure.noun and not measured:
            return "counts_nothing"
        if _FIRST_PERSON.search(clause) and not (measured and outer):
            return "first_person"
        return "" if outer or measured else "nobody_says_it"

    # Deeds: what a speaker confirmed, denied or demanded, and what a speaker says is so

    def deeds(self, sentence: Sentence, spoken: list[Utterance]) -> Iterator[Proposal | LeftOut]:
        inner = next((one for one in spoken if one.rule == "reported_speech"), None)
        if inner:
            self.tracer.note(spoken[0], inner, sentence.start)
        for utterance in [inner] if inner else spoken:
            outer = spoken[0] if inner else utterance
            yield self.deed(sentence, outer, utterance, inner)

    def deed(
        self, sentence: Sentence, outer: Utterance, utterance: Utterance, inner: Utterance | None
    ) -> Proposal | LeftOut:
        begin, end = utterance.said
        content = wording.without_following(sentence.text[begin:end]).rstrip(" .")
        end = begin + len(content)
        act, about = utterance.act, content
        if act in ("said", "reported"):
            if concerned := _CONCERNED.match(content):
                act, about = "expressed_concern", content[concerned.end() :].strip()
            elif _MUST.search(content):
                act = "demanded"
        outer = self.known(outer)
        is_that = sentence.text[:begin].rstrip().endswith("that") or utterance.act != act
        if trouble := self.unfit(act, about, outer, is_that):
            whole = sentence.text[min(utterance.start, begin) : max(end, utterance.start)]
            return self.left(whole, trouble)
        trail = self.tracer.trace(outer, inner, sentence.section, sentence.start)
        speaker = self.tracer.resolve((inner or outer).speaker, sentence.start)
        is_anaphor = speaker != (inner or outer).speaker and speaker.count(" ") > 2
        subjects = self.subjects(act, speaker, about, is_anaphor)
        self.last_speaker, self.last_subjects = outer.speaker, subjects
        is_behind = utterance.rule in ("said_speaker", "speaker_said_behind")
        quoted = content if is_behind else sentence.text[utterance.verb_at : end]
        is_own = is_behind or utterance.rule == "according_to"
        stated = content if is_own else f"{speaker} {quoted}"
        rules = [utterance.rule, trail.rule, f"{act}_words" if act != utterance.act else ""]
        return Proposal(
            statement=wording.statement(stated),
            kind="speech_act" if act in _DEEDS else "state_of_affairs",
            speech_act=act,
            quote=wording.quote(quoted),
            subjects=subjects,
            scopes=measuring.scopes(content),
            times=times.Times(),
            stated_on=self.stated_on(sentence.text, outer),
            speaker=speaker,
            verb=utterance.verb,
            trail=trail,
            place=sentence.place,
            start=sentence.start,
            end=sentence.end,
            rules=tuple(dict.fromkeys(rule for rule in rules if rule)),
        )

    def unfit(self, act: str, about: str, outer: Utterance, is_that: bool) -> str:
        """Return why a deed is no claim, or "". ``is_that``: a “that” clause tells the deed."""
        if outer.speaker.lower() in PRONOUNS:
            return "speaker_unknown"
        if about.rstrip('"”').endswith("?"):
            return "question"
        if len(about.split()) < 3 or (act == "expressed_concern" and not _ABOUT.match(about)):
            return "says_too_little"
        if act in _DEEDS:
            return ""
        if _FIRST_PERSON.search(about):
            return "first_person"
        if _OPINION.search(about):
            return "opinion"
        if _COMING.search(about):
            return "prediction"
        is_statement = is_that or act != "reported"
        return "" if is_statement and not _NOBODY.match(about) else "says_too_little"

    def subjects(self, act: str, speaker: str, about: str, is_anaphor: bool) -> tuple[str, ...]:
        """Return the subjects of a deed: its actor, or the first country that it names."""
        if is_anaphor and self.last_subjects:
            return self.last_subjects
        doer, named = self.tracer.country(speaker), lexicon.country_of(about)
        order = (doer, named) if act in _ABOUT_THEMSELVES else (named, doer)
        names = [name for country in order if country for name in lexicon.names_of(country)]
        return tuple(dict.fromkeys(names))

    def known(self, outer: Utterance | None) -> Utterance | None:
        """Return the utterance with a known speaker: “he said” means the speaker before."""
        if outer and outer.speaker.lower() in PRONOUNS and self.last_speaker:
            return replace(outer, speaker=self.last_speaker)
        if outer:
            self.last_speaker = outer.speaker
        return outer

    def stated_on(self, text: str, utterance: Utterance | None) -> datetime.date | None:
        if utterance is None:
            return None
        begin, end = utterance.said
        around_verb = text[:begin] if begin else text[end:]
        return times.of_speech(around_verb, self.published_on)


def around(figure: Figure, spoken: list[Utterance]) -> tuple[Utterance | None, Utterance | None]:
    """Return the utterance that contains the figure, and the one within it."""
    enclosing = [u for u in spoken if u.said[0] <= figure.start and figure.end <= u.said[1]]
    inner = next((u for u in enclosing if u.rule == "reported_speech"), None)
    outer = next((u for u in enclosing if u is not inner), None)
    return outer, inner if outer else None


def shifted(figure: Figure, by: int) -> Figure:
    places = {name: getattr(figure, name) - by for name in ("start", "end", "noun_end")}
    return replace(figure, **places)


def worded(clause: str, figure: Figure, others: list[Figure]) -> tuple[str, str]:
    """Return the statement and the quote of one figure; a list of figures is separated."""
    end = wording.without_aside(clause, max(other.noun_end for other in others))
    row = in_a_row(clause, figure, others)
    if len(row) == 1:
        return clause[:end], wording.quote(clause[:end], figure.noun_end)
    own_end = phrase_end(clause, figure)
    head, tail = clause[: row[0].start], clause[phrase_end(clause, row[-1]) : end]
    stated = f"{head}{clause[figure.start : own_end]}{tail}"
    if figure == row[0]:
        return stated, wording.quote(clause[:own_end])
    until = end if figure == row[-1] else own_end
    return stated, wording.quote(clause[figure.start : until])


def phrase_end(clause: str, figure: Figure) -> int:
    participle = _PARTICIPLE.match(clause, figure.noun_end)
    return participle.end() if participle else figure.noun_end


def in_a_row(clause: str, figure: Figure, others: list[Figure]) -> list[Figure]:
    """Return the figures in one list with this one: "A soldiers and B servicemen"."""
    row: list[Figure] = []
    for other in sorted(others, key=lambda item: item.start):
        if row and not _JOINER.fullmatch(clause[phrase_end(clause, row[-1]) : other.start]):
            if figure in row:
                break
            row = []
        row.append(other)
    return row
