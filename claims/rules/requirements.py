"""The needs of each step, as pure rules on plain facts: one list for every refusal.

``desk`` gathers the ``Facts``. The admin's checklist, the API's ``needs`` and the exceptions show
the same ``Need`` rows. See ``docs/analysts/rules.md``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.rules import chains
from claims.rules.citations import ATTRIBUTION_ORDER
from claims.rules.lifecycle import CONTRIBUTOR, VERBS
from claims.rules.refusals import Need


@dataclass(frozen=True)
class CitationFacts:
    label: str
    status: str
    carries: bool
    has_quote: bool
    hops: Sequence[chains.Hop]
    publisher: object = None


@dataclass(frozen=True)
class Facts:
    """The facts of a claim that the rules read; withdrawn citations are left out."""

    kind: str
    has_value: bool
    has_measure: bool
    has_unit: bool
    has_verdict: bool
    version: int
    assessed_version: int | None
    citations: Sequence[CitationFacts]


@dataclass(frozen=True)
class Actor:
    """The person who takes a step, and their relation to the claim."""

    roles: frozenset[str]
    is_author: bool = False
    is_last_editor: bool = False


def permission_needs(verb: str, actor: Actor) -> list[Need]:
    """Return what this person lacks for the verb in any state of the claim; empty if nothing."""
    rule, needs = VERBS[verb], []
    own_only = set(rule.roles) & actor.roles == {CONTRIBUTOR}
    if not set(rule.roles) & actor.roles:
        allowed = " or ".join(rule.roles)
        needs.append(Need("role", f"Only a {allowed} may {rule.label.lower()} a claim."))
    elif own_only and verb != "create" and not actor.is_author:
        message = f"A contributor may {rule.label.lower()} only their own claims."
        needs.append(Need("own_claim", message))
    if rule.four_eyes and actor.is_author:
        message = "The author of a claim cannot review it: ask a colleague."
        needs.append(Need("four_eyes_author", message))
    if rule.four_eyes and actor.is_last_editor and not actor.is_author:
        message = "Whoever made the last substantive edit cannot review the claim: ask a colleague."
        needs.append(Need("four_eyes_editor", message))
    return needs


def roll_up(statuses: Iterable[str]) -> str:
    """Return the status from those of the citations: a denial by the origin, else the strongest."""
    return min(statuses, key=ATTRIBUTION_ORDER.index, default="unchecked")


def submit_needs(facts: Facts) -> list[Need]:
    """Return what a claim needs before it is submitted, each need met or not."""
    message = "The claim needs at least one citation, with the publisher as the first hop."
    has_hops = any(citation.hops for citation in facts.citations)
    needs = [Need("citation", message, "citations", has_hops)]
    for index, citation in enumerate(facts.citations):
        needs += [
            Need(problem.code, problem.message, f"citations.{index}.{problem.field}")
            for problem in chains.problems(citation.hops, publisher=citation.publisher)
        ]
    if facts.kind == "quantity":
        needs.append(Need("value", "A quantity needs a value.", "value", facts.has_value))
    return needs


def publish_needs(facts: Facts) -> list[Need]:
    """Return what a claim needs before it is published, each need met or not."""
    needs = submit_needs(facts)
    for index, citation in enumerate(facts.citations):
        where = f"citations.{index}"
        if citation.carries:
            message = (
                f"The chain in {citation.label} has to end: say at its last hop how the trail ends."
            )
            is_met = chains.is_finished(citation.hops)
            needs.append(Need("finished_chain", message, f"{where}.hops", is_met))
        message = f"The citation of {citation.label} needs a quote, or the reason for none."
        needs.append(Need("quote", message, f"{where}.quote", citation.has_quote))
    message = (
        "The claim needs a verdict on its origin: check whether the source said it (any finding "
        "will do, also that it did not), or record that the origin is unknown."
    )
    needs.append(Need("claimant", message, "claimant", facts.has_verdict))
    if facts.kind == "quantity":
        needs.append(Need("measure", "A quantity needs a measure.", "measure", facts.has_measure))
        needs.append(Need("unit", "A quantity needs a unit.", "unit", facts.has_unit))
    assessed = facts.assessed_version
    last = f"the last one is of version {assessed}" if assessed else "it has none"
    message = f"The claim needs an assessment of its current version, {facts.version}; {last}."
    needs.append(Need("assessment", message, "assessment", assessed == facts.version))
    return needs


def unmet(needs: Iterable[Need]) -> list[Need]:
    return [need for need in needs if not need.met]
