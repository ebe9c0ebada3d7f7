"""The formats of a list, and the choice between them for a request."""

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer

from claims.api.http.errors import refused

# A spreadsheet takes a cell that begins so for a formula. The apostrophe itself is among them:
# taking one off the front of a cell always gives back the text.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")  # fmt: skip


class Streamed(BaseRenderer):
    """A format to choose only: ``exports.stream`` writes the stream."""

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
# Formats without pages.
WHOLE = {"csv", "ndjson", "xlsx", "jsonld"}
# Formats whose documents are those of a standard, not ours.
OWN_SHAPE = {"jsonld", "atom"}
# Formats of rows and columns, which cannot hold what ``include`` adds.
TABULAR = {"csv", "xlsx"}


class Negotiation(DefaultContentNegotiation):
    """The choice by ``?format=``, else by ``Accept``. An unknown format is a 400 that names it."""

    def select_renderer(self, request, renderers, format_suffix=None):
        if request.method == "OPTIONS":
            # The answer to OPTIONS is never a list.
            return super().select_renderer(request, renderers[:1])
        given = request.query_params.get("format")
        if given is None or len(renderers) == 1:
            return super().select_renderer(request, renderers)
        for renderer in renderers:
            if renderer.format == given:
                return renderer, renderer.media_type
        listed = ", ".join(renderer.format for renderer in renderers)
        message = f"“{given[:40]}” is not one of: {listed}."
        raise refused("format", message, "unknown_value")
