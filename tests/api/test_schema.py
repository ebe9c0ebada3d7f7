"""The OpenAPI description matches the answers exactly."""

import datetime
import re

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator, FormatChecker

from claims import desk
from claims.api.http.errors import PROBLEMS
from claims.api.public.filters import ClaimFilters
from tests.desk_steps import citation, published
from tests.factories import (
    NOW,
    DocumentFactory,
    InterestFactory,
    MeasureFactory,
    ScopeFactory,
    SourceFactory,
)
from tests.worlds import world

PROBLEM = {"$ref": "#/components/schemas/Problem"}


@pytest.fixture
def schema(api):
    return api.get("schema/")


def closed(part):
    """The schema with no room for members that it does not name, and of whole documents."""
    if isinstance(part, list):
        return [closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    whole, *cut = part.get("anyOf", [part])
    if cut and cut[-1].get("$ref", "").endswith("Part"):
        # Nobody has asked for ``fields`` here: nothing may be missing.
        return closed(whole)
    found = {name: closed(one) for name, one in part.items()}
    if isinstance(part.get("properties"), dict) and part.get("type") == "object":
        found["additionalProperties"] = False
    return found


def faults(schema, answer, path, method="get", status="200", kind="application/json"):
    operation = schema["paths"][f"/api/v1/{path}"][method]
    answers = operation["responses"][status]["content"]
    content = answers.get(kind) or answers["application/problem+json"]
    components = closed({"components": schema["components"]})
    whole = {**closed(content["schema"]), **components}
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)]


@world
def full(losses):
    """A claim with all that a claim may have."""
    return published(
        value="1.7–5.5 million",
        measure=MeasureFactory(),
        scope=ScopeFactory(),
        as_of=datetime.date(2025, 4, 28),
        as_of_precision="day",
        period_start=datetime.date(2025, 1, 1),
        period_precision="month",
        stated_at=NOW,
        stated_precision="minute",
        speech_act="said",
        basis="survey",
        citations=[
            citation(
                "outlet",
                "agency",
                locator="p. 2",
                document=DocumentFactory(
                    publisher=SourceFactory(slug="outlet"),
                    published_at=NOW,
                    published_precision="minute",
                    byline="A. Writer",
                ),
            )
        ],
        assessment={"confidence": "low", "method": ["visual"]},
    )


def test_description_is_valid_and_without_a_warning(db, capsys):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")

    assert capsys.readouterr().err == ""


def test_claims_are_as_described(api, schema, full):
    InterestFactory(source=SourceFactory(slug="agency"))
    page = api.get("claims/")

    assert len(page["results"]) == 2
    assert faults(schema, page, "claims/") == []
    assert faults(schema, api.get(f"claims/{full.ref}/"), "claims/{ref}/") == []
    assert faults(schema, api.get("sources/agency/claims/"), "sources/{slug}/claims/") == []


def test_record_is_as_described(api, schema, full):
    path = "claims/{ref}/publications/"
    stored = api.get(f"claims/{full.ref}/publications/1/")

    assert faults(schema, api.get(f"claims/{full.ref}/publications/"), path) == []
    assert faults(schema, stored, f"{path}{{number}}/") == []


def test_finding_is_as_described(api, schema, full):
    denial = citation("origin", stance="denies_attribution", end="own_reporting")
    cited = [citation("outlet", "origin"), citation("paper", "agency"), citation("mirror"), denial]
    other = published(statement="Other.", citations=cited)
    path = "claims/{ref}/independence/"

    for claim in (full, other):
        assert faults(schema, api.get(f"claims/{claim.ref}/independence/"), path) == []


def test_retraction_is_as_described(api, schema, losses, chief):
    desk.retract(losses, reason="our_error", public_note="Misread.", by=chief, at=NOW)
    stored = api.get(f"claims/{losses.ref}/publications/2/")

    assert faults(schema, api.get(f"claims/{losses.ref}/"), "claims/{ref}/") == []
    assert faults(schema, stored, "claims/{ref}/publications/{number}/") == []
    path = "claims/{ref}/independence/"
    assert faults(schema, api.get(f"claims/{losses.ref}/independence/"), path) == []
    assert faults(schema, api.get("corrections/"), "corrections/") == []
    assert api.get("corrections/")["results"]


@pytest.mark.parametrize(
    "path", ["sources/", "documents/", "measures/", "subjects/", "scopes/", "topics/"]
)
def test_registers_are_as_described(api, schema, full, path):
    assert faults(schema, api.get(path), path) == []


def test_source_and_document_are_as_described(api, schema, full):
    InterestFactory(source=SourceFactory(slug="ministry"))
    document = full.citations.get().document_id

    assert faults(schema, api.get("sources/ministry/"), "sources/{slug}/") == []
    assert faults(schema, api.get(f"documents/{document}/"), "documents/{id}/") == []


def test_desk_is_as_described(desk_of, schema, editor, given):
    desk = desk_of(editor)
    claim = desk.send("POST", "desk/claims/", given, status=201)
    events = desk.get(f"desk/claims/{claim['ref']}/events/")

    assert faults(schema, claim, "desk/claims/", "post", "201") == []
    assert faults(schema, desk.get("desk/claims/"), "desk/claims/") == []
    assert faults(schema, events, "desk/claims/{ref}/events/") == []


def test_judged_claim_on_the_desk_is_as_described(desk_of, schema, editor, losses):
    other = published(citations=[citation("outlet", "agency"), citation("paper", "agency")])
    first, second = other.citations.all()
    desk.rule(first, second, kind="join", reason="They share their notes.", by=editor, at=NOW)
    desk.link(losses, other, kind="contradicts", by=editor, at=NOW)

    claim = desk_of(editor).get(f"desk/claims/{other.ref}/")

    assert claim["rulings"]
    assert claim["links"]
    assert claim["independence"]["clusters"][0]["joins"]
    assert faults(schema, claim, "desk/claims/{ref}/") == []


def test_problem_is_as_described(api, desk_of, schema, losses, reviewer):
    wrong = api.get("claims/", status=400, kind="rumour", colour="red")
    refused = desk_of(reviewer).send(
        "POST", f"desk/claims/{losses.ref}/publish/", {"version": 1}, status=409
    )

    assert faults(schema, wrong, "claims/", status="400") == []
    assert faults(schema, refused, "desk/claims/{ref}/publish/", "post", "409") == []


def test_input_shape_takes_what_the_desk_takes(schema, given):
    operation = schema["paths"]["/api/v1/desk/claims/"]["post"]
    shape = operation["requestBody"]["content"]["application/json"]["schema"]
    whole = {**closed(shape), **closed({"components": schema["components"]})}

    assert list(Draft202012Validator(whole).iter_errors(given)) == []


def test_every_operation_names_its_problems(schema):
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            described = operation["responses"]
            content = described["default"]["content"]
            assert content == {"application/problem+json": {"schema": PROBLEM}}, path
            if "{" in path:
                assert "404" in described, path
            if method != "get":
                assert {"400", "401", "403", "409", "412", "415", "428"} <= set(described), path


def test_every_parameter_is_explained(schema):
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                assert parameter.get("description"), (path, parameter["name"])


def test_every_filter_is_a_parameter(schema):
    for path in ("/api/v1/claims/", "/api/v1/sources/{slug}/claims/"):
        described = {one["name"]: one for one in schema["paths"][path]["get"]["parameters"]}

        assert {*ClaimFilters.base_filters, "cursor", "page_size"} <= set(described)
        kinds = described["kind"]
        assert (kinds["schema"]["type"], kinds["explode"]) == ("array", False)
        assert "event" in kinds["schema"]["items"]["enum"]


def test_problem_codes_are_in_the_description(schema):
    assert set(schema["components"]["schemas"]["CodeEnum"]["enum"]) == set(PROBLEMS)


def test_docs_page_loads_nothing_from_outside(client, db):
    page = client.get("/api/v1/docs/").content.decode()
    script = client.get("/api/v1/docs/?script=").content.decode()

    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert addresses
    assert all(address.startswith("/") for address in addresses)
    assert "/api/v1/schema/" in script
