"""Links between sources, and interests of sources in topics."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from sources.database.checks import check, in_order, known
from sources.database.columns import index, protected
from sources.link_kinds import LINK_KINDS, STAKES, STANDS_FOR_KINDS
from sources.models.source import Source, Topic
from sources.registers.recorded import Recorded, RecordedQuerySet

INTEREST_ROLES = list(STAKES.items())


class InForceQuerySet(RecordedQuerySet):
    def in_force(self, on):
        """Return the rows in force on a date. ``valid_until`` is the first day not in force."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_until__isnull=True) | Q(valid_until__gt=on),
        )


class SourceLink(Recorded):
    """A relation from one source to another. It may be limited to a topic and a period.

    ``save()`` raises ``ValidationError`` on a cycle of part_of and speaks_for links.
    """

    belongs_to = "from_source"

    from_source = protected(Source, related_name="links")
    to_source = protected(Source, related_name="linked_from")
    kind = models.CharField(max_length=24, choices=LINK_KINDS)
    topic = protected(Topic, optional=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(
        null=True, blank=True, help_text="The first day on which it no longer holds."
    )
    note = models.CharField(max_length=500, blank=True)
    evidence_url = models.URLField(max_length=2000, blank=True)

    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ["from_source", "kind", "id"]
        constraints = [
            known("source_link_kind_is_known", "kind", LINK_KINDS),
            check(
                "source_link_joins_two_sources",
                ~Q(from_source=F("to_source")),
                "A source cannot be linked to itself.",
                field="to_source",
            ),
            in_order(
                "source_link_ends_after_it_starts",
                "valid_from",
                "valid_until",
                "A link cannot end before it starts.",
            ),
        ]
        indexes = [
            # The sources that stand for this source?
            index("source_link_by_target", "to_source kind")
        ]

    def __str__(self):
        return f"{self.from_source} {self.get_kind_display()} {self.to_source}"

    def clean(self):
        """Refuse a cycle."""
        if self.kind not in STANDS_FOR_KINDS or not (self.from_source_id and self.to_source_id):
            return
        visited, frontier = set(), {self.to_source_id}
        links = SourceLink.objects.filter(kind__in=STANDS_FOR_KINDS).exclude(pk=self.pk)
        while frontier:
            if self.from_source_id in frontier:
                message = (
                    "This would make a circle: a source cannot be part of, or speak for, "
                    "one that is part of it or speaks for it."
                )
                error = ValidationError(message, code="source_link_cycle")
                raise ValidationError({"to_source": error})
            visited |= frontier
            targets = links.filter(from_source__in=frontier).values_list("to_source", flat=True)
            frontier = set(targets) - visited

    def save(self, *args, **kwargs):
        self.clean()
        super().save(*args, **kwargs)


class Interest(Recorded):
    """A stake of a source in a topic. On this topic, the source is an interested party."""

    belongs_to = "source"

    source = protected(Source, related_name="interests")
    topic = protected(Topic)
    role = models.CharField(max_length=16, choices=INTEREST_ROLES)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(
        null=True, blank=True, help_text="The first day on which it no longer holds."
    )
    note = models.CharField(max_length=500, blank=True)

    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ["source", "topic", "id"]
        constraints = [
            known("interest_role_is_known", "role", INTEREST_ROLES),
            in_order(
                "interest_ends_after_it_starts",
                "valid_from",
                "valid_until",
                "An interest cannot end before it starts.",
            ),
        ]

    def __str__(self):
        return f"{self.source}: {self.get_role_display()} ({self.topic})"
