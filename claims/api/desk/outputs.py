"""A claim as the API shows it to the people of the desk."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Model
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.http.fields import ExactField
from claims.api.shapes.findings import ChecklistShape, FindingShape, HintShape, NeedShape
from claims.desk.gate import possible_verbs
from claims.desk.publishing import publish_needs
from claims.loading.facts import gather, stored_value
from claims.loading.hints import hints
from claims.models import (
    Answer,
    Assessment,
    Citation,
    Claim,
    ClaimLink,
    Event,
    Hop,
    Ruling,
    SourceCheck,
)
from claims.record.document import BandShape, BandStep, value_text
from claims.record.shape import code, text, write
from claims.rules import requirements
from claims.rules.choices import VERIFICATION_STATUSES, WARNINGS
from claims.rules.lifecycle import VERBS
from claims.rules.refusals import Need
from sources.api import DocumentRow, columns

VERB_PATHS = {verb: verb.replace("_", "-") for verb in VERBS}
exact = partial(ExactField, allow_null=True)


def slug(key: str = "slug", **kwargs):
    return serializers.SlugRelatedField(read_only=True, slug_field=key, **kwargs)


class DeskBand(BandShape):
    """The band, with each step in words."""

    steps = BandStep(many=True, help_text="What leads to a higher level, met or not.")


class DeskDocument(DocumentRow):
    republication_of = None

    class Meta(DocumentRow.Meta):
        fields = DocumentRow.Meta.fields[:-1]


class DeskHop(serializers.ModelSerializer):
    source = slug()
    Meta = columns(Hop, "position source document relation designation is_read end as_reported")


class DeskCheck(serializers.ModelSerializer):
    by = slug("username")
    Meta = columns(SourceCheck, "status method note by at")


class DeskCitation(serializers.ModelSerializer):
    document = DeskDocument()
    hops = DeskHop(many=True)
    checks = DeskCheck(many=True)
    Meta = columns(
        Citation,
        "id document stance quote quote_prefix quote_suffix no_quote_reason locator as_reported "
        "drift primary_evidence status withdrawn_at hops checks",
    )


class DeskAssessment(serializers.ModelSerializer):
    by = slug("username")
    evidence = serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    Meta = columns(
        Assessment,
        "claim_version verification_status credibility confidence method rationale evidence by at",
    )


class DeskLink(serializers.ModelSerializer):
    """A link between two claims: suggested by one person, decided by another."""

    from_claim, to_claim = slug("ref"), slug("ref")
    suggested_by = slug("username")
    decided_by = slug("username", allow_null=True)
    Meta = columns(
        ClaimLink,
        "id from_claim to_claim kind state rule score note suggested_by suggested_at decided_by "
        "decided_at",
    )


class DeskRuling(serializers.ModelSerializer):
    """A ruling of an editor on two citations; the latest on a pair holds."""

    by = slug("username")
    Meta = columns(Ruling, "id first second kind reason by at")


class DeskAnswer(serializers.ModelSerializer):
    """A word of why a warning is no reason to wait."""

    by = slug("username")
    Meta = columns(Answer, "note by at")


class DeskWarning(serializers.Serializer):
    """Something odd: publishing waits until it is corrected or answered."""

    code = code(WARNINGS, source="doubt.code")
    field = text("The path of the field to look at.", source="doubt.field")
    message = text("What was seen there, for people.", source="doubt.message")
    answer = DeskAnswer(allow_null=True, help_text="To the same facts; null while it is open.")


class DeskValue(serializers.Serializer):
    """The value by its parts, as it can be sent back, and in words."""

    comparator = text()
    amount, low, high = exact(), exact(), exact()
    unit = text()
    rounding = exact()
    range_kind = text()
    confidence_level = exact()
    as_reported = text()


class DeskRow(serializers.ModelSerializer):
    """A claim in the list of the desk."""

    created_by, last_edited_by = slug("username"), slug("username")
    Meta = columns(
        Claim,
        "ref statement kind review_state attribution_status verification_status version created_by "
        "created_at last_edited_by last_edited_at",
    )


class DeskClaim(DeskRow):
    """The whole claim on the desk, with what this person may do to it now."""

    topic, subject = slug(), slug()
    scope, series = slug(allow_null=True), slug(allow_null=True)
    measure = slug("code", allow_null=True)
    claimant = slug(allow_null=True)
    merged_into = slug("ref", allow_null=True)
    translations = serializers.SerializerMethodField(help_text="The statement by language.")
    value = serializers.SerializerMethodField()
    value_text = serializers.SerializerMethodField(help_text="The value in words.")
    citations = DeskCitation(many=True)
    assessments = DeskAssessment(many=True)
    links = serializers.SerializerMethodField(help_text="At either end of which it stands.")
    rulings = DeskRuling(many=True)
    checklist = serializers.SerializerMethodField(help_text="What it needs, met or not.")
    independence = serializers.SerializerMethodField(help_text="Its origins, as it stands now.")
    hints = serializers.SerializerMethodField(
        help_text="What in its chains may be one origin: for an editor, no finding."
    )
    band = serializers.SerializerMethodField(help_text="How strong the basis is, as it stands now.")
    warnings = serializers.SerializerMethodField(help_text="What is odd about it, answered or not.")
    verbs = serializers.SerializerMethodField(help_text="The steps open to you now, by path.")

    Meta = columns(
        Claim,
        f"{' '.join(DeskRow.Meta.fields)} language translations topic subject measure scope "
        "series speech_act value value_text as_of as_of_precision period_start period_end "
        "period_precision stated_at stated_precision basis claimant credibility "
        "needs_reassessment reassessment_cause "
        "merged_into citations assessments links rulings checklist warnings independence hints "
        "band verbs",
    )

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_translations(self, claim) -> dict[str, str]:
        return claim.translations or {}

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

    @extend_schema_field(DeskWarning(many=True))
    def get_warnings(self, claim) -> list[dict]:
        return DeskWarning(self.context["examined"].warned, many=True).data

    @extend_schema_field(FindingShape)
    def get_independence(self, claim) -> dict:
        return self.context["examined"].as_json()

    @extend_schema_field(HintShape(many=True))
    def get_hints(self, claim) -> list[dict]:
        return [
            {
                "rule": hint.rule,
                "sentence": hint.sentence,
                "action": hint.action,
                "sources": [source.slug for source in hint.sources],
                "citations": [citation.pk for citation in hint.citations],
                "path": page_of(hint.at),
            }
            for hint in hints(self.context["examined"])
        ]

    @extend_schema_field(DeskBand)
    def get_band(self, claim) -> dict:
        return write(DeskBand, self.context["examined"].band(claim.verification_status))

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_verbs(self, claim) -> list[str]:
        return [VERB_PATHS[verb] for verb in possible_verbs(claim, self.context["request"].user)]


def page_of(row: Model) -> str:
    """Return the path of a row's page on the desk."""
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def needs_json(needs: Iterable[Need]) -> list[dict]:
    return NeedShape(needs, many=True).data


class DeskEvent(serializers.ModelSerializer):
    """One step in the history of a claim."""

    by = slug("username")
    Meta = columns(Event, "number verb from_state to_state by at reason note public_note")
