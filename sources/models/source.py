"""Sources, with their names and web domains, and topics."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from sources.database.checks import check, known, not_empty, not_itself
from sources.database.columns import protected
from sources.languages import check_by_language
from sources.naming import normalize
from sources.registers.recorded import Recorded, RecordedQuerySet, one_write

SOURCE_KINDS = [
    ("news_agency", "News agency"),
    ("news_outlet", "News outlet"),
    ("broadcaster", "Broadcaster"),
    ("social_channel", "Social channel"),
    ("government", "Government body"),
    ("military", "Military"),
    ("intelligence", "Intelligence service"),
    ("court", "Court"),
    ("intergovernmental", "Intergovernmental body"),
    ("ngo", "Non-governmental organization"),
    ("research", "Research body"),
    ("academic", "Academic"),
    ("company", "Company"),
    ("person", "Person"),
    ("role", "Role"),
    ("dataset", "Data set"),
    ("other", "Other"),
]


class Topic(Recorded):
    """A topic of claims. Grades and interests are given for a topic."""

    slug = models.SlugField(max_length=80, unique=True, help_text="Stays for good once used.")
    name = models.CharField(max_length=120)
    parent = protected("self", optional=True, related_name="children")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            not_itself("topic_is_not_its_own_parent", "parent", "A topic cannot be its own parent.")
        ]

    def __str__(self):
        return self.name


class SourceQuerySet(RecordedQuerySet):
    def named(self, name: str):
        """Return the sources with this name. Case, spaces and punctuation do not matter."""
        return self.filter(aliases__normalized=normalize(name))


class Source(Recorded):
    """A body, person, role, outlet or data set that can originate or relay a claim."""

    slug = models.SlugField(
        max_length=80, unique=True, help_text="Names the source in the API; stays for good."
    )
    name = models.CharField(max_length=200)
    in_sentence = models.CharField(
        max_length=200,
        blank=True,
        help_text="The name after “according to”, where it differs: “the General Staff of …”.",
    )
    names = models.JSONField(
        null=True,
        blank=True,
        validators=[check_by_language],
        verbose_name="names in other languages",
        help_text='By language, in the nominative: {"uk": "Рейтер"}. Sentences use them.',
    )
    kind = models.CharField(max_length=20, choices=SOURCE_KINDS)
    country = models.CharField(
        max_length=2, blank=True, help_text="Two capital letters (ISO 3166-1), or empty."
    )
    homepage = models.URLField(max_length=500, blank=True)
    description = models.TextField(blank=True, max_length=2000)
    wikidata_id = models.CharField(max_length=16, blank=True, help_text="Such as Q846574.")
    merged_into = protected(
        "self",
        optional=True,
        related_name="merged",
        help_text="A merged source redirects, takes no new citations, and stays.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            known("source_kind_is_known", "kind", SOURCE_KINDS),
            not_itself(
                "source_is_not_merged_into_itself",
                "merged_into",
                "A source cannot be merged into itself.",
            ),
            check(
                "source_country_is_iso_3166",
                Q(country="") | Q(country__regex=r"^[A-Z]{2}$"),
                "A country is two capital letters, such as UA.",
                field="country",
            ),
            check(
                "source_wikidata_id_is_a_q_number",
                Q(wikidata_id="") | Q(wikidata_id__regex=r"^Q[1-9][0-9]*$"),
                "A Wikidata id is a Q and a number, such as Q846574.",
                field="wikidata_id",
            ),
            not_empty("source_has_a_name", "name", "A source needs a name."),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Store the source, and its name as an alias unless another source has this alias."""
        with one_write():
            super().save(*args, **kwargs)
            Alias.objects.get_or_create(
                normalized=normalize(self.name), defaults={"source": self, "name": self.name}
            )

    @property
    def spoken_name(self) -> str:
        return self.in_sentence or self.name


class Alias(Recorded):
    """One more name of a source."""

    belongs_to = "source"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    normalized = models.CharField(
        max_length=220,
        unique=True,
        editable=False,
        error_messages={"unique": "Another source already has this name."},
    )

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["name", "id"]
        constraints = [
            check(
                "alias_has_letters",
                ~Q(normalized=""),
                "An alias needs a letter or a digit.",
                field="name",
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        self.normalized = normalize(self.name)

    def save(self, *args, **kwargs):
        self.normalized = normalize(self.name)
        super().save(*args, **kwargs)


class Domain(Recorded):
    """A host that belongs to a source. It finds the publisher of a document by its URL."""

    belongs_to = "source"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="domains")
    host = models.CharField(
        max_length=253, unique=True, help_text="Lower-case, without www: pravda.com.ua"
    )

    class Meta:
        ordering = ["host"]
        constraints = [
            check(
                "domain_host_is_bare_and_lower_case",
                Q(host=Lower("host"))
                & Q(host__contains=".")
                & ~Q(host__startswith="www.")
                & ~Q(host__contains="/")
                & ~Q(host__contains=" "),
                "A host is lower-case, without www, scheme or path, such as pravda.com.ua.",
                field="host",
            )
        ]

    def __str__(self):
        return self.host
