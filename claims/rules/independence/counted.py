"""The citations that count, with their origins, and the others with the cause."""

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.rules import chains
from claims.rules.citations import CARRYING_STANCES, SOURCE_STATUSES, STANCES
from claims.rules.independence.facts import CircularReporting, Cited, Network
from claims.rules.independence.upstream import VOICE, Upstream
from claims.rules.independence.wording import listed, sentence


@dataclass(frozen=True)
class Counted:
    """A citation that hands the claim on, and the day on which its links are judged.

    ``relays``: the hops between the publisher and the end; ``publishers``: the publisher, unless it
    is the origin. ``read``: the documents of all these; ``issued``: the documents of the origins
    that were not read, each with its origin. ``is_own``: the origin published what was read.
    """

    id: Hashable
    document: Hashable
    series: Hashable | None
    origins: tuple[Hashable, ...]
    relays: tuple[Hashable, ...]
    publishers: tuple[Hashable, ...]
    read: tuple[Hashable, ...]
    issued: tuple[tuple[Hashable, Hashable], ...]
    is_own: bool
    on: datetime.date | None


@dataclass(frozen=True)
class NotCounted:
    """The reason why a citation does not count: ``cause`` for programs, ``sentence`` for people."""

    cause: str
    sentence: str


@dataclass(frozen=True)
class Denial:
    """An origin that is out of the count, and the citation in which it denies or withdraws."""

    origin: Hashable
    citation: Hashable
    sentence: str


class Sifted(NamedTuple):
    """The citations that count, and those that do not, with the cause.

    ``trails``: those that do not count and hand the claim on; their chains show who is a relay.
    """

    counted: list[Counted]
    trails: list[Counted]
    not_counted: dict[Hashable, NotCounted]
    denied: tuple[Denial, ...]
    withdrawn: tuple[Denial, ...]


def sift(
    citations: Sequence[Cited], network: Network, upstream: Upstream, name: Callable
) -> Sifted:
    """Separate the citations that count from the others.

    Raises ``CircularReporting`` if a source appears twice in the chain of an active citation.
    """
    _refuse_circular(citations, name)
    voids = [_Voids(void, citations, network, upstream, name) for void in VOIDS]
    counted, trails, not_counted = [], [], {}
    removed: dict[str, dict[Hashable, Denial]] = {void.cause: {} for void in VOIDS}
    for cited in citations:
        cause = _cause(cited, name)
        origins, reasons = [], []
        for origin in () if cause else sorted(chains.origins(cited.hops)):
            if denial := _struck(cited, origin, name):
                removed[VOIDS[0].cause].setdefault(origin, denial)
                reasons.append(NotCounted(cited.statuses[origin], denial.sentence))
                continue
            for void, known in zip(VOIDS, voids, strict=True):
                if denial := known.of(origin, cited):
                    removed[void.cause].setdefault(origin, denial)
                    reasons.append(NotCounted(void.cause, denial.sentence))
                    break
            else:
                origins.append(origin)
        if not cause and not origins:
            words = " ".join(sorted({reason.sentence for reason in reasons}))
            # Causes in their order of the alphabet: a denial before a withdrawal.
            cause = NotCounted(min(reason.cause for reason in reasons), words)
        if cause:
            not_counted[cited.id] = cause
        if cited.active and cited.hops and cited.stance in CARRYING_STANCES:
            (trails if cause else counted).append(_carrying(cited, tuple(origins), network))
    by_origin = [[of[origin] for origin in sorted(of)] for of in removed.values()]
    return Sifted(counted, trails, not_counted, *map(tuple, by_origin))


def _carrying(cited: Cited, origins: tuple[Hashable, ...], network: Network) -> Counted:
    last = max(hop.position for hop in cited.hops)
    relays = {hop.source for hop in cited.hops if 0 < hop.position < last}
    is_own = last == 0 and bool(origins)
    publishers = () if is_own else {hop.source for hop in cited.hops if hop.position == 0}
    read = {hop.document for hop in cited.hops if 0 < hop.position < last} - {None}
    issued = {
        (hop.source, hop.document)
        for hop in cited.hops
        if 0 < hop.position == last and hop.document is not None and hop.source in origins
    }
    return Counted(
        id=cited.id,
        document=cited.document,
        series=cited.series,
        origins=origins,
        relays=tuple(sorted(relays)),
        publishers=tuple(sorted(publishers)),
        read=tuple(sorted(read if is_own else read | {cited.document})),
        issued=tuple(sorted(issued)),
        is_own=is_own,
        on=judged_on(cited, network),
    )


def _struck(cited: Cited, origin: Hashable, name: Callable) -> Denial | None:
    """Return the finding of a source check that one of the joint origins did not say it."""
    status = SOURCE_STATUSES.get(cited.statuses.get(origin, ""))
    if status is None or not status.discounts:
        return None
    return Denial(origin, cited.id, status.discounts.format(origins=name(origin)))


def judged_on(cited: Cited, network: Network) -> datetime.date | None:
    return cited.on or network.documents[cited.document].published_on


def _refuse_circular(citations: Iterable[Cited], name: Callable) -> None:
    refusals = {}
    for cited in citations:
        sources = [hop.source for hop in cited.hops]
        if cited.active and len(set(sources)) < len(sources):
            twice = sorted({source for source in sources if sources.count(source) > 1})
            refusals[cited.id] = sentence(
                f"Circular reporting: {listed(map(name, twice))} twice in the chain of "
                f"citation {cited.id}; a source may stand only once in a chain"
            )
    if refusals:
        raise CircularReporting(" ".join(refusals.values()), tuple(refusals))


def _cause(cited: Cited, name: Callable) -> NotCounted | None:
    """Return the cause why the citation does not count, apart from other citations."""
    if not cited.active:
        return NotCounted("withdrawn", "The citation was withdrawn.")
    if cited.stance not in CARRYING_STANCES:
        row = STANCES.get(cited.stance)
        stance = row.label if row else cited.stance
        return NotCounted("stance", f"Its stance is “{stance}”: it does not hand the claim on.")
    return _no_origin(cited, name)


def _no_origin(cited: Cited, name: Callable) -> NotCounted | None:
    if not chains.is_finished(cited.hops):
        return NotCounted(
            "unfinished", "Its chain is not finished: say at the last hop how the trail ends."
        )
    origins = sorted(chains.origins(cited.hops))
    if not origins:
        end = max(hop.position for hop in cited.hops)
        last = [hop for hop in cited.hops if hop.position == end]
        if any(hop.end == "unnamed" for hop in last):
            return NotCounted("unnamed", "Its origin is described, but not named.")
        where = listed(sorted(name(hop.source) for hop in last))
        return NotCounted("dead_end", f"The trail ends with {where}: nobody further is named.")
    status = SOURCE_STATUSES.get(cited.status)
    if status and status.discounts:
        sentence = status.discounts.format(origins=listed(map(name, origins)))
        return NotCounted(cited.status, sentence)
    return None


@dataclass(frozen=True)
class Void:
    """A stance by which an origin takes its own words out of the count.

    ``own`` and ``for_another`` are the words for the origin itself and for a source that stands for
    it. ``cause`` is that of the citations that do not count because of it.
    """

    stance: str
    cause: str
    own: str
    for_another: str


VOIDS = (
    Void(
        "denies_attribution",
        "denied_by_origin",
        "{origin} denies having said it",
        "{speaker} denies that {origin} said it",
    ),
    Void(
        "withdraws",
        "withdrawn_by_origin",
        "{origin} withdrew it",
        "{speaker} withdrew what {origin} said",
    ),
)


class _Spoken(NamedTuple):
    """The citation in which a source denies or withdraws, the source, and the day if known."""

    citation: Hashable
    speaker: Hashable
    day: datetime.date | None


class _Voids:
    """The denials, or the withdrawals, by origins in person or by sources that stand for them.

    A spokesperson can deny for the ministry, and the ministry can deny words that a spokesperson
    said in its name. A person judges the denial of a relay. A denial counts like any citation: if
    it is withdrawn, unfinished or found false, it denies nothing. It holds for what the origin said
    up to that day: a later document of the origin itself counts again. An outlet that repeats the
    words later does not show that they were said again.
    """

    def __init__(self, void: Void, citations: Sequence[Cited], network: Network, upstream, name):
        self._void, self._network, self._upstream, self._name = void, network, upstream, name
        # Source → the first such citation, and the latest.
        self._by_speaker: dict[Hashable, list[_Spoken]] = {}
        self._by_body: dict[Hashable, list[_Spoken]] = {}
        for cited in citations:
            if cited.stance != void.stance or not cited.active or _no_origin(cited, name):
                continue
            day = network.documents[cited.document].published_on
            for speaker in sorted(chains.origins(cited.hops)):
                spoken = _Spoken(cited.id, speaker, day)
                _add(self._by_speaker, speaker, spoken)
                for body in upstream.stands_for(speaker, judged_on(cited, network)):
                    _add(self._by_body, body, spoken)

    def of(self, origin: Hashable, cited: Cited) -> Denial | None:
        """Return the denial or withdrawal of the words that a citation attributes to the origin."""
        if not self._by_body:
            return None
        is_own = any(hop.position == 0 and hop.source == origin for hop in cited.hops)
        said_on = self._network.documents[cited.document].published_on if is_own else None
        for spoken in self._on(origin, judged_on(cited, self._network)):
            if None in (said_on, spoken.day) or said_on <= spoken.day:
                form = self._void.own if spoken.speaker == origin else self._void.for_another
                words = form.format(origin=self._name(origin), speaker=self._name(spoken.speaker))
                return Denial(origin, spoken.citation, sentence(words))
        return None

    def _on(self, origin: Hashable, on: datetime.date | None) -> Iterator[_Spoken]:
        """Yield those that concern an origin: its own first, then by who stands for it."""
        yield from self._by_speaker.get(origin, ())
        yield from self._by_body.get(origin, ())
        for to, reach in self._upstream.of(origin, on).items():
            if reach.level == VOICE and to != origin:
                yield from self._by_speaker.get(to, ())


def _add(known: dict[Hashable, list[_Spoken]], source: Hashable, spoken: _Spoken) -> None:
    """Keep the first and the latest; without a day, one holds for every day."""
    first, *latest = known.setdefault(source, [spoken])
    last = latest[0] if latest else first
    if last.day is not None and (spoken.day is None or spoken.day > last.day):
        known[source] = [first, spoken]
