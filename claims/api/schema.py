"""The OpenAPI description: DRF's own, with the shape of every problem and links to follow."""

from django.db import connection, models
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from claims.api.formats.atom import Atom
from claims.api.formats.renderers import CSV, NDJSON, XLSX
from claims.api.http.errors import PROBLEMS
from claims.api.http.fields import StrictSerializer
from claims.api.http.parameters import REF
from claims.api.views import StrictView
from claims.record.shape import text, whole
from claims.rules.saying import LANGUAGES


class FieldError(serializers.Serializer):
    field = text("The path of the field, such as citations.0.quote; or empty.", allow_blank=True)
    code = text()
    message = text()


PROBLEM_CODES = [(code, title) for code, (_status, title) in PROBLEMS.items()]


class Problem(serializers.Serializer):
    """An error, as application/problem+json (RFC 9457)."""

    type = text("urn:corroborate:problem: and the code.")
    title = text()
    status = whole()
    detail = text("What happened, for people.")
    code = serializers.ChoiceField(
        PROBLEM_CODES, help_text="What happened, for programs: a code stays what it is."
    )
    errors = FieldError(many=True, required=False, help_text="What is wrong with the input.")
    needs = FieldError(many=True, required=False, help_text="All that the refused step needs.")
    changes = serializers.ListField(
        child=serializers.DictField(),
        required=False,
        help_text="The edits since the version that was seen: by, at, note, fields.",
    )


ID = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
NUMBER = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
KEY = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
IN_PATHS = {
    "ref": ("The claim, such as CLM-000123.", REF.schema),
    "number": ("The number of the publication, from 1.", NUMBER),
    "slug": ("The source, series or figure, such as sky-news.", KEY),
    "id": ("The number of the document.", ID),
    "citation": ("The id of the citation, as the claim on the desk shows it.", ID),
    "batch": ("The number of the import.", ID),
    "webhook": ("The id of the webhook.", ID),
    "delivery": ("The id of the message to the webhook, as its log shows it.", ID),
    "link": ("The id of the link, as the claim on the desk shows it.", ID),
}
# The content of a media type that holds no document of ours.
STREAMED = {kind.media_type: {"type": "string"} for kind in (CSV, NDJSON, Atom)}
STREAMED[XLSX.media_type] = {"type": "string", "format": "binary"}
FORMAT = "json, atom: a page; the others: the whole list. Else Accept decides."
FIELDS = "Only these members of each document; `{key}` is always there."
LANG = "The language of the sentences. Else Accept-Language decides, and else it is English."
INCLUDE = "What is added to each document."


def codes_parameter(name: str, codes, description: str) -> OpenApiParameter:
    """Describe a list of codes, separated by commas."""
    described = {"type": "array", "items": {"type": "string", "enum": list(codes)}}
    return OpenApiParameter(name, described, explode=False, description=description)


def header(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=description)


IF_MATCH = header(
    "If-Match", "The ETag of the claim that you saw. Needed, unless the body has `version`."
)
IDEMPOTENCY_KEY = header(
    "Idempotency-Key",
    "1 to 255 visible characters: the same request under the same key is done once, "
    "and answered again as it was.",
)
READING = {
    "400": "The parameters are not understood.",
    "401": "The token is not valid, or strangers may not read here.",
    "403": "The token is not good for this, or you may not do this.",
    "406": "Not in that format.",
    "429": "Too many requests: Retry-After says how many seconds to wait.",
}
LOCATION = {
    "description": "The address of the other, with the same question.",
    "schema": {"type": "string", "format": "uri-reference"},
}
MOVED = {"description": "It was merged into another: ask there.", "headers": {"Location": LOCATION}}
WRITING = {
    "400": "The input is not valid.",
    "409": "The claim is not ready for this step.",
    "412": "The claim has changed since you saw it.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "422": "The Idempotency-Key came with another request.",
    "428": "The version is missing.",
}
# Operation → the members of its answer (``parameter=member``) that other operations take, and
# these operations. The members of a list are those of its first row.
LINKS = {
    "claims_list": ("ref", "claims_retrieve claims_publications_list claims_independence"),
    "claims_publications_list": ("ref number", "claims_publications_retrieve"),
    "corrections_list": ("ref", "claims_retrieve claims_publications_list"),
    "sources_list": ("slug", "sources_retrieve sources_claims_list sources_relays_list"),
    "documents_list": ("id", "documents_retrieve"),
    "series_list": ("slug", "series_retrieve series_points"),
    "figures_list": ("slug", "figures_retrieve"),
    "desk_claims_list": ("ref", "desk_claims_retrieve desk_claims_events"),
    "desk_claims_create": (
        "ref",
        "desk_claims_retrieve desk_claims_events desk_claims_edit desk_claims_submit",
    ),
    "desk_claims_submit": ("ref", "desk_claims_start_review desk_claims_revise"),
    "webhooks_create": (
        "webhook=id",
        "webhooks_retrieve webhooks_edit webhooks_test webhooks_deliveries",
    ),
    "desk_imports_list": (
        "batch=id",
        "desk_imports_retrieve desk_imports_rows desk_imports_submit",
    ),
}


def links_of(operation: str) -> dict:
    """Return the ``links`` of a successful answer of an operation."""
    names, onward = LINKS.get(operation, ("", ""))
    where = "$response.body#/results/0/" if operation.endswith("_list") else "$response.body#/"
    pairs = [name.split("=") for name in names.split()]
    parameters = {pair[0]: where + pair[-1] for pair in pairs}
    return {name: {"operationId": name, "parameters": parameters} for name in onward.split()}


def forget_limit_of_the_database(field, shape: dict) -> None:
    """Drop the range of a column that comes from the database in use: we do not promise it."""
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    columns = {column.name: column for column in model._meta.fields} if model else {}
    column = columns.get(field.source)
    if not isinstance(column, models.IntegerField):
        return
    _lowest, highest = connection.ops.integer_field_range(column.get_internal_type())
    if shape.get("maximum") == highest:
        del shape["maximum"]
        shape.pop("format", None)


class Schema(AutoSchema):
    """Adds to a description: problems, parameters of our own, parts of documents, and links."""

    def _resolve_path_parameters(self, variables):
        parameters = super()._resolve_path_parameters(variables)
        for one in parameters:
            one["description"], one["schema"] = IN_PATHS[one["name"]]
        return parameters

    def _get_parameters(self):
        parameters = super()._get_parameters()
        for one in parameters:
            if one["schema"].get("type") == "array":
                one["schema"] = {**one["schema"], "minItems": 1}
        return parameters

    def _insert_field_validators(self, field, schema):
        super()._insert_field_validators(field, schema)
        forget_limit_of_the_database(field, schema)

    def get_override_parameters(self):
        found, view = list(super().get_override_parameters()), self.view
        if self.method == "POST":
            found.append(IDEMPOTENCY_KEY)
        if self.method in ("POST", "PATCH") and "{ref}" in self.path:
            found.append(IF_MATCH)
        if not isinstance(view, StrictView):
            return found
        formats = [renderer.format for renderer in view.get_renderers()]
        if len(formats) > 1:
            found.append(OpenApiParameter("format", str, enum=formats, description=FORMAT))
        if view.speaks:
            found.append(OpenApiParameter("lang", str, enum=LANGUAGES, description=LANG))
        if view.members:
            found.append(codes_parameter("fields", view.members, FIELDS.format(key=view.key)))
        if view.includable:
            found.append(codes_parameter("include", view.includable, INCLUDE))
        return found

    def _map_basic_serializer(self, serializer, direction):
        found = super()._map_basic_serializer(serializer, direction)
        if isinstance(serializer, StrictSerializer):
            found["additionalProperties"] = False
        return found

    def get_auth(self):
        """Add that public operations need no token, if the operator lets strangers read."""
        return [*super().get_auth(), *([{}] if getattr(self.view, "is_public", False) else [])]

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        if direction == "response" and getattr(self.view, "members", None):
            content = bodies["200"]["content"]["application/json"]
            content["schema"] = self.in_part(content["schema"])
        described = STREAMED | getattr(self.view, "described", {})
        for media_type in set(described) & set(bodies.get("200", {}).get("content", ())):
            bodies["200"]["content"][media_type] = {"schema": described[media_type]}
        problems = READING | ({"404": "There is nothing public here."} if "{" in self.path else {})
        if self.method not in ("GET", "HEAD"):
            problems |= WRITING
        if "/schema/" in self.path:
            problems = {}
        if getattr(self.view, "may_move", False):
            bodies["301"] = MOVED
        if links := links_of(self.get_operation_id()):
            bodies["201" if "201" in bodies else "200"]["links"] = links
        component = self.resolve_serializer(Problem, "response")
        content = {"application/problem+json": {"schema": component.ref}}
        for status, description in sorted(problems.items()):
            bodies.setdefault(status, {"description": description, "content": content})
        bodies["default"] = {"description": "Any other problem.", "content": content}
        return bodies

    def in_part(self, answer: dict) -> dict:
        """Describe the answer with documents that may have only some ``fields``."""
        view = self.view
        shape = getattr(view, "row_class", view.serializer_class)
        whole = self.resolve_serializer(shape, "response")
        described = {
            **whole.schema,
            "required": [view.key],
            "description": f"{whole.name}, of which `fields` names what is there.",
        }
        name = f"{whole.name}Part"
        part = type(whole)(name, whole.type, schema=described, object=name)
        self.registry.register_on_missing(part)
        either = {"anyOf": [whole.ref, part.ref]}
        if answer == whole.ref:
            return either
        listed = self.registry[answer["$ref"].rpartition("/")[2], whole.type].schema
        for member in listed.get("properties", {}).values():
            if member.get("items") in (whole.ref, either):
                member["items"] = either
                return answer
        return {"anyOf": [answer, part.ref]}


class BearerScheme(OpenApiAuthenticationExtension):
    """Tokens with scopes: each operation lists its scopes (OpenAPI 3.1, 4.8.30)."""

    target_class = "claims.api.http.access.BearerAuthentication"
    name = "bearer"

    def get_security_requirement(self, auto_schema):
        return {self.name: sorted(getattr(auto_schema.view, "scopes", set)())}

    def get_security_definition(self, auto_schema):
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "An API token, made in the admin, with the scopes of the operation.",
        }
