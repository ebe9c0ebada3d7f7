"""Whatever the schema allows is answered as the schema says; whatever it forbids is refused.

``CONTRACT_EXAMPLES`` says how many requests are made up for each operation (``make contract``).
"""

import os
from functools import partial
from typing import ClassVar

import pytest
import schemathesis
import yaml
from django.db import transaction
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.wsgi import application
from tests import ROOT
from tests.contract.known import (
    put_body_right,
    put_path_right,
    put_query_right,
    refusal_is_of_what_was_sent,
)

# The description of a list of many filters alone makes for hundreds of requests.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "5"))
COMMITTED = ROOT / "docs/openapi.yaml"

schema = schemathesis.openapi.from_dict(yaml.safe_load(COMMITTED.read_text()))
schema.app = application
schema.config.generation.max_examples = EXAMPLES
schema.config.generation.deterministic = True
# Walter signs in; that nobody else may is a check of its own.
schema.config.generation.with_security_parameters = False


def signed_in(known) -> dict[str, str]:
    return {"Authorization": f"Bearer {known['token']}"}


def answered(case, call) -> None:
    """Whoever reads is refused nothing that the schema allows; who writes, by what they mean."""
    is_read = case.method == "GET"
    call(
        excluded_checks=[] if is_read else [positive_data_acceptance],
        additional_checks=[] if is_read else [refusal_is_of_what_was_sent],
    )


@schema.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_answer_is_as_described(known, case):
    put_path_right(case, known)
    put_query_right(case, known)
    put_body_right(case, known)

    answered(case, partial(case.call_and_validate, headers=signed_in(known)))


class Newsroom(schema.as_state_machine()):
    """Requests one after the other: each goes on from what the last one answered."""

    known: ClassVar[dict] = {}

    def setup(self):
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def before_call(self, case):
        # What stands in a path comes from the answers before.
        put_query_right(case, self.known)
        put_body_right(case, self.known)

    def get_call_kwargs(self, case):
        return {"headers": signed_in(self.known)}

    def validate_response(self, response, case, additional_checks=None, **kwargs):
        sent = {"headers": kwargs["headers"], "transport_kwargs": kwargs}
        answered(case, partial(case.validate_response, response, **sent))


def test_answers_one_after_the_other_are_as_described(known):
    Newsroom.known = known

    Newsroom.run(
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=8,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
    )
