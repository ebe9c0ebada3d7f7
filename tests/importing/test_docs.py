"""docs/editors/imports.md says what the mapping takes, and its example works."""

import json
import re

from claims.importing.file import mapping
from tests import ROOT

PAGE = (ROOT / "docs/editors/imports.md").read_text()


def table(head: str) -> list[str]:
    rows = PAGE.split(f"| {head} |")[1].split("\n\n")[0]
    cells = [line.split("|")[1] for line in rows.splitlines()[2:]]
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


def test_page_names_every_option_and_member():
    assert table("option") == list(mapping.OPTIONS)
    assert set(table("members")) == set(mapping.MEMBERS)


def test_example_is_a_mapping():
    example = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])

    assert len(mapping.parse(example).claims) == 2
