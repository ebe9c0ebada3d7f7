"""The input of the desk: shapes and names only. Every rule belongs to a verb."""

from rest_framework import serializers

from claims import models
from claims.api.http.fields import (
    CodeField,
    ColumnsSerializer,
    IdField,
    NamedField,
    PartsField,
    StrictSerializer,
    ValueField,
    column,
)
from claims.rules import choices
from sources.models import Document, Source, Topic

NOTE_LENGTH = 2000


def note(help_text: str):
    return serializers.CharField(
        required=False, allow_blank=True, max_length=NOTE_LENGTH, help_text=help_text
    )


class DocumentInput(ColumnsSerializer):
    """A document by its URL: the known one of that URL, else a new one with these details."""

    model = Document
    members = ("url title publisher kind language byline published_at published_precision").split()
    url = serializers.CharField(max_length=2000)
    title = column(Document, "title", "Needed for a new document.")
    publisher = NamedField(Source, required=False, help_text="Needed for a new document.")


class DocumentField(PartsField):
    plain = {"type": "integer"}
    shape = DocumentInput
    description = "The id of a stored document, or its URL with its details."
    default_error_messages = {"invalid": "Give the id of a document, or an object with its url."}

    def to_internal_value(self, data) -> int | dict:
        return IdField().run_validation(data) if isinstance(data, int) else self.parts(data)


class HopInput(ColumnsSerializer):
    """One link of a chain; without a position, its place in the list counts."""

    model = models.Hop
    members = (
        "position source document relation designation is_read channel end as_reported"
    ).split()
    position = serializers.IntegerField(required=False, min_value=0, max_value=99)
    source = NamedField(Source)
    document = DocumentField(required=False, allow_null=True)


class CitationInput(ColumnsSerializer):
    """A citation with its chain; with the id of a stored one, only what changes is needed."""

    model = models.Citation
    members = (
        "id document stance quote quote_prefix quote_suffix no_quote_reason locator as_reported "
        "drift primary_evidence hops"
    ).split()
    id = IdField(required=False)
    document = DocumentField(required=False)
    hops = HopInput(many=True, required=False, max_length=50)


class ClaimInput(ColumnsSerializer):
    """The whole of a claim; for an edit, only what changes (citations: the full list)."""

    model = models.Claim
    members = (
        "statement language translations kind topic subject measure scope series speech_act value "
        "as_of as_of_precision period_start period_end period_precision stated_at stated_precision "
        "basis citations note"
    ).split()
    statement = column(models.Claim, "statement", "One checkable proposition, in our own words.")
    language = column(models.Claim, "language", "BCP 47.")
    translations = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=500),
        required=False,
        help_text="The statement in other languages, by language (BCP 47).",
    )
    topic = NamedField(Topic, required=False)
    subject = NamedField(models.Subject, required=False)
    measure = NamedField(models.Measure, "code", required=False, allow_null=True)
    scope = NamedField(models.Scope, required=False, allow_null=True)
    series = NamedField(models.Series, required=False, allow_null=True)
    value = ValueField(required=False, allow_null=True)
    citations = CitationInput(many=True, required=False, max_length=50)
    note = note("Why, for the history.")


class Versioned(StrictSerializer):
    """A step on a version that somebody saw."""

    version = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="The version of the claim that you saw."
    )


class EditInput(ClaimInput, Versioned):
    """The changes, and the version that the client saw."""


class StepInput(Versioned):
    """A step with a comment."""

    note = note("For the history; needed to request changes and to reject.")


class PublishInput(Versioned):
    """A step that the public sees."""

    public_note = note("For the public; a correction needs it.")


class RetractInput(PublishInput):
    """Why we take a claim back; both the reason and the note are needed."""

    reason = CodeField(choices.RETRACTION_REASONS, required=False)


class ReinstateInput(PublishInput):
    """Why we take a retracted claim up again; both the reason and the note are needed."""

    reason = CodeField(choices.REINSTATEMENT_REASONS, required=False)


class MergeProposalInput(StrictSerializer):
    """The claim that this one should be merged into, and why the two are one."""

    target = NamedField(models.Claim, "ref", help_text="The ref of the claim that stays.")
    note = column(models.ClaimLink, "note", "Why the two claims are one; needed.")


class MergeInput(StepInput):
    """The claim that this one is merged into, as somebody else has proposed."""

    target = NamedField(models.Claim, "ref", help_text="The ref of the claim that stays.")


class LinkInput(StrictSerializer):
    """A relation of this claim to another, for a colleague to decide on."""

    to = NamedField(models.Claim, "ref", help_text="The ref of the other claim.")
    kind = column(models.ClaimLink, "kind", "This claim … the other.", required=True)
    note = column(models.ClaimLink, "note", "On what grounds.")


class DecisionInput(StrictSerializer):
    """Why a suggested link holds, or does not."""

    note = column(models.ClaimLink, "note", "The grounds; needed.")


class RulingInput(StrictSerializer):
    """Two citations of this claim, and whether they are independent of each other."""

    first = IdField(help_text="The id of a citation.")
    second = IdField(help_text="The id of another citation.")
    kind = column(models.Ruling, "kind", required=True)
    reason = column(models.Ruling, "reason", f"At least {choices.RULING_REASON_LENGTH} characters.")


class AnswerInput(Versioned):
    """Why something odd is right all the same."""

    code = column(models.Answer, "code", "The warning’s code.", required=True)
    field = serializers.CharField(
        required=False, max_length=80, help_text="Only the warning at this field; else all of them."
    )
    note = column(models.Answer, "note", "A word of why.", required=True)


class CheckInput(Versioned):
    """A finding on “did they say it?”."""

    status = column(models.SourceCheck, "status", "What was found.", required=True)
    method = column(models.SourceCheck, "method", "How it was found.", required=True)
    note = column(models.SourceCheck, "note", "What was found, in words.")
    origin = NamedField(
        Source,
        required=False,
        allow_null=True,
        help_text="The origin that it is about, where the chain leads to several.",
    )
    says = NamedField(
        models.Claim,
        "ref",
        required=False,
        allow_null=True,
        help_text="For says_otherwise: the claim that holds what the origin does say.",
    )


class AssessInput(Versioned):
    """A finding on “is it so?”, with its grounds."""

    verification_status = column(models.Assessment, "verification_status", required=True)
    credibility = column(models.Assessment, "credibility", required=True)
    confidence = column(models.Assessment, "confidence")
    method = serializers.ListField(
        child=CodeField(choices.ASSESSMENT_METHODS), required=False, max_length=20
    )
    rationale = column(models.Assessment, "rationale")
    evidence = serializers.ListField(
        child=IdField(), required=False, max_length=200, help_text="Ids of citations."
    )
