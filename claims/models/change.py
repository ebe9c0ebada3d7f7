"""The rows of the change feed: changes of what is public."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from claims.models.event import Event
from claims.models.naming import PublicationSource
from claims.models.record import Publication
from claims.rules import choices
from sources.database.append_only import AppendOnly, AppendOnlyQuerySet
from sources.database.checks import check, known, unique
from sources.database.columns import index, protected
from sources.models import Source
from sources.relations.standing import members, named_by


class ChangeQuerySet(AppendOnlyQuerySet):
    def settled(self):
        """Return the changes that have a position in the feed, in its order."""
        return self.filter(position__isnull=False).order_by("position")

    def unsettled(self):
        return self.filter(position__isnull=True).order_by("id")

    def citing_any(self, sources: Iterable[Source]):
        """Return changes of the sources, and of claims that name one or one that stands for it."""
        named = PublicationSource.objects.filter(
            named_by(members(*sources), "source", "on"), publication=OuterRef("publication")
        )
        own = Source.objects.filter(Q(pk__in=sources) | Q(merged_into__in=sources)).values("slug")
        return self.filter(Exists(named) | Q(resource="source", key__in=own))


class Change(AppendOnly):
    """One change of what is public. The verb writes it in its own transaction.

    ``position`` is the place in the feed, from 1 without a gap. It is null until the change is
    settled (``claims.changes.settling``). The feed cannot be ordered by id: the database assigns
    ids before a transaction commits, so readers may see rows in another order.
    """

    filled_later = ("position",)

    position = models.PositiveBigIntegerField(null=True)
    kind = models.CharField(max_length=16, choices=choices.CHANGE_KINDS)
    at = models.DateTimeField()
    resource = models.CharField(max_length=8, choices=choices.CHANGED_RESOURCES)
    key = models.CharField(max_length=80, help_text="The ref, slug, code or id of what changed.")
    publication = protected(
        Publication,
        null=True,
        related_name="changes",
        help_text="The one that a change of a claim is about.",
    )
    event = models.OneToOneField(
        Event, null=True, on_delete=models.PROTECT, related_name="change", help_text="Its cause."
    )
    content = models.TextField(help_text="The JSON that the API serves, without the position.")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            unique(
                "change_position_is_taken_once", ["position"], "Another change has this position."
            ),
            known("change_kind_is_known", "kind", choices.CHANGE_KINDS),
            known("change_resource_is_known", "resource", choices.CHANGED_RESOURCES),
            check(
                "change_of_a_claim_names_its_publication_and_event",
                Q(resource="claim", publication__isnull=False, event__isnull=False)
                | (~Q(resource="claim") & Q(publication__isnull=True, event__isnull=True)),
                "A change of a claim, and no other, names its publication and its event.",
                field="publication",
            ),
            check(
                "change_position_counts_from_1",
                Q(position__isnull=True) | Q(position__gte=1),
                "Positions count from 1.",
                field="position",
            ),
        ]
        indexes = [
            # The changes without a position, in the order of writing?
            index("change_unsettled", "id", Q(position__isnull=True))
        ]

    def __str__(self):
        return f"{self.kind} of {self.key}"
