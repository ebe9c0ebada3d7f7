"""The original of a copied document, and the source of a derived series, at any distance.

A circle (A copies B copies A) is one family, whose first document is the original.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.rules.independence.counted import Counted
from claims.rules.independence.facts import Document, Network


def families(documents: Mapping[Hashable, Document], ids: Sequence[Hashable]) -> dict:
    """Document → the original of its family, and how many copies lie between."""
    known: dict[Hashable, tuple[Hashable, int]] = {}
    for document in ids:
        trail: dict[Hashable, None] = {}
        while document not in known and document not in trail:
            trail[document] = None
            above = documents[document].republication_of if document in documents else None
            document = document if above is None else above
        if (
            document not in known
        ):  # The end of the trail: a circle, or an original, a circle of one.
            steps = list(trail)
            circle = steps[steps.index(document) :]
            known.update({copy: (min(circle), int(copy != min(circle))) for copy in circle})
        original, copies = known[document]
        for copy in reversed(trail):
            if copy not in known:
                copies += 1
                known[copy] = (original, copies)
    return known


@dataclass(frozen=True)
class Copied:
    """A citation from a copy, and those from the original that it is a copy of.

    ``is_same``: both lead to the same origins. Else nobody knows to which passage it belongs.
    """

    citation: Counted
    originals: Sequence[Counted]
    original: Hashable
    is_same: bool
    is_of_root: bool


def copied(counted: Sequence[Counted], network: Network) -> Iterator[Copied]:
    """Yield each counted citation from a copy, with its match in the family's first document.

    A document may quote two origins, and its copy the same two: each is joined with its own match.
    One without a match is joined with every citation of the original: it adds nothing.
    """
    known = families(network.documents, [citation.document for citation in counted])
    by_family: dict = defaultdict(lambda: defaultdict(list))
    for citation in counted:
        root, generation = known[citation.document]
        by_family[root][generation, citation.document].append(citation)
    for by_document in by_family.values():
        (generation, original), *copies = sorted(by_document)
        matches: dict[tuple, Counted] = {}
        for citation in by_document[generation, original]:
            matches.setdefault(citation.origins, citation)
        # Once a copy has joined them all, the first stands for all.
        unmatched = list(matches.values())
        for copy in copies:
            for citation in by_document[copy]:
                match = matches.get(citation.origins)
                originals = [match] if match else unmatched
                yield Copied(citation, originals, original, bool(match), generation == 0)
                if not match:
                    del unmatched[1:]


def ancestors(network: Network, series: Hashable) -> list[Hashable]:
    """Return the series it derives from, the nearest first; in a circle, all others in it."""
    found = {series: None}
    while series in network.series:
        _claimant, series = network.series[series]
        if series is None or series in found:
            break
        found[series] = None
    return list(found)[1:]
