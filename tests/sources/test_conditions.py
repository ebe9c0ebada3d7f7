"""Check constraints in memory give the same answers as the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from sources.database.conditions import clean, compiled
from tests.models.test_models_constraints import CASES, CONSTRAINTS, broken_row
from tests.rows import DEFAULTS, row

pytestmark = pytest.mark.django_db
CHECKS = sorted(
    name
    for name in CASES
    if isinstance(CONSTRAINTS[name], models.CheckConstraint)
    and compiled(CASES[name][0], name) is not None
)


def test_nearly_every_check_is_plain():
    checks = [name for name in CASES if isinstance(CONSTRAINTS[name], models.CheckConstraint)]

    assert len(CHECKS) >= len(checks) - 3


@pytest.mark.parametrize("name", CHECKS)
def test_broken_row_is_seen_in_memory(name):
    broken = broken_row(name)

    assert compiled(type(broken), name)[1](broken) is False


@pytest.mark.parametrize("model", DEFAULTS, ids=lambda model: model.__name__)
def test_clean_refuses_what_full_clean_refuses(model):
    found = []
    for check in (lambda one: one.full_clean(), clean):
        one = row(model)
        try:
            check(one)
            found.append({})
        except ValidationError as error:
            found.append(sorted(error.message_dict))

    assert found[0] == found[1]
