"""The public answers about claims, their publications and changes, as the schema describes them.

A published document is stored as bytes (``claims.record.document``), and is served with its
``standing`` beside it. A test compares descriptions and answers.
"""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.api.shapes.findings import IndependenceShape
from claims.models import Publication
from claims.record.document import StoredClaim, StoredRetraction
from claims.record.shape import code, flag, moment, text, texts, whole
from claims.rules import choices
from sources.api import TextOrNull, columns

SHA256 = serializers.RegexField(r"^[0-9a-f]{64}$", help_text="SHA-256 of the stored document.")


class StandingShape(serializers.Serializer):
    """The state of a publication today, beside the stored document."""

    live = flag("Whether it is what we say now.")
    published_until = moment("Until when we said so; null while we do.", null=True)
    superseded_by = whole("The number of the publication that took its place.", null=True)
    retracted = flag("Whether it was taken back.")
    needs_reassessment = flag("Whether it has to be assessed anew: its status lost a need.")
    reassessment_cause = text("Why it has to be assessed anew.", null=True)
    content_sha256 = SHA256


DIRECTIONS = [("to", "This claim to the other"), ("from", "The other to this claim")]


class LinkShape(serializers.Serializer):
    """A relation to another public claim that a person has confirmed."""

    kind = code(choices.CLAIM_LINK_KINDS, "How the two are related.")
    direction = code(DIRECTIONS, "Which of the two the relation starts from.")
    ref = text("The other claim.")
    statement = text("The other claim in our words.")


class ClaimDocument(StoredClaim):
    """A claim in force."""

    links = LinkShape(many=True, help_text="How it stands to other claims, today.")
    standing = StandingShape(help_text="How things are with it today.")
    independence = IndependenceShape(
        required=False, help_text="With `include=independence`: how its origins were counted."
    )


class RetractionDocument(StoredRetraction):
    """A retracted claim."""

    standing = StandingShape(help_text="How things are with it today.")
    independence = IndependenceShape(
        required=False, allow_null=True, help_text="With `include=independence`: null."
    )


PUBLICATION = {
    "ref": "The claim.",
    "number": "Counts the publications of a claim from 1.",
    "kind": "What the publication was.",
    "published_from": "Since when it was in force.",
    "published_until": "Until when it was in force; null while it is.",
    "content_sha256": "SHA-256 of the stored document.",
}
URI = {"type": "string", "format": "uri"}


def note_field():
    return TextOrNull(
        source="event.public_note", help_text="What was corrected, or why it was retracted."
    )


@extend_schema_field(URI)
def publication_url(serializer, row: Publication) -> str:
    names = {"ref": row.ref, "number": row.number}
    return reverse("publication", kwargs=names, request=serializer.context["request"])


class PublicationRow(serializers.ModelSerializer):
    """One publication in the history of a claim."""

    url = serializers.SerializerMethodField(help_text="Address of the document as it was stored.")
    get_url = publication_url
    public_note = note_field()
    Meta = columns(
        Publication,
        "ref number kind published_from published_until public_note content_sha256 url",
        **PUBLICATION,
    )

    def to_representation(self, row) -> dict:
        """Return a row; at a moment (``known_at`` of the context) without an end after it."""
        shown, at = super().to_representation(row), self.context.get("known_at")
        if at and row.published_until and row.published_until > at:
            shown["published_until"] = None
        return shown


class CorrectionRow(serializers.ModelSerializer):
    """A publication that changed or took back what we had said, or took it up again."""

    public_note = note_field()
    claim = serializers.SerializerMethodField(help_text="Address of the claim as we give it now.")
    url = serializers.SerializerMethodField(help_text="Address of what was stored.")
    get_url = publication_url
    Meta = columns(
        Publication, "ref number kind published_from public_note claim url", **PUBLICATION
    )

    @extend_schema_field(URI)
    def get_claim(self, row) -> str:
        return reverse("claim", kwargs={"ref": row.ref}, request=self.context["request"])


class ChangeRow(serializers.Serializer):
    """One thing that became different in public, with what it touched."""

    position = whole("Its place in the feed, from 1 without a gap.")
    kind = code(choices.CHANGE_KINDS, "What happened.")
    at = moment("When it was done; positions are in another order.")
    resource = code(choices.CHANGED_RESOURCES, "What changed.")
    key = text("The ref, slug, code or id of what changed.")
    number = whole("Of a claim: the number of its publication.", null=True)
    changed = texts("The members of its answer that differ; null: it is new.", allow_null=True)
    sources = texts("Slugs of the sources in its chains, and before.")
    series = texts("Slugs of the series that it touches.")
    figures = texts("Slugs of the figures whose answer it may change.")
    note = text("What was said of it in public.", null=True)
    other = text("The claim or source at the other end, where it is public.", null=True)
    url = serializers.URLField(help_text="Where what it is about can be fetched.")
