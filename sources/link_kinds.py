"""The ways in which one source can be linked to another. Each says: *this one depends on that*."""

from typing import NamedTuple


class LinkKind(NamedTuple):
    """``label`` stands between the two. A source stands for itself and for whoever it is linked to
    by a kind that ``stands_for``; what it says is that one's word where the kind ``is_voice``.
    """

    label: str
    stands_for: bool = False
    is_voice: bool = False


KINDS = {
    "owned_by": LinkKind("is owned by"),
    "part_of": LinkKind("is part of", stands_for=True),
    "speaks_for": LinkKind("speaks for", stands_for=True, is_voice=True),
    "state_controlled_by": LinkKind("is state-controlled by"),
    "syndicates_from": LinkKind("syndicates from"),
    "derives_data_from": LinkKind("derives its data from"),
}
LINK_KINDS = [(code, kind.label) for code, kind in KINDS.items()]
STANDS_FOR_KINDS = tuple(code for code, kind in KINDS.items() if kind.stands_for)
VOICE_KINDS = tuple(code for code, kind in KINDS.items() if kind.is_voice)
