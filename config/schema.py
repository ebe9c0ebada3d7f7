"""The OpenAPI description: what DRF shows of itself, and the one shape of every problem."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from config.errors import PROBLEMS


class FieldError(serializers.Serializer):
    field = serializers.CharField(
        allow_blank=True, help_text="The path of the field, such as citations.0.quote; or empty."
    )
    code = serializers.CharField()
    message = serializers.CharField()


class Problem(serializers.Serializer):
    """An error, as application/problem+json (RFC 9457)."""

    type = serializers.CharField(help_text="urn:corroborate:problem: and the code.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What happened, for people.")
    code = serializers.ChoiceField(
        choices=[(code, title) for code, (_status, title) in PROBLEMS.items()],
        help_text="What happened, for programs: a code stays what it is.",
    )
    errors = FieldError(many=True, required=False, help_text="What is wrong with the input.")
    needs = FieldError(many=True, required=False, help_text="All that the refused step needs.")
    changes = serializers.ListField(
        child=serializers.DictField(),
        required=False,
        help_text="The edits since the version that was seen: by, at, note, fields.",
    )


IN_PATHS = {
    "ref": "The claim, such as CLM-000123.",
    "number": "The number of the publication, from 1.",
    "slug": "The source, series or figure, such as sky-news.",
    "id": "The number of the document.",
    "citation": "The id of the citation, as the claim on the desk shows it.",
    "batch": "The number of the import.",
    "webhook": "The id of the webhook.",
    "delivery": "The id of the message to the webhook, as its log shows it.",
    "link": "The id of the link, as the claim on the desk shows it.",
}
STREAMED = {"text/csv", "application/x-ndjson", "application/atom+xml"}
FORMAT = "json, atom: a page; ndjson, csv: the whole list as a stream. Else Accept decides."
READING = {"400": "The parameters are not understood.", "406": "Not in that format."}
SIGNED_IN = {"401": "Sign in first.", "403": "You may not do this."}
WRITING = {
    "400": "The input is not valid.",
    "409": "The claim is not ready for this step.",
    "412": "The claim has changed since you saw it.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "428": "The version is missing.",
}


class Schema(AutoSchema):
    """Describes the problems that an operation may answer with, and what stands in a path."""

    def _resolve_path_parameters(self, variables):
        found = super()._resolve_path_parameters(variables)
        return [{**one, "description": IN_PATHS[one["name"]]} for one in found]

    def get_override_parameters(self):
        found = super().get_override_parameters()
        if not getattr(self.view, "table", None):
            return found
        formats = [renderer.format for renderer in self.view.get_renderers()]
        return [*found, OpenApiParameter("format", str, enum=formats, description=FORMAT)]

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        for media_type in STREAMED & set(bodies.get("200", {}).get("content", ())):
            bodies["200"]["content"][media_type] = {"schema": {"type": "string"}}
        problems = READING | ({"404": "There is nothing public here."} if "{" in self.path else {})
        if "/desk/" in self.path or "/webhooks/" in self.path:
            problems |= SIGNED_IN
        if self.method not in ("GET", "HEAD"):
            problems |= WRITING
        if "/schema/" in self.path:
            problems = {}
        component = self.resolve_serializer(Problem, "response")
        content = {"application/problem+json": {"schema": component.ref}}
        for status, description in sorted(problems.items()):
            bodies.setdefault(status, {"description": description, "content": content})
        bodies["default"] = {"description": "Any other problem.", "content": content}
        return bodies
