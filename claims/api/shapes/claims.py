"""The public answers around what was stored, as the schema describes them.

A claim's document was stored as bytes when it was published (``claims.record.document``), and is
served with its ``standing`` beside it. A test holds descriptions and answers together.
"""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.api.shapes.findings import IndependenceShape
from claims.models import Publication
from claims.record.document import StoredClaim, StoredRetraction
from claims.record.shape import flag, moment, text, whole
from sources.api import TextOrNull

SHA256 = serializers.RegexField(r"^[0-9a-f]{64}$", help_text="SHA-256 of the stored document.")


class StandingShape(serializers.Serializer):
    """How things are with the publication today, beside what was stored."""

    live = flag("Whether it is what we say now.")
    published_until = moment("Until when we said so; null while we do.", null=True)
    superseded_by = whole("The number of the publication that took its place.", null=True)
    retracted = flag("Whether it was taken back.")
    needs_reassessment = flag("Whether it has to be assessed anew: its status lost a need.")
    reassessment_cause = text("Why it has to be assessed anew.", null=True)
    content_sha256 = SHA256


class ClaimDocument(StoredClaim):
    """A claim in force."""

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
    "ref": {"help_text": "The claim."},
    "number": {"help_text": "Counts the publications of a claim from 1."},
    "kind": {"help_text": "What the publication was."},
    "published_from": {"help_text": "Since when it was in force."},
}


class PublicationRow(serializers.ModelSerializer):
    """One publication in the history of a claim."""

    url = serializers.SerializerMethodField(help_text="Address of the document as it was stored.")
    public_note = TextOrNull(
        source="event.public_note", help_text="What was corrected, or why it was retracted."
    )

    class Meta:
        model = Publication
        fields = ["ref", "number", "kind", "published_from", "published_until", "public_note"]
        fields += ["content_sha256", "url"]
        extra_kwargs = PUBLICATION | {
            "published_until": {"help_text": "Until when it was in force; null while it is."},
            "content_sha256": {"help_text": "SHA-256 of the stored document."},
        }

    def to_representation(self, row) -> dict:
        """At a moment (``known_at`` of the context) nobody knew yet when a publication ends."""
        shown, at = super().to_representation(row), self.context.get("known_at")
        if at and row.published_until and row.published_until > at:
            shown["published_until"] = None
        return shown

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, row) -> str:
        return publication_url(row, self.context["request"])


class CorrectionRow(serializers.ModelSerializer):
    """A publication that changed or took back what we had said, or took it up again."""

    public_note = TextOrNull(
        source="event.public_note", help_text="What was corrected, or why it was retracted."
    )
    claim = serializers.SerializerMethodField(help_text="Address of the claim as we give it now.")
    url = serializers.SerializerMethodField(help_text="Address of what was stored.")

    class Meta:
        model = Publication
        fields = ["ref", "number", "kind", "published_from", "public_note", "claim", "url"]
        extra_kwargs = PUBLICATION

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_claim(self, row) -> str:
        return reverse("claim", kwargs={"ref": row.ref}, request=self.context["request"])

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, row) -> str:
        return publication_url(row, self.context["request"])


def publication_url(row: Publication, request) -> str:
    return reverse("publication", kwargs={"ref": row.ref, "number": row.number}, request=request)
