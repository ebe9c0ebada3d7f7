"""Serializers of sources, documents and topics. The caller passes only rows that are public."""

from functools import partial

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.models import Document, Source, Topic
from sources.models.document import MOMENT_PRECISIONS
from sources.models.grade import CANNOT_BE_JUDGED, RELIABILITY_GRADES
from sources.models.link import INTEREST_ROLES, LINK_KINDS
from sources.relations.surroundings import holds

KEY = "Names it in the API; stays for good."
NAMED = {"slug": KEY, "code": KEY, "name": "Its name."}


def columns(model, names: str, *, read_only: bool = False, **help_texts: str) -> type:
    """Make the ``Meta`` of a serializer of these columns; ``help_texts``: those of no model."""
    texts = {name: {"help_text": text} for name, text in (NAMED | help_texts).items()}
    found = {"model": model, "fields": names.split(), "extra_kwargs": texts}
    return type("Meta", (), found | ({"read_only_fields": names.split()} if read_only else {}))


class TextOrNull(serializers.CharField):
    """A text, or null if it is empty."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value) -> str | None:
        return str(value) or None


class Moment(serializers.Serializer):
    date = serializers.DateTimeField(help_text="The moment, or the first one of a day or month.")
    precision = serializers.ChoiceField(MOMENT_PRECISIONS, help_text="How exact the moment is.")


class TopicName(serializers.ModelSerializer):
    Meta = columns(Topic, "slug name")


class SourceRow(serializers.ModelSerializer):
    """A source in a list."""

    country = TextOrNull(help_text="ISO 3166-1, two letters.")
    Meta = columns(Source, "slug name kind country", kind="The kind of source.")


DIRECTIONS = [("to", "This source to the other"), ("from", "The other to this source")]
day_or_null = partial(serializers.DateField, allow_null=True)


class SourceLinkRow(serializers.Serializer):
    """One relation of this source to another source."""

    direction = serializers.ChoiceField(DIRECTIONS)
    kind = serializers.ChoiceField(choices=LINK_KINDS)
    source = SourceRow(help_text="The other source.")
    topic = TopicName(allow_null=True)
    valid_from = day_or_null()
    valid_until = day_or_null(help_text="The first day on which it no longer holds.")


class InterestRow(serializers.Serializer):
    role = serializers.ChoiceField(choices=INTEREST_ROLES)
    phrase = serializers.CharField(source="get_role_display", help_text="a party to the conflict")
    topic = TopicName()
    valid_from, valid_until = day_or_null(), day_or_null()


class GradeRow(serializers.Serializer):
    grade = serializers.ChoiceField(
        choices=RELIABILITY_GRADES, help_text="A–F of the Admiralty code; F cannot be judged."
    )
    topic = TopicName(allow_null=True, help_text="Null: the grade holds in general.")
    since = day_or_null(source="valid_from")


class GradeSpell(GradeRow):
    """A grade with its dates and reasons, in force or not."""

    until = day_or_null(source="valid_until", help_text="The day on which it ceased to hold.")
    rationale = serializers.CharField(help_text="Why.")


NO_GRADE = {"grade": CANNOT_BE_JUDGED, "topic": None, "since": None}


class SourceDetail(SourceRow):
    """A source with its names, its relations, its stakes and its reliability grades.

    The context holds what may be shown: ``shown_links`` (pairs of a direction and a link),
    ``interests``, and ``grades`` in the order of entry, with ``today``.
    """

    description, homepage, wikidata_id = TextOrNull(), TextOrNull(), TextOrNull()
    aliases = serializers.SlugRelatedField(many=True, read_only=True, slug_field="name")
    domains = serializers.SlugRelatedField(many=True, read_only=True, slug_field="host")
    links = serializers.SerializerMethodField()
    interests = serializers.SerializerMethodField(help_text="Its stakes: it is not disinterested.")
    grades = serializers.SerializerMethodField(help_text="Those in force today.")
    grade_history = serializers.SerializerMethodField(
        help_text="All grades with their dates and reasons, the newest first."
    )

    class Meta(SourceRow.Meta):
        fields = [*SourceRow.Meta.fields, "description", "homepage", "wikidata_id", "aliases"]
        fields += ["domains", "links", "interests", "grades", "grade_history"]

    @extend_schema_field(SourceLinkRow(many=True))
    def get_links(self, source) -> list[dict]:
        columns = "kind topic valid_from valid_until".split()
        rows = [
            {"direction": direction, "source": getattr(link, f"{direction}_source")}
            | {name: getattr(link, name) for name in columns}
            for direction, link in self.context["shown_links"]
        ]
        return SourceLinkRow(rows, many=True).data

    @extend_schema_field(InterestRow(many=True))
    def get_interests(self, source) -> list[dict]:
        return InterestRow(self.context["interests"], many=True).data

    @extend_schema_field(GradeRow(many=True))
    def get_grades(self, source) -> list[dict]:
        today = self.context["today"]
        held = [row for row in self.context["grades"] if holds(row, today)]
        return GradeRow(held, many=True).data or [NO_GRADE]

    @extend_schema_field(GradeSpell(many=True))
    def get_grade_history(self, source) -> list[dict]:
        return GradeSpell(reversed(self.context["grades"]), many=True).data


class DocumentRow(serializers.ModelSerializer):
    """One published item that we cite."""

    url = serializers.CharField(source="canonical_url", help_text="Its canonical address.")
    byline = TextOrNull(help_text="Who signed it.")
    publisher = SourceRow(help_text="Who published it.")
    published_at = serializers.SerializerMethodField(help_text="When it was published.")
    republication_of = serializers.SerializerMethodField(
        help_text="The id of the document that this one is a copy of."
    )
    Meta = columns(
        Document,
        "id url title kind language byline publisher published_at republication_of",
        id="Names it in `documents/`.",
        title="Its title.",
        kind="The kind of document.",
    )

    @extend_schema_field(Moment(allow_null=True))
    def get_published_at(self, document) -> dict | None:
        if document.published_at is None:
            return None
        moment = {"date": document.published_at, "precision": document.published_precision}
        return Moment(moment).data

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_republication_of(self, document) -> int | None:
        """Return the id of the original if it is public (``is_copy_of_public``), else None."""
        return document.republication_of_id if document.is_copy_of_public else None


class TopicRow(serializers.ModelSerializer):
    parent = serializers.SlugRelatedField(
        read_only=True, slug_field="slug", allow_null=True, help_text="Slug of the topic above it."
    )
    Meta = columns(Topic, "slug name parent")
