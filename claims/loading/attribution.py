"""Those to whom the chains of a claim lead, each with the verdict on whether they said it."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.loading.facts import lead, ordered
from claims.models import Citation, Hop
from claims.rules.citations import CARRYING_STANCES, SOURCE_STATUSES
from claims.rules.requirements import roll_up
from sources.models import Source


@dataclass(frozen=True)
class Alleged:
    """An alleged origin, named or only described, at the last hop of a chain.

    ``channel``: the source of the hop before, through whom it was heard.
    """

    hop: Hop
    verdict: str
    channel: Source | None

    @property
    def source(self) -> Source:
        return self.hop.source


def alleged(citations: Iterable[Citation]) -> list[Alleged]:
    """Return the alleged origins of a claim, each once: those of the leading citation first."""
    carrying = [one for one in citations if one.stance in CARRYING_STANCES]
    leading = lead(carrying)
    carrying.sort(key=lambda one: (one is not leading, one.pk))
    found: dict[tuple, tuple[Hop, Source | None]] = {}
    statuses: dict[tuple, list[str]] = {}
    for citation in carrying:
        hops = ordered(citation)
        last = max((hop.position for hop in hops), default=0)
        before = [hop.source for hop in hops if hop.position == last - 1]
        for hop in hops:
            if hop.position == last and hop.end and hop.end != "dead_end":
                key = (hop.source_id, hop.end == "unnamed")
                found.setdefault(key, (hop, before[0] if before else None))
                statuses.setdefault(key, []).append(citation.status)
    return [
        Alleged(hop, SOURCE_STATUSES[roll_up(statuses[key])].verdict, channel)
        for key, (hop, channel) in found.items()
    ]
