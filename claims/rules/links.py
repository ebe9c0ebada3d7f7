"""The ways in which one claim can be linked to another."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LinkKind:
    """``is_symmetric``: it says the same of both. ``is_ordered``: it leads from one claim to the
    next, and never back to where it began. ``reconciles``: two values so linked stand in no
    conflict, whatever the rules find.
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
