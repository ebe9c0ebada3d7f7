"""The originals of copied documents and of derived series, through any number of steps.

A circle (A is a copy of B, which is a copy of A) should not be recorded, but may be. A circle of
copies is one family, whose first document is the original. So no loop here runs forever.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.rules.independence.counted import Counted
from claims.rules.independence.facts import Document, Network


def families(documents: Mapping[Hashable, Document], ids: Sequence[Hashable]) -> dict:
    """Return by document the original of its family, and the number of copies between them."""
    originals: dict[Hashable, tuple[Hashable, int]] = {}
    for document in ids:
        trail: dict[Hashable, None] = {}
        while document not in originals and document not in trail:
            trail[document] = None
            above = documents[document].republication_of if document in documents else None
            document = document if above is None else above
        if (
            document not in originals
        ):  # The end of the trail: a circle, or an original, a circle of one.
            steps = list(trail)
            circle = steps[steps.index(document) :]
            originals.update({copy: (min(circle), int(copy != min(circle))) for copy in circle})
        original, copies = originals[document]
        for copy in reversed(trail):
            if copy not in originals:
                copies += 1
                originals[copy] = (original, copies)
    return originals


@dataclass(frozen=True)
class Copied:
    """A citation from a copy, and the citations from its original.

    ``is_same``: the copy leads to the same origins as the original. Otherwise the copy says
    something else of the same text, and nobody knows to which passage it belongs.
    """

    citation: Counted
    originals: Sequence[Counted]
    original: Hashable
    is_same: bool
    is_of_root: bool


def copied(counted: Sequence[Counted], network: Network) -> Iterator[Copied]:
    """Yield each counted citation from a copy, with its match in the first document of the family.

    One document may quote two origins in two citations, and its copy quotes the same two. Each is
    joined with its own match, so that a copy takes nothing away from the original's origins. A
    citation without a match is joined with every citation of the original, so that it adds nothing.
    """
    family_of = families(network.documents, [citation.document for citation in counted])
    by_family: dict = defaultdict(lambda: defaultdict(list))
    for citation in counted:
        root, generation = family_of[citation.document]
        by_family[root][generation, citation.document].append(citation)
    for by_document in by_family.values():
        (generation, original), *copies = sorted(by_document)
        matches: dict[tuple, Counted] = {}
        for citation in by_document[generation, original]:
            matches.setdefault(citation.origins, citation)
        # After one citation has joined them all, the first stands for all.
        unmatched = list(matches.values())
        for copy in copies:
            for citation in by_document[copy]:
                match = matches.get(citation.origins)
                originals = [match] if match else unmatched
                yield Copied(citation, originals, original, bool(match), generation == 0)
                if not match:
                    del unmatched[1:]


def ancestors(network: Network, series: Hashable) -> list[Hashable]:
    """Return the series from which a series derives, the nearest first; in a circle, all others."""
    steps = {series: None}
    while series in network.series:
        _claimant, series = network.series[series]
        if series is None or series in steps:
            break
        steps[series] = None
    return list(steps)[1:]
