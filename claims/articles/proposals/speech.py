"""The utterances of a sentence: the speaker, the verb, and the part that is said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.articles.text.passages import is_quoted

LONGEST_SPEAKER = 120
MOST_COMMAS = 8  # commas from the end of a sentence after which a speaker is looked for
# The speech act (``choices.SPEECH_ACTS``) → the verbs that name it.
ACTS = {
    "confirmed": r"confirm(?:s|ed)|acknowledged?|admitted",
    "denied": r"den(?:ies|ied)|rejected|dismissed",
    "thanked": r"thank(?:s|ed)",
    "expressed_concern": r"expressed (?:(?:deep|serious|grave|its|his|her|their) )*[\"“]?concerns?|"
    r"(?:is|was|are|were) (?:\w{1,12} )?[\"“]?concerned|voiced concerns?",
    "demanded": r"demanded|call(?:s|ed) (?:for|on)|urge[sd]",
    "estimated": r"estimated?|estimates(?= that\b)",
    "assessed": r"believe[sd]?|assesse[sd]|concluded",
    "promised": r"promised|pledged|vowed",
    "accused": r"accuse[sd]",
    "reported": r"reported|revealed|found|recorded|counted|registered|documented|showed|"
    r"reports(?= that\b)|shows(?= that\b)|reveals",
    "said": r"said|says|stated|told|wrote|announced|claimed|noted|added|explained|declared|warned|"
    r"insisted|posted|(?:states|claims|notes|writes|announces)(?= that\b|[ :,]{1,2}[\"“])",
}
_ACT = "|".join(f"(?P<{act}>{verbs})" for act, verbs in ACTS.items())
_AUX = r"(?:(?:has|have|had|also|then|later|earlier|first|officially|publicly|reportedly)\s){0,3}"
VERB = re.compile(rf"(?<![\w-]){_AUX}(?P<mark>[\"“]?)(?P<verb>{_ACT})(?![\w-])[\"”]?")
AND_VERB = re.compile(rf",? (?:and|but) (?={_AUX}[\"“]?(?:{'|'.join(ACTS.values())})(?![\w-]))")
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|get|got|not|to|never)\s(?:\w{1,12}ly\s)?$"
)
_LEAD_IN = re.compile(
    r"(?:Meanwhile|However|Earlier|Later|Separately|Moreover|Nevertheless|In addition|Also|At the "
    r"same time|For (?:his|her|its) part|On (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:In|On|"
    r"At) (?:an? |the |its |his |her |their )?(?:\w{1,15} ){0,2}(?:e-?mail|statement|post|"
    r"interview|briefing|press conference|news conference|speech|report|letter|address|message|"
    r"release)(?: (?:to|with|on|by|from) [^,]{1,40})?),? "
)
_ACCORDING = re.compile(
    r"^[Aa]ccording to (?P<speaker>[^,]{2,120}(?:\([^)]{1,30}\))?), (?P<said>.+)$", re.S
)
_ACCORDING_BEHIND = re.compile(r",? according to (?P<speaker>[^,.;\"“”]{2,120})[.,]?")
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_VENUE_BEHIND = re.compile(
    rf"(?:,? (?:{_WEEKDAY}|(?:on|in|at|to|via|during|late|early|earlier|this|last|after|citing)\b)"
    r"[^,\"“”]{0,80})?(?:[.]?\s*$|,\s)"
)
_FROM_THAT = re.compile(r"\s(?:(?:on|in|late|early|earlier) [^\"“”]{1,60}? )?that\s")
_THAT_ONLY = re.compile(r"[\s,:]{0,3}")
_WHEN = re.compile(
    r",? (?:today|yesterday|earlier|later|recently|now|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|"
    r"Sun)day)$"
)
# "Okoro, who took office in 2014", "Samuel Okoro, 68".
_ASIDE = re.compile(r", (?:who|which|whose|[0-9]{1,3}$)")
_SPEAKER_BEHIND = re.compile(r"\s([^,.\"“”]{2,80}(?:, [^,.\"“”]{2,60})?)")
_OPENS_A_NAME = re.compile(r"[A-Z]|(?:the|an?|his|her|its|police|officials|authorities)\b")
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which"})
_DETERMINERS = ("The", "A", "An", "His", "Her", "Its", "Their", "Two", "Three", "Several", "Some")
# Words for speakers without a name.
UNNAMED = re.compile(
    r"\b(?:police|officials?|authorities|spokes(?:person|man|woman)|ministry|department|company|"
    r"government|army|military|prosecutors?|investigators|rescuers|witnesses|residents|doctors|"
    r"agency|organi[sz]ation|institute|report|study|survey|council|court|researchers|analysts|"
    r"experts|group|bank|hospital|university|commission|president|minister|governor|mayor|"
    r"coach|office|bureau|service|administration|mission|command|team|firm|trust|party|campaign|"
    r"union|workers|observers|scientists|archaeologists|organi[sz]ers|sources?)$",
    re.I,
)
_NO_SPEAKER = re.compile(
    r"(?:It|There|This|That|These|Those|What|Who|As|If|When|While|Although|But|And|Because|After|"
    r"Before|Since|We|I|You|More|Most|Many|In|On|At|For|By|From|With|During|Over|Under|About|To|Of|"
    r"By|Until|Like|Unlike|Despite|Among)\b(?! [A-Z])|(?:In|On|At|Since|By) [A-Z]|.*\b(?:is|was|"
    r"were|are|has|have|had|will|would|killed|rose|fell)\b.*\s[a-z]"
)


@dataclass(frozen=True)
class Utterance:
    """One utterance of a sentence.

    ``said`` is the start and end of the words within the sentence; ``rule`` is the shape of the
    sentence. ``verb_at`` is the place of the verb; the day may stand between the verb and the
    words.
    """

    speaker: str
    act: str
    verb: str
    start: int
    verb_at: int
    said: tuple[int, int]
    rule: str


def utterances(sentence: str) -> Iterator[Utterance]:
    """Yield the utterances of the sentence, outermost first; none if it names no speaker."""
    outer = _behind(sentence) or _according(sentence) or _in_front(sentence, 0, len(sentence))
    if outer is None:
        return
    yield from _parted(sentence, outer)
    inner = _in_front(sentence, *outer.said)
    if inner and inner.rule == "speaker_verb" and inner.speaker.lower() not in PRONOUNS:
        yield replace(inner, rule="reported_speech")


def _in_front(sentence: str, start: int, end: int) -> Utterance | None:
    """Read "The ministry has confirmed that …": the speaker, the verb, the words."""
    lead = _LEAD_IN.match(sentence, start, end)
    begin = lead.end() if lead else start
    quoted = is_quoted(sentence)
    for verb in VERB.finditer(sentence, begin, end):
        speaker = _WHEN.sub("", sentence[begin : verb.start()].strip(" ,"))
        speaker = _ASIDE.split(speaker)[0]
        at = verb.start("mark") if verb["mark"] else verb.start("verb")
        if (quoted[at] and not verb["mark"]) or _PASSIVE.search(sentence[begin : verb.start()]):
            continue
        if not _may_speak(speaker):
            return None
        words_start = verb.end()
        if verb["verb"] == "told":
            whom = re.match(r" [^,\"“”]{1,60}?(?= that\b|[,:]? [\"“]|,)", sentence[words_start:end])
            if not whom:
                return None
            if whom[0].strip()[0].isupper():
                speaker += f" told{whom[0]}"
            words_start += len(whom[0])
        that = _FROM_THAT.match(sentence, words_start, end)
        skip = that or _THAT_ONLY.match(sentence, words_start, end)
        begin_said = skip.end() if skip else words_start
        if begin_said >= end:
            return None
        said, at = (begin_said, end), verb.start("verb")
        return Utterance(speaker, _act_of(verb), verb["verb"], begin, at, said, "speaker_verb")
    return None


def _act_of(verb: re.Match) -> str:
    return next(act for act in ACTS if verb[act])


def _may_speak(speaker: str) -> bool:
    """Return whether the words may be a speaker: a name, an office or “police”, not “it”."""
    if not 1 < len(speaker) <= LONGEST_SPEAKER or _NO_SPEAKER.match(speaker):
        return False
    words = speaker.split()
    if len(words) > 16 or any(sign in speaker for sign in '"“”;:?'):
        return False
    first, *others = words
    has_name = any(word[0].isupper() for word in others)
    is_name = has_name or (first[0].isupper() and first not in _DETERMINERS)
    return is_name or speaker.lower() in PRONOUNS or bool(UNNAMED.search(speaker))


def _according(sentence: str) -> Utterance | None:
    if match := _ACCORDING.match(sentence):
        speaker, said = match["speaker"], match.span("said")
        return Utterance(speaker, "said", "according to", 0, 0, said, "according_to")
    match = _ACCORDING_BEHIND.search(sentence)
    if match and match.start() > 10:
        speaker, at = match["speaker"].strip(), match.start()
        return Utterance(speaker, "said", "according to", 0, at, (0, at), "according_to")
    return None


def _behind(sentence: str) -> Utterance | None:
    """Read "…, police said on Monday." and "“…,” said Jane Doe."."""
    quoted = is_quoted(sentence)
    for comma in list(re.finditer(r",[\"”]?\s", sentence))[-MOST_COMMAS:]:
        if quoted[comma.start()] and sentence[comma.start() + 1] not in '"”':
            continue
        remainder, at, said = sentence[comma.end() :], comma.end(), (0, comma.start())
        verb = VERB.match(remainder)
        if verb and verb["verb"] != "told" and _act_of(verb) in ("said", "reported"):
            speaker = _SPEAKER_BEHIND.match(remainder, verb.end())
            is_name = speaker and _OPENS_A_NAME.match(speaker[1])
            if is_name and _may_speak(speaker[1].strip()) and comma.start() > 10:
                who = re.split(r" (?:on|in|at|during) ", speaker[1])[0].strip()
                return Utterance(who, _act_of(verb), verb["verb"], at, at, said, "said_speaker")
        for verb in VERB.finditer(remainder):
            speaker = remainder[: verb.start()].strip()
            if not speaker or len(speaker.split()) > 12 or "," in speaker[:-1]:
                break
            if _VENUE_BEHIND.match(remainder[verb.end() :]) and _may_speak(speaker):
                act, rule = _act_of(verb), "speaker_said_behind"
                return Utterance(speaker, act, verb["verb"], at, at + verb.start(), said, rule)
            break
    return None


def _parted(sentence: str, outer: Utterance) -> Iterator[Utterance]:
    """Yield the utterances of one speaker: "has confirmed A and has thanked B" are two."""
    if outer.rule != "speaker_verb":
        yield outer
        return
    start, end = outer.said
    quoted = is_quoted(sentence)
    cuts = [m for m in AND_VERB.finditer(sentence, start - 1, end) if not quoted[m.start()]]
    stops = [*(cut.start() for cut in cuts), end]
    yield replace(outer, said=(min(start, stops[0]), stops[0]))
    for cut, stop in zip(cuts, stops[1:], strict=True):
        verb = VERB.match(sentence, cut.end(), end)
        if verb:
            that = re.compile(r"\s?that\s").match(sentence, verb.end(), stop)
            begin = that.end() if that else verb.end()
            told = {"act": _act_of(verb), "verb": verb["verb"], "verb_at": verb.start("verb")}
            yield replace(outer, **told, said=(begin, stop), rule="coordinated")
