"""The formats of a list, and which of them a request asks for."""

from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer

# A spreadsheet takes a cell that begins so for a formula. The apostrophe itself is among them, so
# that taking one off the front of a cell always gives back the text.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")  # fmt: skip


class Streamed(BaseRenderer):
    """Only for negotiating: a stream is written by ``exports.stream``."""

    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        raise NotImplementedError(self.format)


class NDJSON(Streamed):
    media_type, format = "application/x-ndjson", "ndjson"


class CSV(Streamed):
    media_type, format = "text/csv", "csv"


class XLSX(Streamed):
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    format, charset = "xlsx", None


class JSONLD(Streamed):
    media_type, format = "application/ld+json", "jsonld"


EXPORTED = [JSONRenderer, NDJSON, CSV, XLSX]
# Whole lists, or parts of them that the API's own documents do not make up: no pages.
WHOLE = {"csv", "ndjson", "xlsx", "jsonld"}
# Documents of a standard's making, not of ours.
OWN_SHAPE = {"jsonld", "atom"}
# Rows of columns, in which there is no room for what is kept beside a document.
TABULAR = {"csv", "xlsx"}


class Negotiation(DefaultContentNegotiation):
    """``?format=`` says it, else ``Accept``. An unknown format is a 400 that names it."""

    def select_renderer(self, request, renderers, format_suffix=None):
        if request.method == "OPTIONS":
            # What it tells of an address is no list, whatever the address lists.
            return super().select_renderer(request, renderers[:1])
        given = request.query_params.get("format")
        if given is None or len(renderers) == 1:
            return super().select_renderer(request, renderers)
        for renderer in renderers:
            if renderer.format == given:
                return renderer, renderer.media_type
        listed = ", ".join(renderer.format for renderer in renderers)
        message = f"“{given[:40]}” is not one of: {listed}."
        refused = exceptions.ValidationError(message, "unknown_value").detail
        raise exceptions.ValidationError({"format": refused})
