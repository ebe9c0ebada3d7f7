"""The roles: what each sees, adds and changes in the admin, and whose claims it hands out.

Which steps of the review a role takes stands in ``VERBS``, and nowhere else. After each migrate
``claims.apps`` gives the group of a role these permissions, and takes away all others.
"""

from dataclasses import dataclass

from claims.rules.lifecycle import (
    ANALYST,
    AUDITOR,
    CHIEF_EDITOR,
    CONTRIBUTOR,
    EDITOR,
    REVIEWER,
    SOURCE_CURATOR,
    VERBS,
)

CLAIM, FIGURE = "claims.claim", "claims.figure"
# A person's own tokens: the admin shows nobody those of others.
TOKENS = ("claims.apitoken",)
# Grades and captures are added, and never changed.
REGISTER = tuple(
    "sources.topic sources.source sources.alias sources.domain sources.sourcelink "
    "sources.interest sources.document".split()
)
KEPT_FOR_GOOD = ("sources.reliabilitygrade", "sources.capture")
FOUND_ON_THE_WAY = tuple(
    "sources.source sources.alias sources.document sources.capture claims.subject".split()
)
VOCABULARY = ("sources.topic", *"claims.unit claims.measure claims.subject claims.scope".split())
SERIES = ("claims.series", FIGURE, "claims.importmapping")
SEEN_BY_ALL = (
    CLAIM,
    *TOKENS,
    *REGISTER,
    *KEPT_FOR_GOOD,
    *VOCABULARY,
    *SERIES,
    *"sources.linkcheck sources.watch claims.citation claims.hop claims.sourcecheck".split(),
    *"claims.assessment claims.claimlink claims.ruling claims.event claims.publication".split(),
    *"claims.publicationsource claims.figurepolicy claims.figuremember".split(),
    *"claims.importbatch claims.importrow".split(),
)


@dataclass(frozen=True)
class Role:
    """What a role sees, adds and changes in the admin, as “app.model”; nobody deletes.

    ``takes_claims``: from the queue, or from nobody's hands; ``hands_out_claims``: to others, and
    out of the hands of others.
    """

    adds: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    takes_claims: bool = False
    hands_out_claims: bool = False


ROLES = {
    CONTRIBUTOR: Role(adds=FOUND_ON_THE_WAY),
    EDITOR: Role(
        adds=(*FOUND_ON_THE_WAY, *VOCABULARY, *SERIES),
        changes=("sources.document", *VOCABULARY, *SERIES),
        takes_claims=True,
    ),
    REVIEWER: Role(adds=("sources.capture",), takes_claims=True, hands_out_claims=True),
    CHIEF_EDITOR: Role(
        adds=(*REGISTER, *KEPT_FOR_GOOD, *VOCABULARY, *SERIES, "claims.webhook"),
        changes=(*REGISTER, *VOCABULARY, *SERIES, "claims.webhook"),
        sees=("claims.webhook", "claims.delivery"),
        takes_claims=True,
        hands_out_claims=True,
    ),
    SOURCE_CURATOR: Role(adds=(*REGISTER, *KEPT_FOR_GOOD), changes=REGISTER),
    ANALYST: Role(),
    AUDITOR: Role(),
}
# Who can have a claim in hand: those who take a step with it.
WORKERS = tuple(role for role in ROLES if any(role in verb.roles for verb in VERBS.values()))
TAKERS = tuple(name for name, role in ROLES.items() if role.takes_claims)
GIVERS = tuple(name for name, role in ROLES.items() if role.hands_out_claims)
# Who says how a figure is answered.
FIGURE_KEEPERS = tuple(name for name, role in ROLES.items() if FIGURE in role.changes)


def permissions(name: str) -> set[str]:
    """Return the permissions of a role's group, as “app.action_model”.

    Claims are changed by the verbs only, which ask for the role themselves: the permission opens
    their page to those who take a step there.
    """
    role = ROLES[name]
    creates, works = name in VERBS["create"].roles, name in WORKERS
    models = {
        "view": (*SEEN_BY_ALL, *role.sees),
        "add": (*TOKENS, *role.adds, *((CLAIM,) if creates else ())),
        "change": (*TOKENS, *role.changes, *((CLAIM,) if works else ())),
    }
    return {one.replace(".", f".{action}_") for action, names in models.items() for one in names}
