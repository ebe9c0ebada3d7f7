"""What can be exported, and what its columns are."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from claims.api.columns import TABLES
from claims.api.dump import SCHEMA_VERSION
from claims.api.views import PublicView

# Lists whose address has another name than the table; None: each claim or series has its own.
ROUTES = {"publications": None, "points": None, "series": "series-list"}


class ColumnShape(serializers.Serializer):
    name = serializers.CharField()
    description = serializers.CharField()


class ExportShape(serializers.Serializer):
    list = serializers.CharField()
    csv = serializers.CharField(
        allow_null=True, help_text="Null: it is of one claim, or of one series."
    )
    ndjson = serializers.CharField(allow_null=True)
    columns = ColumnShape(many=True, help_text="The columns of the CSV, in order.")


class CatalogShape(serializers.Serializer):
    schema_version = serializers.IntegerField(help_text="Rises when a column changes or goes.")
    lists = ExportShape(many=True)


class Catalog(PublicView):
    """Every list that streams as CSV and NDJSON, with its data dictionary."""

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
                    "csv": path and f"{path}?format=csv",
                    "ndjson": path and f"{path}?format=ndjson",
                    "columns": [{"name": one.name, "description": one.told} for one in columns],
                }
            )
        return Response({"schema_version": SCHEMA_VERSION, "lists": lists})
