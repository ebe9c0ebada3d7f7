"""The kinds of link between two claims."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LinkKind:
    """A kind of link between two claims.

    ``is_symmetric``: the link means the same in both directions. ``is_ordered``: links of this kind
    lead from one claim to the next and may not form a circle. ``reconciles``: two values with this
    link are never in conflict.
    """

    label: str
    is_symmetric: bool = False
    is_ordered: bool = False
    reconciles: bool = False


LINK_KINDS = {
    "same_as": LinkKind("is the same as", is_symmetric=True, reconciles=True),
    "contradicts": LinkKind("contradicts", is_symmetric=True),
    "consistent_with": LinkKind("is consistent with", is_symmetric=True, reconciles=True),
    "supersedes": LinkKind("supersedes", is_ordered=True),
    "corrects": LinkKind("corrects", is_ordered=True),
    "part_of": LinkKind("is part of", is_ordered=True),
    "derived_from": LinkKind("is derived from", is_ordered=True),
    "not_comparable": LinkKind("is not comparable with", is_symmetric=True, reconciles=True),
}
SYMMETRIC_KINDS = tuple(code for code, kind in LINK_KINDS.items() if kind.is_symmetric)
ORDERED_KINDS = tuple(code for code, kind in LINK_KINDS.items() if kind.is_ordered)
RECONCILING_KINDS = tuple(code for code, kind in LINK_KINDS.items() if kind.reconciles)
