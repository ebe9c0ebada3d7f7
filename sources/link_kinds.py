"""The kinds of links between sources, and the roles of interests.

A link says that the first source depends on the second.
"""

from typing import NamedTuple


class LinkKind(NamedTuple):
    """One kind of link. ``label`` is the phrase between the names of the two sources.

    ``stands_for``: the second source also stands for the first one. ``is_voice``: the first source
    speaks in the name of the second one.
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
# The roles of an interest, each with the words for it in a sentence.
STAKES = {
    "belligerent": "a party to the conflict",
    "supplier": "a supplier",
    "litigant": "a party to the case",
    "subject": "the subject of the claim",
    "competitor": "a competitor",
    "other": "an interested party",
}
