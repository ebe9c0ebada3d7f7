"""Corrections to generated valid requests, for rules that OpenAPI cannot describe.

A slug has to exist, a moment has to be past, a cursor has to come from an answer, and some
parameters exclude each other. Requests that are generated to be invalid stay as they are.
"""

from collections.abc import Mapping

from claims.api.formats.renderers import OWN_SHAPE, TABULAR, WHOLE

ROLES = ("source", "origin", "outlet", "via", "claimant")
BY_SOURCE = (*ROLES, *(f"not_{role}" for role in ROLES), "path", "publisher")
# A slug in a path is of what the address begins with.
SLUGS = {"series": "series", "figures": "figure", "sources": "source"}
IDS = {"id": "document"}
# Members of a body that name something.
NAMED = {"target": "ref", "to": "ref", "first": "citation", "second": "citation"}
PAST = "2026-01-01"
DRAFT = {
    "statement": "Russia has lost more than 62,000 soldiers.",
    "kind": "quantity",
    "topic": "front",
    "subject": "russian-forces",
    "measure": "personnel-losses",
    "value": "more than 62,000",
}


def is_valid(case) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_positive


def put_path_right(case, known: Mapping[str, list]) -> None:
    """Ask for something that there is."""
    if not is_valid(case):
        return
    resource = case.operation.path.removeprefix("/api/v1/").split("/")[0]
    for name in case.path_parameters:
        kind = SLUGS[resource] if name == "slug" else IDS.get(name, name)
        if kind in known:
            case.path_parameters[name] = chosen(known[kind], case.path_parameters[name])


def put_query_right(case, known: Mapping[str, list]) -> None:
    """Make what the schema holds for valid a request that can be answered."""
    if not is_valid(case):
        return
    query = case.query
    for name in query:
        kind = "source" if name in BY_SOURCE else name
        if kind in known:
            query[name] = chosen(known[kind], query[name])
    if "known_at" in query:
        query["known_at"] = PAST
    if "q" in query:
        query["q"] = "soldiers"
    if is_whole(case):
        query.pop("page_size", None)
    query.pop("cursor", None)
    if case.path_parameters.get("ref") in known["unreviewed"] and query.get("format") == "jsonld":
        del query["format"]
    if query.get("format") in OWN_SHAPE:
        query.pop("fields", None)
    if query.get("format") in OWN_SHAPE | TABULAR:
        query.pop("include", None)
    if "value_match" in query or {"value_min", "value_max"} <= set(query):
        query |= {"value_min": "0", "value_max": "100000"}


def put_body_right(case, known: Mapping[str, list]) -> None:
    """A draft that can be written, and the version that a claim of the record has."""
    if not is_valid(case) or not isinstance(case.body, dict):
        return
    if case.operation.definition.raw.get("operationId") == "desk_claims_create":
        case.body = DRAFT | {name: case.body[name] for name in ("basis",) if name in case.body}
    if "version" in case.body:
        case.body["version"] = 1
    for name, kind in {
        "target": "ref",
        "to": "ref",
        "first": "citation",
        "second": "citation",
    }.items():
        if name in case.body:
            case.body[name] = chosen(known[kind], case.body[name])


def is_whole(case) -> bool:
    """Whether the whole list is asked for."""
    return case.query.get("format") in WHOLE


def chosen(values: list, given):
    """One of the values; the same for the same."""
    return values[len(str(given)) % len(values)]
