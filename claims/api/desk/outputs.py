"""A claim as the desk shows it to those who work there."""

from collections.abc import Iterable

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.http.fields import ExactField
from claims.api.shapes.findings import ChecklistShape, FindingShape, NeedShape
from claims.desk.gate import possible_verbs
from claims.desk.publishing import publish_needs
from claims.loading.facts import gather, stored_value
from claims.models import Assessment, Citation, Claim, ClaimLink, Event, Hop, Ruling, SourceCheck
from claims.record.document import BandShape, value_text
from claims.record.shape import write
from claims.rules import requirements
from claims.rules.choices import VERIFICATION_STATUSES
from claims.rules.lifecycle import VERBS
from claims.rules.refusals import Need
from sources.api import DocumentRow
from sources.models import Document

VERB_PATHS = {verb: verb.replace("_", "-") for verb in VERBS}


def slug(key: str = "slug", **kwargs):
    return serializers.SlugRelatedField(read_only=True, slug_field=key, **kwargs)


class DeskDocument(DocumentRow):
    class Meta(DocumentRow.Meta):
        model = Document
        fields = ["id", "url", "title", "kind", "language", "byline", "publisher"]
        fields += ["published_at"]

    republication_of = None


class DeskHop(serializers.ModelSerializer):
    source = slug()

    class Meta:
        model = Hop
        fields = ["position", "source", "document", "relation", "designation", "is_read", "end"]
        fields += ["as_reported"]


class DeskCheck(serializers.ModelSerializer):
    by = slug("username")

    class Meta:
        model = SourceCheck
        fields = ["status", "method", "note", "by", "at"]


class DeskCitation(serializers.ModelSerializer):
    document = DeskDocument()
    hops = DeskHop(many=True)
    checks = DeskCheck(many=True)

    class Meta:
        model = Citation
        fields = ["id", "document", "stance", "quote", "quote_prefix", "quote_suffix"]
        fields += ["no_quote_reason", "locator", "as_reported", "drift", "primary_evidence"]
        fields += ["status", "withdrawn_at", "hops", "checks"]


class DeskAssessment(serializers.ModelSerializer):
    by = slug("username")
    evidence = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Assessment
        fields = ["claim_version", "verification_status", "credibility", "confidence", "method"]
        fields += ["rationale", "evidence", "by", "at"]


class DeskLink(serializers.ModelSerializer):
    """How this claim stands to another: suggested, and decided by somebody else."""

    from_claim, to_claim = slug("ref"), slug("ref")
    suggested_by = slug("username")
    decided_by = slug("username", allow_null=True)

    class Meta:
        model = ClaimLink
        fields = ["id", "from_claim", "to_claim", "kind", "state", "rule", "score", "note"]
        fields += ["suggested_by", "suggested_at", "decided_by", "decided_at"]


class DeskRuling(serializers.ModelSerializer):
    """What an editor ruled on two citations; the latest on a pair holds."""

    by = slug("username")

    class Meta:
        model = Ruling
        fields = ["id", "first", "second", "kind", "reason", "by", "at"]


class DeskValue(serializers.Serializer):
    """The value by its parts, as it can be sent back, and in words."""

    comparator = serializers.CharField()
    amount = ExactField(allow_null=True)
    low = ExactField(allow_null=True)
    high = ExactField(allow_null=True)
    unit = serializers.CharField()
    rounding = ExactField(allow_null=True)
    range_kind = serializers.CharField()
    confidence_level = ExactField(allow_null=True)
    as_reported = serializers.CharField()


class DeskRow(serializers.ModelSerializer):
    """A claim in the list of the desk."""

    created_by = slug("username")
    last_edited_by = slug("username")

    class Meta:
        model = Claim
        fields = ["ref", "statement", "kind", "review_state", "attribution_status"]
        fields += ["verification_status", "version", "created_by", "created_at"]
        fields += ["last_edited_by", "last_edited_at"]


class DeskClaim(DeskRow):
    """The whole claim on the desk, with what this person may do to it now."""

    topic, subject = slug(), slug()
    scope, series = slug(allow_null=True), slug(allow_null=True)
    measure = slug("code", allow_null=True)
    claimant = slug(allow_null=True)
    merged_into = slug("ref", allow_null=True)
    value = serializers.SerializerMethodField()
    value_text = serializers.SerializerMethodField(help_text="The value in words.")
    citations = DeskCitation(many=True)
    assessments = DeskAssessment(many=True)
    links = serializers.SerializerMethodField(help_text="At either end of which it stands.")
    rulings = DeskRuling(many=True)
    checklist = serializers.SerializerMethodField(help_text="What it needs, met or not.")
    independence = serializers.SerializerMethodField(help_text="Its origins, as it stands now.")
    band = serializers.SerializerMethodField(help_text="How strong the basis is, as it stands now.")
    verbs = serializers.SerializerMethodField(help_text="The steps open to you now, by path.")

    class Meta(DeskRow.Meta):
        fields = [
            *DeskRow.Meta.fields,
            "language",
            "topic",
            "subject",
            "measure",
            "scope",
            "series",
        ]
        fields += ["speech_act", "value", "value_text", "as_of", "as_of_precision"]
        fields += ["period_start", "period_end", "period_precision", "stated_at"]
        fields += ["stated_precision", "basis", "claimant", "credibility", "needs_reassessment"]
        fields += ["reassessment_cause", "merged_into", "citations", "assessments", "links"]
        fields += ["rulings", "checklist", "independence", "band", "verbs"]

    @extend_schema_field(DeskValue(allow_null=True))
    def get_value(self, claim) -> dict | None:
        value = stored_value(claim)
        return DeskValue(value).data if value else None

    @extend_schema_field(str)
    def get_value_text(self, claim) -> str:
        return value_text(claim)

    @extend_schema_field(DeskLink(many=True))
    def get_links(self, claim) -> list[dict]:
        return DeskLink(self.context["examined"].dossier.links, many=True).data

    @extend_schema_field(ChecklistShape)
    def get_checklist(self, claim) -> dict:
        examined = self.context["examined"]
        statuses = {
            status: needs_json(examined.needs(status)) for status, _label in VERIFICATION_STATUSES
        }
        return {
            "submit": needs_json(requirements.submit_needs(gather(examined.dossier))),
            "publish": needs_json(publish_needs(examined)),
            "statuses": statuses,
        }

    @extend_schema_field(FindingShape)
    def get_independence(self, claim) -> dict:
        return self.context["examined"].as_json()

    @extend_schema_field(BandShape)
    def get_band(self, claim) -> dict:
        return write(BandShape, self.context["examined"].band(claim.verification_status))

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_verbs(self, claim) -> list[str]:
        return [VERB_PATHS[verb] for verb in possible_verbs(claim, self.context["request"].user)]


def needs_json(needs: Iterable[Need]) -> list[dict]:
    return NeedShape(needs, many=True).data


class DeskEvent(serializers.ModelSerializer):
    """One step in the history of a claim."""

    by = slug("username")

    class Meta:
        model = Event
        fields = ["number", "verb", "from_state", "to_state", "by", "at", "reason", "note"]
        fields += ["public_note"]
