from tests import ROOT

COMMITTED = ROOT / "docs/openapi.yaml"
