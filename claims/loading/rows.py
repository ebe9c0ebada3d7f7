"""The rows around a claim: those that were loaded with many others, else asked for.

Whoever works on one claim asks the database; whoever works on a thousand prefetches. Both read
the rows here, so that the rules behind them are the same.
"""

from collections.abc import Callable

from claims.models import Claim, ClaimLink


def is_loaded(row, relation: str) -> bool:
    return relation in getattr(row, "_prefetched_objects_cache", ())


def rows(row, relation: str, *inner: str) -> list:
    """The rows of a relation in the order of entry, each with its ``inner`` relations."""
    if is_loaded(row, relation):
        return sorted(row._prefetched_objects_cache[relation], key=lambda one: one.pk)
    return list(getattr(row, relation).order_by("id").prefetch_related(*inner))


def links_of(claim: Claim) -> list[ClaimLink]:
    """The links that a claim is at either end of, in the order of entry."""
    if is_loaded(claim, "links") and is_loaded(claim, "linked_from"):
        both = [*claim.links.all(), *claim.linked_from.all()]
        return sorted(both, key=lambda link: link.pk)
    return list(ClaimLink.objects.of(claim).order_by("id").select_related("from_claim", "to_claim"))


def hold(row, **relations: list) -> None:
    """Give a row in memory its related rows, so that nobody asks for them."""
    kept = row.__dict__.setdefault("_prefetched_objects_cache", {})
    # Lists, not query sets: ``all()`` gives them, and whoever would filter them is told off.
    kept.update(relations)
    row.__dict__.pop("_of_hops", None)


def of_hops(citation, question: Callable):
    """What follows from a citation's hops alone: worked out once where they are loaded."""
    if not is_loaded(citation, "hops"):
        return question(citation)
    kept = citation.__dict__.setdefault("_of_hops", {})
    if question not in kept:
        kept[question] = question(citation)
    return kept[question]
