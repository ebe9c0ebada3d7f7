"""What the desk takes: shapes and names only. Every rule is the verb's own."""

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from claims.api.http.fields import CodeField, IdField, NamedField, StrictSerializer, ValueField
from claims.models import Claim, Measure, Scope, Series, Subject
from claims.rules import choices
from sources.models import Source, Topic
from sources.models.document import DOCUMENT_KINDS, MOMENT_PRECISIONS, PRECISIONS


def text(max_length: int, help_text: str = ""):
    return serializers.CharField(
        required=False, allow_blank=True, max_length=max_length, help_text=help_text
    )


def code(pairs, *, blank: bool = False, help_text: str = ""):
    return CodeField(choices=list(pairs), required=False, allow_blank=blank, help_text=help_text)


class DocumentInput(StrictSerializer):
    """A document by its URL: the known one of that URL, else a new one with these details."""

    url = serializers.CharField(max_length=2000)
    title = text(500, "Needed for a new document.")
    publisher = NamedField(Source, required=False, help_text="Needed for a new document.")
    kind = code(DOCUMENT_KINDS)
    language = text(12)
    byline = text(200)
    published_at = serializers.DateTimeField(required=False, allow_null=True)
    published_precision = code(MOMENT_PRECISIONS)


class DocumentField(serializers.Field):
    default_error_messages = {"invalid": "Give the id of a document, or an object with its url."}

    def to_internal_value(self, data) -> int | dict:
        if isinstance(data, int):
            return IdField().run_validation(data)
        if not isinstance(data, dict):
            self.fail("invalid")
        document = DocumentInput(data=data)
        document.is_valid(raise_exception=True)
        return document.validated_data


class DocumentFieldSchema(OpenApiSerializerFieldExtension):
    target_class = DocumentField

    def map_serializer_field(self, auto_schema, direction) -> dict:
        details = auto_schema.resolve_serializer(DocumentInput, direction).ref
        told = "The id of a stored document, or its URL with its details."
        return {"oneOf": [{"type": "integer"}, details], "description": told}


class HopInput(StrictSerializer):
    """One link of a chain; without a position, its place in the list counts."""

    position = serializers.IntegerField(required=False, min_value=0, max_value=99)
    source = NamedField(Source)
    document = DocumentField(required=False, allow_null=True)
    relation = code(choices.RELATIONS, blank=True)
    designation = code(choices.DESIGNATIONS, blank=True)
    is_read = serializers.BooleanField(required=False)
    end = code(choices.CHAIN_ENDS, blank=True)
    as_reported = text(120)


class CitationInput(StrictSerializer):
    """A citation with its chain; with the id of a stored one, only what changes is needed."""

    id = IdField(required=False)
    document = DocumentField(required=False)
    stance = code(choices.STANCES)
    quote = text(300)
    quote_prefix = text(64)
    quote_suffix = text(64)
    no_quote_reason = text(200)
    locator = text(120)
    as_reported = text(120)
    drift = code(choices.DRIFTS)
    primary_evidence = code(choices.PRIMARY_EVIDENCE, blank=True)
    hops = HopInput(many=True, required=False, max_length=50)


class ClaimInput(StrictSerializer):
    """The whole of a claim; for an edit, only what changes (citations: the full list)."""

    statement = text(500, "One checkable proposition, in our own words.")
    language = text(12, "BCP 47.")
    kind = code(choices.CLAIM_KINDS)
    topic = NamedField(Topic, required=False)
    subject = NamedField(Subject, required=False)
    measure = NamedField(Measure, "code", required=False, allow_null=True)
    scope = NamedField(Scope, required=False, allow_null=True)
    series = NamedField(Series, required=False, allow_null=True)
    speech_act = code(choices.SPEECH_ACTS, blank=True)
    value = ValueField(required=False, allow_null=True)
    as_of = serializers.DateField(required=False, allow_null=True)
    as_of_precision = code(PRECISIONS)
    period_start = serializers.DateField(required=False, allow_null=True)
    period_end = serializers.DateField(required=False, allow_null=True)
    period_precision = code(PRECISIONS)
    stated_at = serializers.DateTimeField(required=False, allow_null=True)
    stated_precision = code(MOMENT_PRECISIONS)
    basis = code(choices.BASES)
    citations = CitationInput(many=True, required=False, max_length=50)
    note = text(2000, "Why, for the history.")


class Versioned(StrictSerializer):
    """A step on a version that somebody saw."""

    version = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="The version of the claim that you saw."
    )


class EditInput(ClaimInput, Versioned):
    """What changes, and the version that it is a change of."""


class StepInput(Versioned):
    """A step with a comment."""

    note = text(2000, "For the history; needed to request changes and to reject.")


class PublishInput(Versioned):
    """A step that the public sees."""

    public_note = text(2000, "For the public; a correction needs it.")


class RetractInput(PublishInput):
    """Why we take a claim back; both the reason and the note are needed."""

    reason = code(choices.RETRACTION_REASONS)


class ReinstateInput(PublishInput):
    """Why we take a retracted claim up again; both the reason and the note are needed."""

    reason = code(choices.REINSTATEMENT_REASONS)


class MergeProposalInput(StrictSerializer):
    """The claim that this one should be merged into, and why the two are one."""

    target = NamedField(Claim, "ref", help_text="The ref of the claim that stays.")
    note = text(1000, "Why the two claims are one; needed.")


class MergeInput(StepInput):
    """The claim that this one is merged into, as somebody else has proposed."""

    target = NamedField(Claim, "ref", help_text="The ref of the claim that stays.")


class LinkInput(StrictSerializer):
    """A relation of this claim to another, for a colleague to decide on."""

    to = NamedField(Claim, "ref", help_text="The ref of the other claim.")
    kind = CodeField(choices=choices.CLAIM_LINK_KINDS, help_text="This claim … the other.")
    note = text(1000, "On what grounds.")


class DecisionInput(StrictSerializer):
    """Why a suggested link holds, or does not."""

    note = text(1000, "The grounds; needed.")


class RulingInput(StrictSerializer):
    """Two citations of this claim, and whether they are independent of each other."""

    first = IdField(help_text="The id of a citation.")
    second = IdField(help_text="The id of another citation.")
    kind = CodeField(choices=choices.RULINGS)
    reason = text(1000, f"At least {choices.RULING_REASON_LENGTH} characters.")


class CheckInput(Versioned):
    """A finding on “did they say it?”."""

    status = CodeField(choices=choices.SOURCE_STATUSES, help_text="What was found.")
    method = CodeField(choices=choices.CHECK_METHODS, help_text="How it was found.")
    note = text(1000, "What was found, in words.")


class AssessInput(Versioned):
    """A finding on “is it so?”, with its grounds."""

    verification_status = CodeField(choices=choices.VERIFICATION_STATUSES)
    credibility = CodeField(choices=choices.CREDIBILITIES)
    confidence = code(choices.CONFIDENCES, blank=True)
    method = serializers.ListField(
        child=CodeField(choices=choices.ASSESSMENT_METHODS), required=False, max_length=20
    )
    rationale = text(4000)
    evidence = serializers.ListField(
        child=IdField(), required=False, max_length=200, help_text="Ids of citations."
    )
