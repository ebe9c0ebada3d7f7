"""Valid requests are answered as the schema says, invalid requests are refused.

``CONTRACT_EXAMPLES`` is the number of random requests for each operation, and adds every request
at a boundary (``make contract``); without it a few of both are sent.
"""

import os

import pytest
import yaml

from tests.contract import COMMITTED

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
IS_LONG = "CONTRACT_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "3"))
BOUNDARIES = None if IS_LONG else 6
METHODS = {"get", "post", "put", "patch", "delete"}
OPERATIONS = [
    f"{method.upper()} {path}"
    for path, described in yaml.load(COMMITTED.read_text(), yaml.CSafeLoader)["paths"].items()
    for method in described
    if method in METHODS
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_answer_is_as_described(known, operation):
    from tests.contract import made_up

    method, path = operation.split()

    made_up.ask(method, path, known, examples=EXAMPLES, boundaries=BOUNDARIES)


def test_answers_one_after_the_other_are_as_described(known):
    from tests.contract import made_up

    made_up.ask_one_after_the_other(known, examples=EXAMPLES)
