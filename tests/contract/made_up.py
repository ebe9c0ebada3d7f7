"""Requests that schemathesis generates from the committed schema. Its import is slow: import this
module inside a test, not when tests are collected.
"""

import random
from functools import cache, partial
from typing import ClassVar

import schemathesis
import yaml
from django.db import transaction
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks
from schemathesis.generation.hypothesis.builder import (
    HypothesisTestConfig,
    HypothesisTestMode,
    create_test,
)
from schemathesis.specs.openapi.checks import RejectedPositiveData, positive_data_acceptance

from config.wsgi import application
from tests.contract import COMMITTED
from tests.contract.known import (
    is_valid,
    put_body_right,
    put_path_right,
    put_query_right,
)


@cache
def schema():
    """Return the committed schema, answered by the application itself."""
    load_all_checks()
    made = schemathesis.openapi.from_dict(yaml.load(COMMITTED.read_text(), yaml.CSafeLoader))
    made.app = application
    made.config.generation.deterministic = True
    # Walter signs in; that nobody else may is a check of its own.
    made.config.generation.with_security_parameters = False
    return made


def limits(examples: int, **more) -> settings:
    return settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )


def signed_in(known) -> dict[str, str]:
    return {"Authorization": f"Bearer {known['token']}"}


def answered(case, call) -> None:
    """A reader gets no refusal for what the schema allows; a writer may, by what the body means."""
    is_read = case.method == "GET"
    call(
        excluded_checks=[] if is_read else [positive_data_acceptance],
        additional_checks=[] if is_read else [refusal_is_of_what_was_sent],
    )


def refusal_is_of_what_was_sent(ctx, response, case) -> None:
    """The desk takes what a person means, which no schema can tell from what it does not.

    A refusal names the field, and says more than that it is of a wrong shape.
    """
    if not is_valid(case) or response.status_code != 400:
        return
    problem = response.json()
    shapes = {"unknown_field", "not_a_list", "unknown_parameter", "empty_parameter"}
    if not problem.get("errors") or shapes & {error["code"] for error in problem["errors"]}:
        raise RejectedPositiveData(
            operation=case.operation.label,
            message=f"Valid data was refused: {problem['detail']}",
            status_code=400,
            allowed_statuses=["2xx"],
        )


def ask(method: str, path: str, known, *, examples: int, boundaries: int | None) -> None:
    """Send made-up requests to one operation, and hold each answer against the schema.

    ``examples`` are drawn at random; of those at the boundaries of every parameter a seeded
    choice of ``boundaries`` is sent, or all.
    """

    def check(case):
        put_path_right(case, known)
        put_query_right(case, known)
        put_body_right(case, known)
        answered(case, partial(case.call_and_validate, headers=signed_in(known)))

    test = create_test(
        operation=schema()[path][method],
        test_func=check,
        config=HypothesisTestConfig(
            project=schema().config, modes=list(HypothesisTestMode), settings=limits(examples)
        ),
    )
    explicit = getattr(test, "hypothesis_explicit_examples", [])
    if boundaries is not None and len(explicit) > boundaries:
        explicit[:] = random.Random(f"{method} {path}").sample(explicit, boundaries)
    test()


def ask_one_after_the_other(known, *, examples: int) -> None:
    """Send sequences of requests: each goes on from what the last one answered."""

    class Newsroom(schema().as_state_machine()):
        undone: ClassVar = None

        def setup(self):
            self.undone = transaction.atomic()
            self.undone.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

        def before_call(self, case):
            # What stands in a path comes from the answers before.
            put_query_right(case, known)
            put_body_right(case, known)

        def get_call_kwargs(self, case):
            return {"headers": signed_in(known)}

        def validate_response(self, response, case, additional_checks=None, **kwargs):
            sent = {"headers": kwargs["headers"], "transport_kwargs": kwargs}
            answered(case, partial(case.validate_response, response, **sent))

    Newsroom.run(settings=limits(examples, stateful_step_count=8))
