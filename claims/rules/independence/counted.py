"""The citations that count, with their origins, and the others with the cause."""

import datetime
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from claims.rules import chains
from claims.rules.citations import CARRYING_STANCES, SOURCE_STATUSES, STANCES
from claims.rules.independence.facts import CircularReporting, Cited, Network
from claims.rules.independence.upstream import VOICE, Upstream
from claims.rules.independence.wording import listed, sentence


@dataclass(frozen=True)
class Counted:
    """A citation that counts: its origins, and the day on which its links are judged."""

    id: Hashable
    document: Hashable
    series: Hashable | None
    origins: tuple[Hashable, ...]
    relays: tuple[Hashable, ...]
    on: datetime.date | None


@dataclass(frozen=True)
class NotCounted:
    """The reason why a citation does not count: ``cause`` for programs, ``sentence`` for people."""

    cause: str
    sentence: str


@dataclass(frozen=True)
class Denial:
    """An alleged origin that is removed from the count, and the citation with its denial."""

    origin: Hashable
    citation: Hashable
    sentence: str


def sift(
    citations: Sequence[Cited], network: Network, upstream: Upstream, name: Callable
) -> tuple[list[Counted], dict[Hashable, NotCounted], list[Denial]]:
    """Return the citations that count, the others with the cause, and the denied origins.

    Raises ``CircularReporting`` if a source appears twice in the chain of an active citation.
    """
    _refuse_circular(citations, name)
    denials = _Denials(citations, network, upstream, name)
    counted, not_counted, denied = [], {}, {}
    for cited in citations:
        if cause := _cause(cited, name):
            not_counted[cited.id] = cause
            continue
        on = judged_on(cited, network)
        origins = []
        for origin in sorted(chains.origins(cited.hops)):
            if denial := _struck(cited, origin, name) or denials.of(origin, on):
                denied[origin] = denial
            else:
                origins.append(origin)
        if not origins:
            sentences = {denied[origin].sentence: None for origin in chains.origins(cited.hops)}
            not_counted[cited.id] = NotCounted("denied_by_origin", " ".join(sorted(sentences)))
            continue
        counted.append(
            Counted(cited.id, cited.document, cited.series, tuple(origins), _relays(cited), on)
        )
    return counted, not_counted, [denied[origin] for origin in sorted(denied)]


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


def _relays(cited: Cited) -> tuple[Hashable, ...]:
    """Return the hops between the publisher and the end. We read the publisher: it is no relay."""
    last = max(hop.position for hop in cited.hops)
    return tuple(sorted({hop.source for hop in cited.hops if 0 < hop.position < last}))


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


class _Denials:
    """The denials by origins, in person or by sources that stand for them.

    A spokesperson can deny for the ministry, and the ministry can deny words that a spokesperson
    said in its name. A person judges the denial of a relay. A denial counts like any citation: if
    it is withdrawn, unfinished or found false, it denies nothing.
    """

    def __init__(self, citations: Sequence[Cited], network: Network, upstream: Upstream, name):
        self._upstream, self._name = upstream, name
        # Source → the citation with the denial, and the origin that denies there.
        self._by_denier: dict[Hashable, tuple[Hashable, Hashable]] = {}
        self._by_body: dict[Hashable, tuple[Hashable, Hashable]] = {}
        for cited in citations:
            if cited.stance != "denies_attribution" or not cited.active:
                continue
            if _no_origin(cited, name):
                continue
            for denier in sorted(chains.origins(cited.hops)):
                self._by_denier.setdefault(denier, (cited.id, denier))
                for body in upstream.stands_for(denier, judged_on(cited, network)):
                    self._by_body.setdefault(body, (cited.id, denier))

    def of(self, origin: Hashable, on: datetime.date | None) -> Denial | None:
        """Return the denial of words attributed to this origin on that day."""
        if not self._by_body:
            return None
        denied = self._by_denier.get(origin) or self._by_body.get(origin)
        if not denied:
            voices = [
                to
                for to, reach in self._upstream.of(origin, on).items()
                if reach.level == VOICE and to in self._by_denier
            ]
            if not voices:
                return None
            denied = self._by_denier[voices[0]]
        citation, denier = denied
        if denier == origin:
            words = f"{self._name(origin)} denies having said it"
        else:
            words = f"{self._name(denier)} denies that {self._name(origin)} said it"
        return Denial(origin, citation, sentence(words))
