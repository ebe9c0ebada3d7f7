"""The rules of one attribution chain, from the publisher of the document to the origin.

Pure functions on plain data. Position 0 is the publisher of the document that was read. Each
further hop is the source of the hop before (PROV ``wasQuotedFrom``). The last position is the last
source that the document names: at best the origin (PROV ``hadPrimarySource``).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

# The ways in which the hop before used this hop.
RELATIONS = {
    "cites": "Cites",
    "quotes": "Quotes",
    "paraphrases": "Paraphrases",
    "syndicates": "Syndicates",
    "translates": "Translates",
    "produced_jointly": "Produced jointly",
}


@dataclass(frozen=True)
class Designation:
    """A capacity in which the source of a hop speaks in the hop before.

    The other texts are those of a source that is not put on record, in a sentence: ``named`` with
    its name, ``role`` with the name of a role, ``nameless`` without a name. They are messages of
    the catalogues (``claims/rules/saying``).
    """

    label: str
    named: str = ""
    role: str = ""
    nameless: str = "an unnamed source"

    @property
    def is_on_record(self) -> bool:
        return not self.named


DESIGNATIONS = {
    "on_record_named": Designation("On record, by name"),
    "on_record_role": Designation("On record, by role"),
    "official_document": Designation("Official document"),
    "spokesperson_unnamed": Designation(
        "Unnamed spokesperson",
        "an unnamed spokesperson for %(name)s",
        "%(name)s (unnamed)",
        "an unnamed spokesperson",
    ),
    "official_unnamed": Designation(
        "Unnamed official",
        "an unnamed official of %(name)s",
        "%(name)s (unnamed)",
        "an unnamed official",
    ),
    "leaked_document": Designation(
        "Leaked document",
        "a leaked document of %(name)s",
        "a leaked document of %(name)s",
        "a leaked document",
    ),
    "anonymous": Designation(
        "Anonymous",
        "an anonymous source at %(name)s",
        "%(name)s (anonymous)",
        "an anonymous source",
    ),
    "public_record": Designation("Public record"),
    "own_reporting": Designation("Own reporting"),
}

# The channels through which a source spoke: where its words came out.
CHANNELS = {
    "own_site": "Its own website",
    "press_release": "Press release",
    "briefing": "Press briefing",
    "speech": "Speech",
    "interview": "Interview",
    "letter": "Letter",
    "email": "E-mail",
    "social_media": "Social media",
    "state_media": "State media",
    "broadcast": "Broadcast",
    "spokesperson": "Spokesperson",
    "testimony": "Testimony",
    "publication": "Book, paper or report",
}


@dataclass(frozen=True)
class End:
    """A way in which a chain ends. ``gives_origin``: the end names an origin that counts."""

    label: str
    gives_origin: bool = False


# "unnamed": the document describes a source and does not name it.
# "dead_end": the document names nobody further.
ENDS = {
    "origin_confirmed": End("Origin, confirmed by the origin itself", gives_origin=True),
    "origin_named": End("Origin, as named by the hop before", gives_origin=True),
    "own_reporting": End("Origin, by its own reporting", gives_origin=True),
    "unnamed": End("Origin described but not named"),
    "dead_end": End("Dead end: nobody further is named"),
}
FINISHED_ENDS = frozenset(code for code, end in ENDS.items() if end.gives_origin)


@dataclass(frozen=True)
class Hop:
    """One link of a chain. ``source`` is any hashable that names the source: a slug or an id.

    ``document``: what the source published there, where it is known.
    """

    position: int
    source: Hashable
    end: str = ""
    relation: str = ""
    designation: str = ""
    document: Hashable | None = None
    is_read: bool = False


@dataclass(frozen=True)
class Problem:
    """A reason to refuse a chain.

    ``code`` is for programs, ``message`` for people, ``field`` for forms. ``field`` counts
    positions, not places in the list: ``hops.2.end``.
    """

    code: str
    message: str
    field: str


def problems(hops: Sequence[Hop], publisher: Hashable | None = None) -> list[Problem]:
    """Return every problem of a chain; empty if the chain can be stored.

    The hops may come in any order. An unfinished chain is no problem here: a draft may have one.
    ``publisher`` is the publisher of the document, if it is known.
    """
    if not hops:
        return [
            Problem(
                "no_first_hop",
                "A chain starts with the publisher of the document, at position 0.",
                "hops",
            )
        ]
    at = _by_position(hops)
    return [
        *_wrong_positions(at),
        *_wrong_publisher(at.get(0, []), publisher),
        *_wrong_ends(at),
        *_sources_missing_or_twice(at),
        *_unknown_codes(at),
    ]


def is_finished(hops: Sequence[Hop]) -> bool:
    """Return whether every hop at the last position has an end. A dead end is one, too."""
    return bool(hops) and all(hop.end in ENDS for hop in _last(hops))


def origins(hops: Sequence[Hop]) -> list[Hashable]:
    """Return the sources at the last position whose end gives an origin, in the order of hops."""
    return [hop.source for hop in _last(hops) if hop.end in FINISHED_ENDS]


def is_origin_read(hops: Sequence[Hop]) -> bool:
    """Return whether we read what an origin itself published: of a publisher, we always did."""
    return any(hop.is_read or hop.position == 0 for hop in _last(hops) if hop.end in FINISHED_ENDS)


def roles(hops: Sequence[Hop]) -> list[tuple[Hashable, str]]:
    """Return each source with its role in the chain, from position 0 on: outlet, relay or origin.

    A publisher who is also the origin has both roles. A last source that gives no origin is a
    relay: nobody knows from whom it has the claim.
    """
    last = _last(hops)
    pairs = []
    for hop in sorted(hops, key=lambda hop: hop.position):
        is_origin = hop in last and hop.end in FINISHED_ENDS
        if hop.position == 0:
            pairs.append((hop.source, "outlet"))
        if is_origin:
            pairs.append((hop.source, "origin"))
        if hop.position and not is_origin:
            pairs.append((hop.source, "relay"))
    return pairs


def _last(hops: Sequence[Hop]) -> list[Hop]:
    end = max((hop.position for hop in hops), default=0)
    return [hop for hop in hops if hop.position == end]


def _by_position(hops: Sequence[Hop]) -> dict[int, list[Hop]]:
    """Return the hops by position, in an order that does not depend on that of ``hops``."""
    at = defaultdict(list)
    for hop in sorted(hops, key=lambda h: (h.position, repr(h.source), h.end, h.relation)):
        at[hop.position].append(hop)
    return at


def _wrong_positions(at: Mapping[int, list[Hop]]) -> Iterator[Problem]:
    expected = 0
    for position in at:
        if position < 0:
            yield Problem(
                "negative_position",
                f"Positions count up from 0, the publisher; {position} is below 0.",
                f"hops.{position}.position",
            )
            continue
        if position > expected:
            yield _gap(expected, position - 1)
        expected = position + 1
    if expected == 0:
        yield _gap(0, 0)
    for position, joint in at.items():
        if len(joint) > 1 and 0 < position < max(at):
            yield Problem(
                "joint_only_at_the_end",
                f"Position {position} has {len(joint)} sources; only the last position may hold "
                "several, a joint origin. Give each way to an origin its own citation.",
                f"hops.{position}.position",
            )


def _gap(first: int, last: int) -> Problem:
    missing = f"Position {first} is" if first == last else f"Positions {first} to {last} are"
    return Problem(
        "gap_in_chain",
        f"{missing} missing; positions run from 0 without a gap.",
        f"hops.{first}.position",
    )


def _wrong_publisher(first: list[Hop], publisher: Hashable | None) -> Iterator[Problem]:
    if len(first) > 1:
        yield Problem(
            "one_publisher_first",
            f"Position 0 has {len(first)} sources; it holds one, the publisher of the document.",
            "hops.0.source",
        )
    for hop in first:
        if publisher is not None and hop.source != publisher:
            yield Problem(
                "first_hop_is_not_the_publisher",
                f"The first hop is {hop.source}; it should be {publisher}, the publisher of the "
                "document.",
                "hops.0.source",
            )


def _wrong_ends(at: Mapping[int, list[Hop]]) -> Iterator[Problem]:
    last = max(at)
    for position, hops in at.items():
        if position < last and any(hop.end for hop in hops):
            yield Problem(
                "end_before_the_last_hop",
                f"Position {position} has an end, but the chain goes on to position {last}; only "
                "the last hop has an end.",
                f"hops.{position}.end",
            )
    open_sources = [str(hop.source) for hop in at[last] if not hop.end]
    if open_sources and len(open_sources) < len(at[last]):
        yield Problem(
            "joint_end_missing",
            f"The joint origin has no end for {', '.join(open_sources)}; say for each of its "
            "sources how the chain ends.",
            f"hops.{last}.end",
        )


def _sources_missing_or_twice(at: Mapping[int, list[Hop]]) -> Iterator[Problem]:
    """Yield a problem for each missing source, and for each outlet that is its own source."""
    places = defaultdict(list)
    for position, hops in at.items():
        for hop in hops:
            places[hop.source].append(position)
    for position in [*places.pop(None, []), *places.pop("", [])]:
        yield Problem(
            "source_missing",
            f"Position {position} has no source; choose one, or end the chain one hop earlier.",
            f"hops.{position}.source",
        )
    for source, positions in places.items():
        if len(positions) > 1:
            distinct = sorted(set(positions))
            where = " and ".join(str(position) for position in distinct)
            where = f"positions {where}" if len(distinct) > 1 else f"position {where} twice"
            yield Problem(
                "circular_reporting",
                f"Circular reporting: {source} stands at {where}; a source may stand "
                "only once in a chain.",
                f"hops.{positions[-1]}.source",
            )


def _unknown_codes(at: Mapping[int, list[Hop]]) -> Iterator[Problem]:
    tables = {"end": ENDS, "relation": RELATIONS, "designation": DESIGNATIONS}
    for position, hops in at.items():
        for field, table in tables.items():
            for code in sorted({getattr(hop, field) for hop in hops} - {"", *table}):
                yield Problem(
                    f"unknown_{field}",
                    f"“{code}” is no {field}; choose one of {', '.join(table)}.",
                    f"hops.{position}.{field}",
                )
