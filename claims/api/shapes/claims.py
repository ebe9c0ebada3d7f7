"""The public answers as the schema describes them.

Most are descriptions only: the documents are stored as bytes when they are published
(``claims.publish``) and are served as they are. A test holds the two together.
"""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.api.shapes.findings import BandShape, IndependenceShape
from claims.models import Publication
from claims.rules import choices
from sources.api import Moment, SourceRow, TextOrNull, TopicName
from sources.models.document import PRECISIONS
from sources.models.link import INTEREST_ROLES

SHA256 = serializers.RegexField(r"^[0-9a-f]{64}$", help_text="SHA-256 of the stored document.")


def decimal(help_text: str):
    """A decimal string: 62000, 0.5. Never a float."""
    return serializers.RegexField(
        r"^-?[0-9]+(\.[0-9]+)?$", allow_null=True, required=True, help_text=help_text
    )


def code(pairs, *, null: bool = False, help_text: str = ""):
    return serializers.ChoiceField(choices=list(pairs), allow_null=null, help_text=help_text)


def text(help_text: str = "", *, null: bool = False):
    return serializers.CharField(allow_null=null, help_text=help_text)


class Code(serializers.Serializer):
    code = text()
    name = text()


class Named(serializers.Serializer):
    slug = text()
    name = text()


class Claimant(SourceRow):
    interest = code(INTEREST_ROLES, null=True, help_text="Its stake in the topic, if it has one.")

    class Meta(SourceRow.Meta):
        fields = [*SourceRow.Meta.fields, "interest"]


class Day(serializers.Serializer):
    date = serializers.DateField()
    precision = code(PRECISIONS)


class Period(serializers.Serializer):
    start = serializers.DateField(allow_null=True)
    end = serializers.DateField(allow_null=True)
    precision = code(PRECISIONS)


class UnitName(serializers.Serializer):
    code = text()
    name = text()
    symbol = text("Empty for what is counted.")


class ValueShape(serializers.Serializer):
    comparator = code(choices.COMPARATORS, help_text="How the number is meant.")
    amount = decimal("The number as it was said, in `unit`; null for a range.")
    low = decimal("The low end of a range, in `unit`.")
    high = decimal("The high end of a range, in `unit`.")
    rounding = decimal("The value was given to the nearest of this.")
    confidence_level = decimal("Between 0 and 1, for a confidence interval.")
    lower = decimal("The lowest value that the words allow, in base units; null: unbounded.")
    lower_inclusive = serializers.BooleanField()
    upper = decimal("The highest value that the words allow, in base units; null: unbounded.")
    upper_inclusive = serializers.BooleanField()
    range_kind = code(choices.RANGE_KINDS, null=True)
    unit = UnitName()
    as_reported = text("Their words.", null=True)
    text = text("The value in words: more than 62,000.")


class ChainHop(serializers.Serializer):
    position = serializers.IntegerField(help_text="0 is the publisher of the document we read.")
    source = SourceRow()
    roles = serializers.ListField(child=code(choices.SOURCE_ROLES))
    relation = code(choices.RELATIONS, null=True)
    designation = code(choices.DESIGNATIONS, null=True)
    end = code(choices.CHAIN_ENDS, null=True, help_text="How the trail ends, at its last hop.")
    as_reported = text("As the document says it.", null=True)


class CitedDocument(serializers.Serializer):
    id = serializers.IntegerField()
    url = serializers.URLField()
    title = text()
    publisher = SourceRow()
    published_at = Moment(allow_null=True)
    language = text("BCP 47.")
    byline = text(null=True)


class CitationShape(serializers.Serializer):
    id = serializers.IntegerField(help_text="What `independence/` names it by.")
    document = CitedDocument()
    stance = code(choices.STANCES)
    quote = text("A short passage, verbatim.", null=True)
    locator = text(null=True)
    as_reported = text("The value in its words.", null=True)
    drift = code(choices.DRIFTS, help_text="What changed on the way from the origin.")
    primary_evidence = code(
        choices.PRIMARY_EVIDENCE, null=True, help_text="What kind of evidence it is itself."
    )
    source_status = code(choices.SOURCE_STATUSES, help_text="Did they say it?")
    chain = ChainHop(many=True)


class AssessmentShape(serializers.Serializer):
    confidence = code(choices.CONFIDENCES, null=True)
    method = serializers.ListField(child=serializers.CharField())
    rationale = text()
    assessed_at = serializers.DateTimeField()


class PublicationHead(serializers.Serializer):
    number = serializers.IntegerField(help_text="Counts the publications of a claim from 1.")
    kind = code(choices.PUBLICATION_KINDS)
    published_from = serializers.DateTimeField()
    public_note = text("What was corrected, or why it was retracted.", null=True)


class StoredClaim(serializers.Serializer):
    """A claim as it was published."""

    ref = text("Such as CLM-000123; never given to another claim.")
    publication = PublicationHead()
    statement = text("The claim in our words.")
    language = text("BCP 47.")
    kind = code(choices.CLAIM_KINDS)
    topic = TopicName()
    subject = Named()
    measure = Code(allow_null=True)
    scope = Named(allow_null=True)
    series = Named(allow_null=True, help_text="The running count that this is a value of.")
    speech_act = code(choices.SPEECH_ACTS, null=True)
    value = ValueShape(allow_null=True)
    display = text("The sentence to print: what was said, by whom, and how far it holds.")
    as_of = Day(allow_null=True, help_text="The day that the value is for.")
    period = Period(allow_null=True)
    stated_at = Moment(allow_null=True, help_text="When the claimant said it.")
    basis = code(choices.BASES)
    claimants = Claimant(many=True)
    attribution_status = code(choices.SOURCE_STATUSES, help_text="Did they say it?")
    verification_status = code(choices.VERIFICATION_STATUSES, help_text="Is it so?")
    credibility = code(choices.CREDIBILITIES)
    assessment = AssessmentShape()
    independent_origins = serializers.IntegerField(
        min_value=0, help_text="How many origins came to it each by their own way; a lower bound."
    )
    disinterested_origins = serializers.IntegerField(
        min_value=0, help_text="How many of these have no stake in the topic."
    )
    band = BandShape(help_text="How strong the basis is.")
    citations = CitationShape(many=True)


class StoredRetraction(serializers.Serializer):
    """What stands in the place of a retracted claim: no statement and no value."""

    ref = text()
    publication = PublicationHead()
    kind = code(choices.CLAIM_KINDS)
    topic = TopicName()
    subject = Named()
    retraction_reason = code(choices.RETRACTION_REASONS)
    display = text()


class StandingShape(serializers.Serializer):
    """How things are with the publication today, beside what was stored."""

    live = serializers.BooleanField(help_text="Whether it is what we say now.")
    published_until = serializers.DateTimeField(allow_null=True)
    superseded_by = serializers.IntegerField(allow_null=True)
    retracted = serializers.BooleanField()
    needs_reassessment = serializers.BooleanField()
    reassessment_cause = text(null=True)
    content_sha256 = SHA256


class ClaimDocument(StoredClaim):
    """A claim in force."""

    standing = StandingShape()
    independence = IndependenceShape(
        required=False, help_text="With `include=independence`: how its origins were counted."
    )


class RetractionDocument(StoredRetraction):
    """A retracted claim."""

    standing = StandingShape()
    independence = IndependenceShape(
        required=False, allow_null=True, help_text="With `include=independence`: null."
    )


class PublicationRow(serializers.ModelSerializer):
    """One publication in the history of a claim."""

    url = serializers.SerializerMethodField(help_text="The document as it was stored.")
    public_note = TextOrNull(source="event.public_note")

    class Meta:
        model = Publication
        fields = ["ref", "number", "kind", "published_from", "published_until", "public_note"]
        fields += ["content_sha256", "url"]

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

    public_note = TextOrNull(source="event.public_note")
    claim = serializers.SerializerMethodField(help_text="The claim as we give it now.")
    url = serializers.SerializerMethodField(help_text="The publication as it was stored.")

    class Meta:
        model = Publication
        fields = ["ref", "number", "kind", "published_from", "public_note", "claim", "url"]

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_claim(self, row) -> str:
        return reverse("claim", kwargs={"ref": row.ref}, request=self.context["request"])

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, row) -> str:
        return publication_url(row, self.context["request"])


def publication_url(row: Publication, request) -> str:
    return reverse("publication", kwargs={"ref": row.ref, "number": row.number}, request=request)
