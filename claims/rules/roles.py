"""The roles: the admin permissions of each role, and whose claims it assigns.

The steps of the review that a role may take stand only in ``VERBS``. After each migrate
``claims.apps`` gives the group of a role exactly these permissions.
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
# A person's own tokens: the admin never shows the tokens of others.
TOKENS = ("claims.apitoken",)
# Grades and captures (KEPT_FOR_GOOD) are added, and never changed.
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
    """The models that a role sees, adds and changes in the admin, as “app.model”; nobody deletes.

    ``takes_claims``: the role takes unassigned claims from the queue. ``hands_out_claims``: the
    role assigns claims to others, and takes them from others.
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
# The roles that can hold a claim: those that may take a step on it.
WORKERS = tuple(role for role in ROLES if any(role in verb.roles for verb in VERBS.values()))
TAKERS = tuple(name for name, role in ROLES.items() if role.takes_claims)
GIVERS = tuple(name for name, role in ROLES.items() if role.hands_out_claims)
# The roles that decide how a figure is answered.
FIGURE_KEEPERS = tuple(name for name, role in ROLES.items() if FIGURE in role.changes)


def permissions(name: str) -> set[str]:
    """Return the permissions of a role's group, as “app.action_model”.

    Only verbs change claims, and they check the role themselves. The permission to change a claim
    opens its page to those who take a step there.
    """
    role = ROLES[name]
    creates, works = name in VERBS["create"].roles, name in WORKERS
    models = {
        "view": (*SEEN_BY_ALL, *role.sees),
        "add": (*TOKENS, *role.adds, *((CLAIM,) if creates else ())),
        "change": (*TOKENS, *role.changes, *((CLAIM,) if works else ())),
    }
    return {one.replace(".", f".{action}_") for action, names in models.items() for one in names}
