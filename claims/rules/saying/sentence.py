"""The sentence on a claim: what is said, by whom, whether they said it, and how far it holds."""

from collections.abc import Iterable, Iterator, Mapping

from claims.rules.citations import VERDICTS
from claims.rules.values import Value
from claims.rules.verification import STATUSES
from sources.link_kinds import STAKES

from .parts import NO_NAMES, Parts, Period, Said, Unit, Voice, is_whole, read
from .quantity import gives, valued
from .statement import in_own_words, quoted
from .tongue import N_, SOURCE_LANGUAGE, Tongue, in_language
from .voices import MOST_VOICES, attributed, contested, from_nobody, is_speaker, judged, told

# A text of the catalogues with its number.
Note = tuple[str, int]


def say(parts: Parts, language: str = SOURCE_LANGUAGE) -> Said:
    """Return the sentence and the value of a claim in one of ``LANGUAGES``.

    The sentence ends without a period: it stands in lists and beside charts. Names and statements
    that are not known in the language stay as they are; such a statement is quoted.
    """
    tongue = in_language(language)
    return Said(sentence(parts, tongue), valued(parts, tongue), language)


def say_document(
    document: Mapping, standing: Mapping = NO_NAMES, language: str = SOURCE_LANGUAGE
) -> Said:
    """Return what a public document says in a language, with its live standing.

    ``language`` of the answer is English where an older document can only be said as it was stored.
    """
    is_retracted = "retraction_reason" in document
    if is_retracted and language != SOURCE_LANGUAGE:
        return say_retraction(document["publication"]["public_note"], language)
    if is_retracted or not is_whole(document):
        return Said(document["display"], document.get("display_value"))
    return say(read(document, standing), language)


def say_value(value: Value, unit: Unit, language: str) -> str:
    """Return a value in words, with the noun of the unit if it has one."""
    return valued(Parts("", value=value, unit=unit), in_language(language))


def say_retraction(note: str, language: str = SOURCE_LANGUAGE) -> Said:
    """Return the notice in the place of a retracted claim; ``note``: the public note, English."""
    tongue = in_language(language)
    words = quoted(note.rstrip(". …"), SOURCE_LANGUAGE, tongue)
    return Said(tongue.text(N_("Retracted: %(note)s"), note=words), None, language)


def say_answer(parts: Parts, note: Note, language: str = SOURCE_LANGUAGE) -> Said:
    """Return the answer to a question that is no claim's own value: a range, or a median.

    ``parts``: the question in the place of the statement, the value, all voices and the weakest
    status. ``note``: how it was computed.
    """
    tongue = in_language(language)
    value, (text, number) = valued(parts, tongue), note
    said = tongue.text(
        N_("%(question)s %(value)s, %(note)s"),
        question=quoted(parts.statement, parts.language, tongue),
        value=value,
        note=tongue.text(text, number=str(number)),
    )
    said = told(said.strip(), dict.fromkeys(parts.voices), tongue)
    return Said(with_notes(said, [hedge(parts.verification, tongue)], tongue), value, language)


def say_nothing(why: str, language: str = SOURCE_LANGUAGE) -> Said:
    """Return a sentence of the catalogues on why there is no answer."""
    return Said(in_language(language).text(why), None, language)


def sentence(parts: Parts, tongue: Tongue) -> str:
    voices = list(dict.fromkeys(parts.voices))
    carrying = [voice for voice in voices if VERDICTS[voice.verdict].makes_claim]
    others = [voice for voice in voices if not VERDICTS[voice.verdict].makes_claim]
    lead = proposition(parts, tongue)
    notes = []
    if carrying:
        said = attributed(parts, lead, carrying, tongue)
    elif others:
        first, *others = others
        said = contested(parts, lead, first, tongue)
    else:
        said = from_nobody(parts, lead, tongue)
    for voice in others[:MOST_VOICES]:
        notes.append(judged(VERDICTS[voice.verdict].beside, voice, tongue))
    notes += stakes_of_speakers(parts, voices, tongue)
    notes.append(hedge(parts.verification, tongue))
    return with_notes(said, [*notes, *standing(parts, tongue)], tongue)


def proposition(parts: Parts, tongue: Tongue) -> str:
    """Return the statement in the language, or quoted, with its value and day if it lacks them."""
    said = in_own_words(parts, tongue)
    if parts.value is None:
        return said
    if not gives(parts, tongue.code):
        value = valued(parts, tongue)
        said = tongue.text(N_("%(statement)s: %(value)s"), statement=said, value=value)
    return dated(said, parts, tongue)


def dated(said: str, parts: Parts, tongue: Tongue) -> str:
    """Return the words with the time of the value, unless the statement names the year."""
    period = parts.period or Period(None, None)
    known = [parts.as_of and parts.as_of.date, period.start, period.end]
    if any(str(date.year) in parts.statement for date in known if date):
        return said
    if parts.as_of:
        day = tongue.day(parts.as_of.date, parts.as_of.precision)
        is_future = parts.kind == "prediction"
        text = (
            N_("%(statement)s (for %(day)s)") if is_future else N_("%(statement)s (as of %(day)s)")
        )
        return tongue.text(text, statement=said, day=day)
    if not (period.start and period.end):
        return said
    ends = [tongue.day(date, period.precision) for date in (period.start, period.end)]
    if ends[0] == ends[1]:
        return tongue.text(N_("%(statement)s (%(period)s)"), statement=said, period=ends[0])
    text = N_("%(statement)s (%(start)s – %(end)s)")
    return tongue.text(text, statement=said, start=ends[0], end=ends[1])


def stakes_of_speakers(parts: Parts, voices: Iterable[Voice], tongue: Tongue) -> Iterator[str]:
    """Yield the stake of each speaker whom only the statement names."""
    for voice in voices:
        if voice.stake and is_speaker(parts, voice):
            stake = tongue.text(STAKES[voice.stake])
            yield tongue.text(
                N_("%(name)s is %(stake)s"), name=voice.name.said(tongue.code), stake=stake
            )


def standing(parts: Parts, tongue: Tongue) -> Iterator[str]:
    """Yield what became of the claim since it was assessed."""
    if parts.corrected_on:
        on = tongue.day(parts.corrected_on.date, parts.corrected_on.precision)
        yield tongue.text(N_("corrected on %(day)s"), day=on)
    if parts.superseded_by:
        yield tongue.text(N_("superseded by %(ref)s"), ref=parts.superseded_by)
    elif parts.is_over:
        yield tongue.text(N_("superseded by a later publication"))
    if parts.needs_reassessment:
        yield tongue.text(N_("to be assessed anew"))


def hedge(verification: str, tongue: Tongue) -> str:
    return tongue.text(STATUSES[verification].hedge)


def with_notes(said: str, notes: Iterable[str], tongue: Tongue) -> str:
    for note in notes:
        said = tongue.text(N_("%(sentence)s; %(note)s"), sentence=said, note=note)
    return said
