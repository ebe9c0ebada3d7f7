"""The data dictionary lists every member and every column, and matches the code."""

import pytest

from claims.api.formats import dictionary
from claims.api.formats.columns import SHAPES, TABLES
from tests import ROOT

DOCUMENTS = SHAPES | {name: shape for name, (_title, shape) in dictionary.SINGLE.items()}


def test_committed_dictionary_is_that_of_the_code():
    committed = (ROOT / "docs/analysts/data-dictionary.md").read_text()

    assert committed == dictionary.page(), "Run `make schema`, and read the diff."


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_member_says_what_it_is(name):
    silent = [path for path, field in dictionary.walk(DOCUMENTS[name]()) if not field.help_text]

    assert silent == []


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_read_from_a_member(table):
    paths = {path.replace("[]", "") for path, _field in dictionary.walk(SHAPES[table]())}

    assert [column.name for column in TABLES[table] if column.path not in paths] == []
    assert all(column.description for column in TABLES[table])
