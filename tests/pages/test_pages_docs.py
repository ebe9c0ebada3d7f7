"""The docs of the public pages name every address and every parameter."""

import re
from pathlib import Path

from claims.pages import figure, index, series
from claims.pages.urls import urlpatterns
from tests import ROOT

DOC = ROOT / "docs/analysts/pages.md"


def test_every_page_is_in_the_docs_and_the_other_way_round():
    served = {
        "/" + re.sub(r"<slug:slug>", "{slug}", str(pattern.pattern))
        for pattern in urlpatterns
        # These two only lead to their list.
        if pattern.name not in ("page-figures", "page-series-list")
    }

    told = set(re.findall(r"^\| `(/[^`]*)`", DOC.read_text(), flags=re.MULTILINE))

    assert told == served


def test_every_parameter_is_in_the_docs():
    asked = set()
    for module in (figure, index, series):
        source = Path(module.__file__).read_text()
        for names in re.findall(r"ask\(request, ([^)]*)\)", source):
            asked |= set(re.findall(r'"(\w+)"', names))

    section = DOC.read_text().partition("## Parameters")[2].partition("## ")[0]

    assert asked == set(re.findall(r"`([a-z_]+)`", section)) - {"or"}
