"""The reader of attribution lines ("Source: Sky News, citing a spokesperson for …").

It proposes chains to an editor, by fixed rules and without look-ups of its own. A chain starts
with the first source that the line names; the code that stores the chain puts the document's
publisher in front (``chains``, position 0). Text that no rule could read is returned, never
dropped.

The rules, by the name that a chain carries:

- ``name``: one source by itself.
- ``citing``: "A, citing B", "A with reference to B", "according to B": A leads on to B.
- ``via``: "B via A", "B told A", "B (as reported by A)": B is heard through A.
- ``joint``: "A in cooperation with B", "A and B", "A & B": one origin of several sources.
- ``list``: "A, B and C", "Sources: A and B": a chain each.
"""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.attribution import vocabulary
from claims.attribution.names import Names, outside_brackets, parts
from claims.attribution.phrases import Find, ProposedHop, is_person

__all__ = ["LONGEST_LINE", "ProposedChain", "ProposedHop", "Reading", "read"]

LONGEST_LINE = 2_000  # characters; text after them is returned unread
SOURCE_LABELS = frozenset({"source", "sources", "original source", "original", "via"})

_LABEL = re.compile(r"\s{0,9}(?:([^\W\d_][\w /-]{0,30}):|(sources?)\s{0,3}[–—-]\s)", re.IGNORECASE)
_BLOCK_END = re.compile(
    r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|[.!?][ \t]{1,3}(?=[^\W\d_][\w /-]{0,30}:)|"
    r"(?<=\w{4})(?<!\bProf)(?<!\bCapt)(?<!\bDept)(?<!\bCorp)[.!?][ \t]{1,3}(?=[^\W\d_])"
)
_SEMICOLON = re.compile(";")
_THAT = r"(?:(?:which|who)\s{1,3})?(?:in turn,?\s{1,3})?(?:(?:has|have|had|also)\s{1,3})?"
# A link's name → the relation of the two sources, and the direction of the chain.
_LINKS = {
    "heard": ("cites", "via"),
    "quoted": ("quotes", "via"),
    "joint": ("produced_jointly", "joint"),
    "quoting": ("quotes", "citing"),
    "paraphrasing": ("paraphrases", "citing"),
    "syndicating": ("syndicates", "citing"),
    "translating": ("translates", "citing"),
    "according": ("cites", "according"),
    "citing": ("cites", "citing"),
}
_LINK = re.compile(
    r"[\s,(–—-]{0,4}(?<!\w)(?:"
    r"(?P<heard>(?:as\s)?(?:first\s)?(?:reported|cited|published|seen|reviewed|obtained) by|via|"
    r"in (?:comments|remarks|a comment) to)|"
    r"(?P<quoted>(?:as\s)?quoted by|told(?! (?:reporters|journalists)\b)|"
    r"in an interview (?:with|to|for))|"
    r"(?P<joint>(?:in (?:cooperation|collaboration|partnership)|together|jointly|along) with)|"
    rf"(?P<quoting>{_THAT}(?:quoting|quotes|quoted))|"
    r"(?P<paraphrasing>paraphrasing)|"
    r"(?P<syndicating>republishing|reprinting|(?:republished|reprinted|syndicated) from)|"
    r"(?P<translating>translating|translated from)|"
    r"(?P<according>according to)|"
    rf"(?P<citing>{_THAT}(?:cites?|citing|cited|refers to|referring to)|"
    r"(?:with (?:a )?|in )reference to|relying on|based on)"
    r")(?!\w)[\s:]{0,3}",
    re.I,
)
_UNNAMED = frozenset({"official_unnamed", "anonymous"})

Group = list[ProposedHop]


@dataclass(frozen=True)
class ProposedChain:
    """A proposed chain from the first named source on; only the last position may be joint.

    ``end`` is "origin_named", "unnamed", "own_reporting", or "" if the line does not say. An outlet
    that names nobody may report itself or hide its source; only an editor who opens the document
    can tell. ``text`` is the part of the line that was read.
    """

    hops: tuple[tuple[ProposedHop, ...], ...]
    end: str
    rule: str
    text: str


@dataclass(frozen=True)
class Reading:
    """The result of reading a line: the proposed chains, and the parts that no rule could read."""

    chains: tuple[ProposedChain, ...]
    unread: tuple[str, ...]


def read(line: str, find: Find = lambda name: None) -> Reading:
    """Propose the chains that the line names. Every text has a result, if only an unread one.

    ``find`` returns the known source of a name, by alias, or None; it is called once for each name.
    A clause that does not end within the first LONGEST_LINE characters, and all text after it, is
    unread: half a clause could be read as its opposite.
    """
    end = _end_of_reading(line)
    names = Names(functools.cache(find))
    chains: list[ProposedChain] = []
    unread: list[str] = []
    for block in parts(line[:end], _BLOCK_END):
        label = _LABEL.match(block)
        name = label[label.lastindex].strip().lower() if label else ""
        if name and name not in SOURCE_LABELS:
            unread.append(block)  # "Photo: Getty Images" credits a picture
            continue
        for text in parts(block[label.end() if label else 0 :], _SEMICOLON):
            chains_here, left_over = _read_clause(
                text.strip(), names, is_labeled=bool(name), is_list=name == "sources"
            )
            chains += chains_here
            unread += left_over
    unread.append(line[end:])
    return Reading(tuple(chains), tuple(part.strip() for part in unread if part.strip()))


def _end_of_reading(line: str) -> int:
    if len(line) <= LONGEST_LINE:
        return len(line)
    patterns = (_BLOCK_END, _SEMICOLON)
    stops = (stop for pattern in patterns for stop in pattern.finditer(line, 0, LONGEST_LINE))
    return max((stop.end() for stop in stops), default=0)


def _read_clause(
    text: str, names: Names, *, is_labeled: bool, is_list: bool
) -> tuple[list[ProposedChain], list[str]]:
    """Return the chains between two semicolons, and the unread parts."""
    links = [] if names.know(text) else list(outside_brackets(_LINK, text))
    stops = [*(link.start() for link in links), len(text)]
    first, unread, is_enumerated = names.read(text[: stops[0]], is_strict=not is_labeled)
    groups = [first] if first else []
    rule = "list" if is_list or is_enumerated else "joint" if len(first) > 1 else "name"
    others: Group = []
    is_broken = False
    for link, stop in zip(links, stops[1:], strict=True):
        hops, left_over, is_enumerated = names.read(text[link.end() : stop], is_strict=False)
        if not hops:  # the link leads to no name, so the rest of the chain is lost
            unread.append(text[link.start() :])
            is_broken = True
            break
        unread += left_over
        if is_enumerated:
            hops, apart = _with_outlets_apart(hops)
            others += apart
        groups, rule = _linked(groups, link.lastgroup, hops)
    if sum(len(group) > 1 for group in groups[:-1]) > 1:
        return [], [text]  # several sources at several positions: the line does not pair them
    chains = [
        ProposedChain(hops, "" if is_broken else _end(hops[-1]), rule, text)
        for hops in _ways(groups, rule)
    ]
    chains += [ProposedChain(((hop,),), _end([hop]), "list", text) for hop in others]
    return chains, unread


def _with_outlets_apart(hops: Group) -> tuple[Group, Group]:
    """Return the hops without the outlets, and the outlets.

    "Sky News, citing a spokesperson, Kommersant" does not say who cites Kommersant.
    """
    if hops[0].kind in vocabulary.OUTLETS:
        return hops, []
    outlets = [hop for hop in hops if hop.kind in vocabulary.OUTLETS]
    return [hop for hop in hops if hop not in outlets], outlets


def _linked(groups: list[Group], link: str, hops: Group) -> tuple[list[Group], str]:
    """Return the chain with the hops of a link added behind, in front or beside, and the rule."""
    relation, rule = _LINKS[link]
    if rule == "according":
        rule = "via" if groups and _speak(groups[0]) and _are_outlets(hops) else "citing"
    if link == "quoted" and groups:
        groups = [[_as_speaker(hop) for hop in groups[0]], *groups[1:]]
    if not groups:
        return [hops if rule == "via" else _related(hops, relation)], rule
    if rule == "via":
        return [hops, _related(groups[0], relation), *groups[1:]], rule
    if rule == "joint":
        return [*groups[:-1], _related([*groups[-1], *hops], relation)], rule
    return [*groups, _related(hops, relation)], rule


def _ways(groups: list[Group], rule: str) -> Iterator[tuple[tuple[ProposedHop, ...], ...]]:
    """Yield a chain for each source of a relay's position or a list; a joint end stays together."""
    if not groups:
        return
    *relays, last = groups
    if rule == "joint" and not relays:
        last = _related(last, "produced_jointly")
    ends = [[hop] for hop in last] if rule == "list" else [last]
    for *way, end in itertools.product(*relays, ends):
        yield (*((hop,) for hop in way), tuple(end))


def _related(hops: Sequence[ProposedHop], relation: str) -> Group:
    return [replace(hop, relation=relation) for hop in hops]


def _as_speaker(hop: ProposedHop) -> ProposedHop:
    """Return the hop as a person on record, if the name may be a person's."""
    if hop.designation or hop.kind != "other" or not is_person(hop.name, shortest=2):
        return hop
    return replace(hop, designation="on_record_named", kind="person")


def _are_outlets(hops: Sequence[ProposedHop]) -> bool:
    return all(hop.kind in vocabulary.OUTLETS for hop in hops)


def _speak(hops: Sequence[ProposedHop]) -> bool:
    """Return whether these are people or papers, which an outlet quotes, and not outlets."""
    return all(hop.designation for hop in hops)


def _end(last: Sequence[ProposedHop]) -> str:
    """Return the end of a chain as far as its words tell (``chains.ENDS``)."""
    unnamed = [_is_unnamed(hop) for hop in last]
    if all(unnamed):
        return "unnamed"
    if any(unnamed) or any(hop.designation == "leaked_document" for hop in last):
        return ""
    if len(last) > 1:
        return "" if _are_outlets(last) else "origin_named"
    (hop,) = last
    if hop.designation == "own_reporting":
        return "own_reporting"
    is_named = hop.designation or hop.kind not in {"other", *vocabulary.OUTLETS}
    return "origin_named" if is_named else ""


def _is_unnamed(hop: ProposedHop) -> bool:
    """Return whether the words describe a person without a name and without an organization."""
    if hop.designation == "spokesperson_unnamed":
        return not hop.body
    return hop.designation in _UNNAMED
