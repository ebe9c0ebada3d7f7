"""The catalog of the exports: the lists, with their addresses and columns."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from claims.api.dump import SCHEMA_VERSION
from claims.api.formats import workbook
from claims.api.formats.columns import TABLES
from claims.api.views import PublicView
from claims.record.shape import fields_of, text, whole

# Lists whose route has another name than the table; None: one for each claim, series or source.
ROUTES = {"publications": None, "points": None, "relays": None, "series": "series-list"}
KINDS = ("csv", "ndjson", "xlsx")
address = fields_of(serializers.URLField)


class ColumnShape(serializers.Serializer):
    name = text()
    member = text("The member of the document that it is read from.")
    description = text()


class ExportShape(serializers.Serializer):
    list = text()
    csv = address("Null: it is of one claim, one series or one source.", null=True)
    ndjson, xlsx = address(null=True), address(null=True)
    columns = ColumnShape(many=True, help_text="The columns of the CSV, in order.")


class CatalogShape(serializers.Serializer):
    schema_version = whole("Rises when a column changes or goes.")
    xlsx_rows = whole("How many rows a workbook holds at most.")
    lists = ExportShape(many=True)


class Catalog(PublicView):
    """Every list that is there as CSV, NDJSON and XLSX, with its data dictionary."""

    serializer_class = CatalogShape

    @extend_schema(operation_id="exports_retrieve")
    def get(self, request):
        lists = []
        for table, columns in TABLES.items():
            name = ROUTES.get(table, table)
            path = name and request.build_absolute_uri(reverse(name))
            addresses = {kind: path and f"{path}?format={kind}" for kind in KINDS}
            listed = ColumnShape(columns, many=True).data
            lists.append({"list": table, **addresses, "columns": listed})
        head = {"schema_version": SCHEMA_VERSION, "xlsx_rows": workbook.LARGEST}
        return Response({**head, "lists": lists})
