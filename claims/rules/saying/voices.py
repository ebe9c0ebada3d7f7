"""Name those who are said to say a claim: how they are called, and whether they said it."""

import re
from collections.abc import Iterable, Sequence

from claims.rules.chains import DESIGNATIONS, Designation
from claims.rules.citations import VERDICTS
from sources.link_kinds import STAKES

from .parts import Parts, Voice
from .statement import in_own_words
from .tongue import N_, Tongue

MOST_VOICES = 3
NO_DESIGNATION = Designation("")


def attributed(parts: Parts, lead: str, voices: list[Voice], tongue: Tongue) -> str:
    """Return the statement with those who say it; a speaker whom it names is not named again."""
    witnesses = [voice for voice in voices if not is_speaker(parts, voice)]
    reported = [voice for voice in voices if needs_channel(parts, voice)]
    said = told(lead, witnesses, tongue) if witnesses else lead
    return reported_by(said, channels(reported, voices, tongue), tongue)


def contested(parts: Parts, lead: str, voice: Voice, tongue: Tongue) -> str:
    """Return the statement with the one alleged origin that does not stand by it."""
    verdict = VERDICTS[voice.verdict]
    if not is_speaker(parts, voice):
        return judged(verdict.alone, voice, tongue, statement=lead)
    report = tongue.text(N_("so it was reported"))
    if names := channels([voice], [], tongue):
        report = tongue.text(N_("so reported by %(channel)s"), channel=names[0])
    named = voice.name.said(tongue.code)
    said = tongue.text(verdict.speaker, statement=lead, report=report, voice=named)
    return with_other(said, voice, tongue)


def judged(text: str, voice: Voice, tongue: Tongue, **parts: str) -> str:
    """Return a text of a verdict on this voice."""
    text = personal(text) if voice.is_person else text
    return with_other(tongue.text(text, voice=called(voice, tongue), **parts), voice, tongue)


def personal(text: str) -> str:
    """Return the text of a verdict on a person."""
    return text.replace(", which ", ", who ")


def with_other(said: str, voice: Voice, tongue: Tongue) -> str:
    """Add the claim that holds what one who says otherwise does say."""
    other = voice.other
    if other is None:
        return said
    if not other.statement:
        return tongue.text(N_("%(said)s (%(ref)s)"), said=said, ref=other.ref)
    words = in_own_words(other, tongue)
    return tongue.text(
        N_("%(said)s (%(ref)s: %(statement)s)"), said=said, ref=other.ref, statement=words
    )


def from_nobody(parts: Parts, lead: str, tongue: Tongue) -> str:
    return reported_by(
        told(lead, [], tongue), [parts.channel.said(tongue.code)] if parts.channel else [], tongue
    )


def told(statement: str, voices: Iterable[Voice], tongue: Tongue) -> str:
    """Return the statement “according to” these voices; without any, of an unknown origin."""
    voices = list(voices)
    if not voices:
        return tongue.text(
            N_("%(statement)s, from an origin that is not known"), statement=statement
        )
    # Two anonymous sources may be one: in doubt they are named once.
    named = list(dict.fromkeys(called(one, tongue, is_alone=len(voices) == 1) for one in voices))
    return tongue.texts(
        "%(statement)s, according to %(voices)s",
        "%(statement)s, according to %(voices)s",
        min(len(named), MOST_VOICES),
        statement=statement,
        voices=tongue.listed(shortened(named, tongue)),
    )


def reported_by(said: str, names: list[str], tongue: Tongue) -> str:
    if not names:
        return said
    return tongue.texts(
        "%(said)s, as reported by %(channels)s",
        "%(said)s, as reported by %(channels)s",
        min(len(names), MOST_VOICES),
        said=said,
        channels=tongue.listed(shortened(names, tongue)),
    )


def shortened(names: Sequence[str], tongue: Tongue) -> list[str]:
    """Return the first names of many, with the number of the others."""
    if len(names) <= MOST_VOICES:
        return list(names)
    rest = len(names) - MOST_VOICES + 1
    others = tongue.texts("%(rest)s other", "%(rest)s others", rest, rest=str(rest))
    return [*names[: MOST_VOICES - 1], others]


def channels(voices: Iterable[Voice], said: Iterable[Voice], tongue: Tongue) -> list[str]:
    """Return through whom voices were heard, each once; never one who says it itself."""
    own = {voice.name.plain for voice in said if voice.name}
    heard = [voice.channel for voice in voices if voice.channel]
    return list(dict.fromkeys(one.said(tongue.code) for one in heard if one.plain not in own))


def needs_channel(parts: Parts, voice: Voice) -> bool:
    """Return whether the reader needs to know through whom it was heard."""
    return parts.kind == "speech_act" or voice.name is None or not designation(voice).is_on_record


def designation(voice: Voice) -> Designation:
    return DESIGNATIONS.get(voice.designation, NO_DESIGNATION)


def is_speaker(parts: Parts, voice: Voice) -> bool:
    """Return whether the statement itself says that this voice says it."""
    is_told = parts.kind == "speech_act" or "according to" in parts.statement.casefold()
    if voice.name is None or not is_told:
        return False
    statement = bare(parts.statement)
    return any(bare(name) in statement for name in voice.name.all)


def bare(words: str) -> str:
    """Return the words alone, each between spaces, without an article in front."""
    plain = " ".join(re.findall(r"\w+", words.casefold()))
    return f" {plain.removeprefix('the ')} "


def called(voice: Voice, tongue: Tongue, *, is_alone: bool = True) -> str:
    """Return how a voice is called, with its stake: one of several has it in parentheses."""
    how = designation(voice)
    if voice.name is None:
        named = tongue.text(how.nameless)
    else:
        text = how.role if voice.kind == "role" else how.named
        named = voice.name.said(tongue.code)
        named = tongue.text(text, name=named) if text else named
    if not voice.stake:
        return named
    text = N_("%(name)s, %(stake)s") if is_alone else N_("%(name)s (%(stake)s)")
    return tongue.text(text, name=named, stake=tongue.text(STAKES[voice.stake]))
