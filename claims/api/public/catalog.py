"""What can be exported, and what its columns are."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from claims.api.dump import SCHEMA_VERSION
from claims.api.formats import workbook
from claims.api.formats.columns import TABLES
from claims.api.views import PublicView

# Lists whose address has another name than the table; None: each claim or series has its own.
ROUTES = {"publications": None, "points": None, "series": "series-list"}
KINDS = ("csv", "ndjson", "xlsx")


class ColumnShape(serializers.Serializer):
    name = serializers.CharField()
    member = serializers.CharField(help_text="The member of the document that it is read from.")
    description = serializers.CharField()


class ExportShape(serializers.Serializer):
    list = serializers.CharField()
    csv = serializers.URLField(
        allow_null=True, help_text="Null: it is of one claim, or of one series."
    )
    ndjson = serializers.URLField(allow_null=True)
    xlsx = serializers.URLField(allow_null=True)
    columns = ColumnShape(many=True, help_text="The columns of the CSV, in order.")


class CatalogShape(serializers.Serializer):
    schema_version = serializers.IntegerField(help_text="Rises when a column changes or goes.")
    xlsx_rows = serializers.IntegerField(help_text="How many rows a workbook holds at most.")
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
            lists.append(
                {
                    "list": table,
                    **{kind: path and f"{path}?format={kind}" for kind in KINDS},
                    "columns": [
                        {"name": one.name, "member": one.member, "description": one.description}
                        for one in columns
                    ],
                }
            )
        head = {"schema_version": SCHEMA_VERSION, "xlsx_rows": workbook.LARGEST}
        return Response({**head, "lists": lists})
