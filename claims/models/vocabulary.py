"""The vocabulary of values: units, measures, subjects and scopes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from claims.rules.saying import plural_forms
from sources.database.checks import check, known, not_itself
from sources.database.columns import protected
from sources.languages import check_tag, check_text
from sources.registers.recorded import Recorded

DIMENSIONS = [
    ("persons", "Persons"),
    ("items", "Items"),
    ("currency", "Money"),
    ("mass", "Mass"),
    ("length", "Length"),
    ("area", "Area"),
    ("volume", "Volume"),
    ("duration", "Duration"),
    ("energy", "Energy"),
    ("ratio", "Ratio"),
    ("temperature", "Temperature"),
    ("change", "Change, which may be negative"),
]

SUBJECT_KINDS = [
    ("armed_force", "Armed force"),
    ("state", "State"),
    ("organization", "Organization"),
    ("person", "Person"),
    ("population", "Population"),
    ("place", "Place"),
    ("event", "Event"),
    ("other", "Other"),
]


def check_plurals(given) -> None:
    """Refuse what is not the plural forms of some languages; raises ``ValidationError``."""
    if not isinstance(given, dict):
        raise ValidationError("Give an object of languages, each with its plural forms.")
    for tag, forms in given.items():
        check_tag(tag)
        wanted = plural_forms(tag)
        if not isinstance(forms, dict) or set(forms) != set(wanted):
            raise ValidationError(f"{tag}: give these forms and no others: {', '.join(wanted)}.")
        for form, text in forms.items():
            check_text(text, f"{tag}, {form}")


class Unit(Recorded):
    """A unit, and the exact factor that converts it to the base unit of its dimension."""

    code = models.SlugField(max_length=40, unique=True, help_text="Stays for good once used.")
    name = models.CharField(max_length=80, help_text="One of them: US dollar.")
    plural = models.CharField(max_length=80, help_text="Several of them: US dollars.")
    symbol = models.CharField(
        max_length=12, blank=True, help_text="Printed beside the number; empty for counted things."
    )
    dimension = models.CharField(max_length=16, choices=DIMENSIONS)
    factor_to_base = models.DecimalField(
        max_digits=24, decimal_places=12, default=1, help_text="Base units in one of these."
    )
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217, for money only.")
    words = models.JSONField(
        default=list, blank=True, help_text="Other spellings that editors type, as a list."
    )
    names = models.JSONField(
        null=True,
        blank=True,
        validators=[check_plurals],
        verbose_name="names in other languages",
        help_text="The plural forms of Unicode CLDR by language: "
        '{"uk": {"one": "особа", "few": "особи", "many": "осіб", "other": "особи"}}.',
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            known("unit_dimension_is_known", "dimension", DIMENSIONS),
            check(
                "unit_factor_is_positive",
                Q(factor_to_base__gt=0),
                "The factor to the base unit is a number above 0.",
                field="factor_to_base",
            ),
            check(
                "unit_of_money_names_its_currency",
                Q(dimension="currency", currency__regex=r"^[A-Z]{3}$")
                | (~Q(dimension="currency") & Q(currency="")),
                "A unit of money, and no other, names its currency in three capital letters.",
                field="currency",
            ),
        ]

    def __str__(self):
        return self.plural


class Measure(Recorded):
    """A quantity to count: “killed”, “killed and wounded” and “losses” are three measures."""

    code = models.SlugField(max_length=60, unique=True, help_text="Stays for good once used.")
    name = models.CharField(max_length=120)
    definition = models.TextField(max_length=2000, help_text="What is in it, and what is not.")
    dimension = models.CharField(max_length=16, choices=DIMENSIONS)
    is_cumulative = models.BooleanField(
        default=False, help_text="Whether it only grows: a running count since a start."
    )
    parts = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="part_of", help_text="What it adds up."
    )
    default_unit = protected(Unit, related_name="+")
    shelf_life_days = models.PositiveIntegerField(
        null=True, blank=True, help_text="After how many days a value is stale."
    )

    class Meta:
        ordering = ["name", "id"]
        constraints = [known("measure_dimension_is_known", "dimension", DIMENSIONS)]

    def __str__(self):
        return self.name


class Subject(Recorded):
    """A person, body, place or thing that claims are about."""

    slug = models.SlugField(max_length=80, unique=True, help_text="Stays for good once used.")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=SUBJECT_KINDS)
    wikidata_id = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            known("subject_kind_is_known", "kind", SUBJECT_KINDS),
            check(
                "subject_wikidata_id_is_a_q_number",
                Q(wikidata_id="") | Q(wikidata_id__regex=r"^Q[1-9][0-9]*$"),
                "A Wikidata id is a Q and a number, such as Q423.",
                field="wikidata_id",
            ),
        ]

    def __str__(self):
        return self.name


class Scope(Recorded):
    """The population, territory and inclusion rules that a value covers."""

    slug = models.SlugField(max_length=80, unique=True, help_text="Stays for good once used.")
    name = models.CharField(max_length=160)
    note = models.TextField(blank=True, max_length=2000)
    within = protected("self", optional=True, related_name="contains")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            not_itself("scope_is_not_within_itself", "within", "A scope cannot contain itself.")
        ]

    def __str__(self):
        return self.name


class Counter(models.Model):
    """The last number taken under a name. Refs run without a gap and are never reused."""

    name = models.CharField(max_length=20, unique=True)
    last = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(null=True, help_text="When it was given out, where that counts.")

    @classmethod
    def take(cls, name: str, count: int = 1) -> int:
        """Take ``count`` numbers and return the first. Call it inside a transaction."""
        counter, _is_new = cls.objects.select_for_update().get_or_create(name=name)
        counter.last += count
        counter.save(update_fields=["last"])
        return counter.last - count + 1
