"""The tracer of chains, from the lines and the speakers of an article.

The rules, by the name that a proposal carries:

- ``attribution_line``: the speaker stands in a chain of the article's “Source: …” line.
- ``reported_speech``: an outlet reports the words of another speaker.
- ``speaker``: the speaker is the origin.
- ``outlet_of_the_line``: a line names an outlet and nobody behind it. The article's own
  reports, outside its background, were heard through that outlet.
- ``spoke_through``: elsewhere in the article an organization reports words of this person.
- ``unnamed_speaker``: a speaker without a name, or with a role alone.
- ``nobody_named``: no speaker is named.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from claims.articles.proposals import lexicon
from claims.articles.proposals.speech import PRONOUNS, UNNAMED, Utterance
from claims.attribution import line_reader
from claims.attribution.line_reader import ProposedChain, ProposedHop
from claims.attribution.vocabulary import OUTLETS

BACKGROUND = frozenset({"background", "previously", "context", "reminder", "for reference"})
LOOKED_BACK = 2_000  # characters, to find the name of "the department"
MOST_LOOKED_UP = 60  # names, each looked up in the whole text
_NAMELESS = frozenset({"anonymous", "official_unnamed"})
_ANAPHOR = re.compile(
    r"\b[Tt]he (department|ministry|agency|institute|organi[sz]ation|company|council|commission|"
    r"committee|university|bank|service|office|centre|center|association|foundation|court)\b"
)
_SURNAME = re.compile(r"[A-Z][\w'’-]{2,30}")


@dataclass(frozen=True)
class Trail:
    """The hops behind the publisher, each position a tuple; ``end`` as in ``chains.ENDS``."""

    hops: tuple[tuple[ProposedHop, ...], ...]
    end: str
    rule: str

    @property
    def origin(self) -> str:
        """The origin's name in a form that can be compared; empty without hops."""
        if not self.hops:
            return ""
        hop = self.hops[-1][0]
        return key(hop.body or hop.name)


def once(known: dict[str, str], name: str, look: Callable[[str], str]) -> str:
    """Return ``look(name)``, remembered; each searches the text, so MOST_LOOKED_UP at most."""
    if name not in known and len(known) < MOST_LOOKED_UP:
        known[name] = look(name)
    return known.get(name, "")


def key(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(re.findall(r"\w+", name.casefold())))


class Tracer:
    """A tracer of speakers, with the article's text and its attribution lines."""

    def __init__(self, text: str, lines: Iterable[str], find: line_reader.Find):
        self.text, self.find = text, find
        self.chains: list[ProposedChain] = []
        for line in lines:
            self.chains += line_reader.read(line, find).chains
        self.spoke_through: dict[str, ProposedChain] = {}
        self.full_names: dict[str, str] = {}
        self.countries: dict[str, str] = {}

    def resolve(self, speaker: str, before: int) -> str:
        """Return the full name of a speaker.

        "The department" becomes the last department named before; "Putin" becomes the name in the
        text.
        """
        text = self.text[max(0, before - LOOKED_BACK) : before]
        if match := _ANAPHOR.search(speaker):
            named = rf"((?:[A-Z][\w.&'’-]{{0,20}} ){{1,5}}){match[1].capitalize()}\b"
            bodies = list(re.finditer(named, text))
            if bodies:
                body = re.sub(r"^The ", "", bodies[-1][0])
                return f"{speaker[: match.start()]}the {body}{speaker[match.end() :]}"
        if _SURNAME.fullmatch(speaker):
            return once(self.full_names, speaker, self._full_name) or speaker
        return speaker

    def _full_name(self, surname: str) -> str:
        full = re.search(rf"(?:[A-Z][\w'’-]{{1,20}} ){{1,2}}{re.escape(surname)}\b", self.text)
        return re.sub(r"^The ", "", full[0]) if full else surname

    def country(self, speaker: str) -> str:
        """Return the country of an office ("Russian leader …"), also from elsewhere in the text."""
        if country := lexicon.country_of(speaker):
            return country
        return once(self.countries, speaker.split()[-1], self._country)

    def _country(self, surname: str) -> str:
        office = re.search(
            rf"({lexicon.PLACE.pattern})(?:’s|'s)? (?:[a-z]{{2,15}} ){{1,3}}"
            rf"(?:[A-Z][\w'’-]{{1,20}} ){{0,3}}{re.escape(surname)}\b",
            self.text,
        )
        return lexicon.country_of(office[1]) if office else ""

    def note(self, outer: Utterance, inner: Utterance, before: int) -> None:
        """Remember who reported a person's words, as the chain of this person's other words."""
        chain = self._speaker(self.resolve(outer.speaker, before))
        if chain and not _is_outlet(chain.hops[-1]):
            self.spoke_through[key(self.resolve(inner.speaker, before))] = chain

    def trace(
        self, outer: Utterance | None, inner: Utterance | None, section: str, before: int
    ) -> Trail:
        if outer is None and len(self.chains) == 1 and section.lower() not in BACKGROUND:
            line = self.chains[0]
            if line.end:
                return Trail(line.hops, line.end, "attribution_line")
        if outer is None:
            return self._through_the_line(Trail((), "", "nobody_named"), section)
        speaker = self.resolve(outer.speaker, before)
        outer_chain = self._speaker(speaker)
        behind = self._speaker(self.resolve(inner.speaker, before)) if inner else None
        for chain in (behind, outer_chain):
            if chain and (line := self._in_a_line(chain)):
                return Trail(line.hops, line.end, "attribution_line")
        through = self.spoke_through.get(key(_bare(speaker)))
        if through and not inner:
            trail = Trail(through.hops, through.end, "spoke_through")
            return self._through_the_line(trail, section)
        if outer_chain is None:
            return self._through_the_line(Trail((), "unnamed", "unnamed_speaker"), section)
        if behind and _is_outlet(outer_chain.hops[-1]):
            hops = (*outer_chain.hops, *behind.hops)
            return Trail(hops, behind.end or "origin_named", "reported_speech")
        end = outer_chain.end or ("" if _is_outlet(outer_chain.hops[-1]) else "origin_named")
        trail = Trail(outer_chain.hops, end, "speaker")
        if outer_chain.hops[-1][0].designation in _NAMELESS and not outer_chain.hops[-1][0].match:
            trail = Trail(outer_chain.hops[:-1], "unnamed", "unnamed_speaker")
        return self._through_the_line(trail, section)

    def _speaker(self, words: str) -> ProposedChain | None:
        if words.lower() in PRONOUNS or not words:
            return None
        chains = line_reader.read(words, self.find).chains
        if not chains or (UNNAMED.search(words) and not re.search(r"[A-Z]", words[1:])):
            return None
        chain = chains[0]
        return replace(chain, hops=tuple(map(_as_sources, chain.hops)))

    def _in_a_line(self, chain: ProposedChain) -> ProposedChain | None:
        names = _names(chain.hops[-1])
        for line in self.chains:
            if line.end and any(names & _names(at) for at in line.hops):
                return line
        return None

    def _through_the_line(self, trail: Trail, section: str) -> Trail:
        if section.lower() in BACKGROUND:
            return trail
        alone = [chain for chain in self.chains if not chain.end and _is_outlet(chain.hops[-1])]
        if len(alone) != 1:
            return trail
        line_names = {name for at in alone[0].hops for name in _names(at)}
        if any(line_names & _names(at) for at in trail.hops):
            return trail
        rules = [] if trail.rule == "nobody_named" else [trail.rule]
        rule = ", ".join([*rules, "outlet_of_the_line"])
        return Trail((*alone[0].hops, *trail.hops), trail.end, rule)


def _as_sources(joint: tuple[ProposedHop, ...]) -> tuple[ProposedHop, ...]:
    """Return the hops as sources on record.

    A named speaker who is no outlet speaks on record. An investigation is the own reporting of all
    of its authors.
    """
    if any(hop.designation == "own_reporting" for hop in joint):
        return tuple(replace(hop, designation="own_reporting") for hop in joint)
    return tuple(
        hop
        if hop.designation or hop.kind in OUTLETS
        else replace(
            hop, designation="on_record_named" if hop.kind == "person" else "on_record_role"
        )
        for hop in joint
    )


def _is_outlet(hops: tuple[ProposedHop, ...]) -> bool:
    return all(hop.kind in OUTLETS and hop.designation != "own_reporting" for hop in hops)


def _names(hops: tuple[ProposedHop, ...]) -> set[str]:
    names = set()
    for hop in hops:
        names |= {key(name) for name in (hop.name, hop.body) if name}
        if slug := getattr(hop.match, "slug", ""):
            names.add(f"slug {slug}")
    return names


def _bare(speaker: str) -> str:
    """Return the name without the office: "Russian leader Vladimir Putin" → "Vladimir Putin"."""
    names = re.search(r"(?:[A-Z][\w'’-]{1,30} ){1,3}[A-Z][\w'’-]{1,30}$", speaker)
    return names[0] if names else speaker
