"""Whatever the schema allows is answered as the schema says; whatever it forbids is refused.

``CONTRACT_EXAMPLES`` says how many requests are made up for each operation (``make contract``).
"""

import os
from pathlib import Path

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.wsgi import application
from tests.contract import record
from tests.contract.known import put_right, refusal_is_of_what_was_sent

EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "10"))
COMMITTED = Path(__file__).parents[2] / "docs/openapi.yaml"

schema = schemathesis.openapi.from_dict(yaml.safe_load(COMMITTED.read_text()))
schema.app = application
schema.config.generation.max_examples = EXAMPLES
schema.config.generation.deterministic = True


@pytest.mark.django_db
@schema.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_answer_is_as_described(known, case):
    put_right(case, known)
    is_read = case.method == "GET"

    case.call_and_validate(
        auth=(record.NAME, record.PASSWORD),
        excluded_checks=[] if is_read else [positive_data_acceptance],
        additional_checks=[] if is_read else [refusal_is_of_what_was_sent],
    )
