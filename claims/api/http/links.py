"""How one answer leads to the next request: the links of the OpenAPI description.

Operation → where its answers name something, and the operations that take that.
"""

FIRST = "results/0/"
LINKS: dict[str, tuple[dict[str, str], list[str]]] = {
    "claims_list": (
        {"ref": f"{FIRST}ref"},
        ["claims_retrieve", "claims_publications_list", "claims_independence"],
    ),
    "claims_publications_list": (
        {"ref": f"{FIRST}ref", "number": f"{FIRST}number"},
        ["claims_publications_retrieve"],
    ),
    "corrections_list": ({"ref": f"{FIRST}ref"}, ["claims_retrieve", "claims_publications_list"]),
    "sources_list": ({"slug": f"{FIRST}slug"}, ["sources_retrieve", "sources_claims_list"]),
    "documents_list": ({"id": f"{FIRST}id"}, ["documents_retrieve"]),
    "series_list": ({"slug": f"{FIRST}slug"}, ["series_retrieve", "series_points"]),
    "figures_list": ({"slug": f"{FIRST}slug"}, ["figures_retrieve"]),
    "desk_claims_list": ({"ref": f"{FIRST}ref"}, ["desk_claims_retrieve", "desk_claims_events"]),
    "desk_claims_create": (
        {"ref": "ref"},
        ["desk_claims_retrieve", "desk_claims_events", "desk_claims_edit", "desk_claims_submit"],
    ),
    "desk_claims_submit": ({"ref": "ref"}, ["desk_claims_start_review", "desk_claims_revise"]),
    "webhooks_create": (
        {"webhook": "id"},
        ["webhooks_retrieve", "webhooks_edit", "webhooks_test", "webhooks_deliveries"],
    ),
    "desk_imports_list": (
        {"batch": f"{FIRST}id"},
        ["desk_imports_retrieve", "desk_imports_rows", "desk_imports_submit"],
    ),
}


def links_of(operation: str) -> dict:
    """The ``links`` of what an operation answers when all goes well."""
    names, onward = LINKS.get(operation, ({}, []))
    parameters = {name: f"$response.body#/{where}" for name, where in names.items()}
    return {name: {"operationId": name, "parameters": parameters} for name in onward}
