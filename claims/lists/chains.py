"""Conditions that one chain of a claim meets together, from the document to the origin."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.lists.sets import Chained
from claims.models import Publication, PublicationSource

# The columns that describe one source of a chain.
OF_SOURCE = ("designation", "source_kind", "source_country")


@dataclass(frozen=True)
class OneChain:
    """Hold the conditions on one chain: ``named`` has them all, ``path`` its steps in order.

    Each condition on a source may be met by another source of the chain; the conditions on columns
    of OF_SOURCE are met by one source together. Each step of the path stands somewhere after the
    one before it.
    """

    named: Sequence[Chained] = ()
    path: Sequence[Chained] = ()

    def __bool__(self) -> bool:
        return bool(self.named or self.path)

    def found_in(self) -> QuerySet[Publication]:
        """Return the publications with such a chain: each is tested for itself."""
        if not self:
            return Publication.objects.all()
        rows = PublicationSource.objects.filter(self.rows, publication=OuterRef("pk"))
        return Publication.objects.filter(Exists(rows))

    @property
    def indexed(self) -> list[Chained]:
        """The sets that all claims with such a chain are in, and that an index finds."""
        return [one for one in (*self.named, *self.path) if one.ranges]

    @property
    def alone(self) -> Chained | None:
        """The only condition, if there is one, and an index finds it."""
        every = [*self.named, *self.path]
        return every[0] if len(every) == 1 and every[0].ranges else None

    @property
    def rows(self) -> Q:
        """The condition on a row, of which each such chain has one or more."""
        whole, of_source, of_origin, hops = Q(), Q(), Q(), []
        for one in self.named:
            if one.roles == ("origin",) or one.column == "verdict":
                of_origin &= one.rows
            elif one.standings:
                hops.append(one.rows)
            elif one.column in OF_SOURCE:
                of_source &= one.rows
            else:
                whole &= one.rows
        hops += [condition for condition in (of_source, of_origin) if condition]
        hops += [in_order([step.rows for step in self.path])] if self.path else []
        first, *others = hops or [Q(role="outlet")]
        for other in others:
            first &= Q(in_the_same_chain(other))
        return whole & first


def in_order(steps: Sequence[Q]) -> Q:
    """Return the condition on the row of the first step."""
    *before, condition = steps
    for step in reversed(before):
        condition = step & Q(in_the_same_chain(condition, position__gt=OuterRef("position")))
    return condition


def in_the_same_chain(condition: Q, **more) -> Exists:
    same = {name: OuterRef(name) for name in ("publication", "chain")}
    return Exists(PublicationSource.objects.filter(condition, **same, **more))
