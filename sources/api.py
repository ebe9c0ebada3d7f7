"""Serializers of sources, documents and topics. The caller passes only rows that are public."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.models import Document, Source, Topic
from sources.models.document import MOMENT_PRECISIONS
from sources.models.grade import CANNOT_BE_JUDGED, RELIABILITY_GRADES
from sources.models.link import INTEREST_ROLES, LINK_KINDS

# Help texts that the models do not have.
NAMED = {
    "slug": {"help_text": "Names it in the API; stays for good."},
    "code": {"help_text": "Names it in the API; stays for good."},
    "name": {"help_text": "Its name."},
}


class TextOrNull(serializers.CharField):
    """A text, or null if it is empty."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value) -> str | None:
        return str(value) or None


class Moment(serializers.Serializer):
    date = serializers.DateTimeField(help_text="The moment, or the first one of a day or month.")
    precision = serializers.ChoiceField(
        choices=MOMENT_PRECISIONS, help_text="How exact the moment is."
    )


class TopicName(serializers.ModelSerializer):
    class Meta:
        model = Topic
        fields = ["slug", "name"]
        extra_kwargs = NAMED


class SourceRow(serializers.ModelSerializer):
    """A source in a list."""

    country = TextOrNull(help_text="ISO 3166-1, two letters.")

    class Meta:
        model = Source
        fields = ["slug", "name", "kind", "country"]
        extra_kwargs = NAMED | {"kind": {"help_text": "The kind of source."}}


class SourceLinkRow(serializers.Serializer):
    """One relation of this source to another source."""

    direction = serializers.ChoiceField(
        choices=[("to", "This source to the other"), ("from", "The other to this source")]
    )
    kind = serializers.ChoiceField(choices=LINK_KINDS)
    source = SourceRow(help_text="The other source.")
    topic = TopicName(allow_null=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(
        allow_null=True, help_text="The first day on which it no longer holds."
    )


class InterestRow(serializers.Serializer):
    role = serializers.ChoiceField(choices=INTEREST_ROLES)
    phrase = serializers.CharField(source="get_role_display", help_text="a party to the conflict")
    topic = TopicName()
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)


class GradeRow(serializers.Serializer):
    grade = serializers.ChoiceField(
        choices=RELIABILITY_GRADES, help_text="A–F of the Admiralty code; F cannot be judged."
    )
    topic = TopicName(allow_null=True, help_text="Null: the grade holds in general.")
    since = serializers.DateField(source="valid_from", allow_null=True)


NO_GRADE = {"grade": CANNOT_BE_JUDGED, "topic": None, "since": None}


class SourceDetail(SourceRow):
    """A source with its names, its relations, its stakes and its reliability grades.

    The context holds what may be shown: ``shown_links`` (pairs of a direction and a link),
    ``interests`` and ``grades``.
    """

    description = TextOrNull()
    homepage = TextOrNull()
    wikidata_id = TextOrNull()
    aliases = serializers.SlugRelatedField(many=True, read_only=True, slug_field="name")
    domains = serializers.SlugRelatedField(many=True, read_only=True, slug_field="host")
    links = serializers.SerializerMethodField()
    interests = serializers.SerializerMethodField(help_text="Its stakes: it is not disinterested.")
    grades = serializers.SerializerMethodField(help_text="Those in force today.")

    class Meta(SourceRow.Meta):
        fields = [*SourceRow.Meta.fields, "description", "homepage", "wikidata_id", "aliases"]
        fields += ["domains", "links", "interests", "grades"]

    @extend_schema_field(SourceLinkRow(many=True))
    def get_links(self, source) -> list[dict]:
        return [
            {
                "direction": direction,
                "kind": link.kind,
                "source": SourceRow(link.to_source if direction == "to" else link.from_source).data,
                "topic": TopicName(link.topic).data if link.topic else None,
                "valid_from": link.valid_from,
                "valid_until": link.valid_until,
            }
            for direction, link in self.context["shown_links"]
        ]

    @extend_schema_field(InterestRow(many=True))
    def get_interests(self, source) -> list[dict]:
        return InterestRow(self.context["interests"], many=True).data

    @extend_schema_field(GradeRow(many=True))
    def get_grades(self, source) -> list[dict]:
        return GradeRow(self.context["grades"], many=True).data or [NO_GRADE]


class DocumentRow(serializers.ModelSerializer):
    """One published item that we cite."""

    url = serializers.CharField(source="canonical_url", help_text="Its canonical address.")
    byline = TextOrNull(help_text="Who signed it.")
    publisher = SourceRow(help_text="Who published it.")
    published_at = serializers.SerializerMethodField(help_text="When it was published.")
    republication_of = serializers.SerializerMethodField(
        help_text="The id of the document that this one is a copy of."
    )

    class Meta:
        model = Document
        fields = ["id", "url", "title", "kind", "language", "byline", "publisher"]
        fields += ["published_at", "republication_of"]
        extra_kwargs = {
            "id": {"help_text": "Names it in `documents/`."},
            "title": {"help_text": "Its title."},
            "kind": {"help_text": "The kind of document."},
        }

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

    class Meta:
        model = Topic
        fields = ["slug", "name", "parent"]
        extra_kwargs = NAMED
