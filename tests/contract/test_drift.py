"""docs/openapi.yaml equals the schema of the API; ``make schema`` writes it again."""

import difflib

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from tests import ROOT

COMMITTED = ROOT / "docs/openapi.yaml"


def test_committed_schema_is_that_of_the_api():
    schema = SchemaGenerator().get_schema(request=None, public=True)
    now = OpenApiYamlRenderer().render(schema, renderer_context={}).decode()

    drift = difflib.unified_diff(COMMITTED.read_text().splitlines(), now.splitlines(), n=1)
    assert "\n".join(drift) == "", "The API has changed: run `make schema`, and read the diff."
