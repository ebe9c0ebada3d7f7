"""docs/clients/api.md names every route, filter and problem code that there is, and no other."""

import json
import re

import pytest

from claims.api.desk.claims import DeskFilters
from claims.api.http.errors import PROBLEMS
from claims.api.public.filters import ClaimFilters
from claims.api.urls import urlpatterns
from claims.models.client import SCOPES
from tests import ROOT

PAGE = (ROOT / "docs/clients/api.md").read_text()


def section(title: str) -> str:
    return re.split(r"^## ", PAGE.split(f"\n## {title}\n")[1], flags=re.MULTILINE)[0]


def rows(title: str) -> list[list[str]]:
    lines = [line for line in section(title).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def code_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def addresses() -> set[str]:
    found = set()
    for pattern in urlpatterns:
        route = str(pattern.pattern).strip("^$")
        route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", route)
        found.add(re.sub(r"<\w+:(\w+)>", r"{\1}", route).replace("{pk}", "{id}"))
    return found


def test_page_names_every_address():
    named = {
        code
        for title in ("The record", "The desk", "Webhooks")
        for row in rows(title)
        for code in code_in(row[0])
    }

    assert named == addresses()


def test_page_names_every_method_of_the_desk(client, db):
    told = [*rows("The desk"), *rows("Webhooks")]
    named = {(code_in(row[0])[0], row[1]) for row in told}
    made = set()
    for pattern in urlpatterns:
        for path in addresses():
            if path.startswith(("desk/", "webhooks/")) and matches(pattern, path):
                methods = {"get", "post", "patch", "put", "delete"}
                view = pattern.callback.view_class
                made |= {(path, name.upper()) for name in methods if hasattr(view, name)}

    assert named == made


def matches(pattern, path: str) -> bool:
    filled = path.format(ref="CLM-000001", citation=1, link=1, number=1, slug="a", id=1, batch=1,
                         webhook=1, delivery=1)  # fmt: skip
    return pattern.resolve(filled) is not None


def test_page_names_every_filter():
    assert [code_in(row[0])[0] for row in rows("Filters")] == list(ClaimFilters.base_filters)
    assert set(DeskFilters.base_filters) <= set(code_in(section("The desk")))


def test_page_names_every_parameter_of_series_and_figures(api):
    named = {code_in(row[0])[0]: code_in(row[1]) for row in rows("Series and figures")}

    assert set(named) == {path for path in addresses() if path.startswith(("series", "figures"))}
    for path, parameters in named.items():
        problem = api.get(path.format(slug="losses"), 400, colour="red")
        listed = problem["errors"][0]["message"].partition("There is: ")[2].rstrip(".")
        assert sorted(parameters) == listed.split(", ")


def test_page_names_every_scope():
    assert [code_in(row[0])[0] for row in rows("Access")] == [code for code, _label in SCOPES]


def test_page_names_every_problem_with_its_status():
    named = {code_in(row[0])[0]: int(row[1]) for row in rows("Problems")}

    assert named == {code: status for code, (status, _title) in PROBLEMS.items()}


def test_problem_on_the_page_is_the_real_one(api):
    example = re.findall(r"```json\n(.*?)```", section("Problems"), flags=re.DOTALL)[0]

    assert json.loads(example) == api.get("claims/", status=400, kind="rumour")


def test_claim_on_the_page_has_the_members_of_a_real_one(api, losses):
    example = json.loads(re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)[0])
    real = api.get("claims/")

    assert set(example) == set(real)
    assert_is_part(example["results"][0], real["results"][0])


def assert_is_part(example, real):
    if isinstance(example, list):
        for one in example:
            assert_is_part(one, real[0])
    elif isinstance(example, dict) and isinstance(real, dict):
        assert set(example) <= set(real)
        for name in example:
            assert_is_part(example[name], real[name])


@pytest.mark.parametrize("limit", ["500", "50"])
def test_page_sizes_on_the_page_are_the_real_ones(limit):
    assert limit in section("Pages")
