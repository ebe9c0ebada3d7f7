"""Who may import whom, and how long a file may be."""

import ast
from pathlib import Path

import pytest

from claims import choices
from claims.models import Claim, Publication, PublicationSource
from claims.snapshot import CLAIM_FIELDS

ROOT = Path(__file__).parent.parent
APPS = ("config", "sources", "claims")
FILES = sorted(path for app in (*APPS, "tests") for path in (ROOT / app).rglob("*.py"))
LONGEST = 310  # “about 300”
# Made by Django, and tests that are still to be parted.
LONGER = {
    "0001_initial.py",
    "0005_series.py",
    "0008_imports.py",
    "tests/admin/test_sources.py",
    "tests/claims/test_attribution.py",
    "tests/claims/test_independence_joins.py",
}
# Each app, and what of ours it may not know.
BARRED = {"sources": {"claims", "config", "tests"}, "claims": {"config", "tests"},
          "config": {"tests"}}  # fmt: skip
# What sources knows as plain data, too: the kinds of links, whose an address is, what a page says.
PLAIN_DATA = (
    "sources.link_kinds",
    *(f"sources.fetching.{name}" for name in ("addresses", "charset", "fetched")),
    *(f"sources.evidence.{name}" for name in ("pagetext", "difference", "verdict")),
)
# Reading a file and mapping it, up to the drafts.
PURE_IMPORTING = "problems reading sheets cells mapping names drafts".split()
# The rules on plain data: no ORM, no clock, no request.
PURE = [
    path
    for pattern in (
        "values/*.py",
        "chains.py",
        "attribution.py",
        "source_*.py",
        "policy.py",
        "standards.py",
        "band.py",
        "lifecycle.py",
        "responsibility.py",
        "needs.py",
        "texts.py",
        "independence*.py",
        "independence/*.py",
        "comparison/*.py",
        "series/*.py",
        "answering/*.py",
        "hedging.py",
        "reading/*.py",
        "drawing/*.py",
        *(f"webhooks/{name}.py" for name in ("addresses", "signing", "backoff")),
        *(f"importing/{name}.py" for name in PURE_IMPORTING),
    )
    for path in sorted((ROOT / "claims").glob(pattern))
] + [
    ROOT / "sources" / path
    for path in (
        *(f"fetching/{name}.py" for name in ("addresses", "charset", "fetched")),
        *(
            f"evidence/{name}.py"
            for name in ("pagetext", "difference", "locating", "verdict", "schedule")
        ),
    )
]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """The dotted names that a file imports, at any depth."""
    package = list(path.relative_to(ROOT).with_suffix("").parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            base = package[: -node.level] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("app", BARRED)
def test_imports_point_one_way(app):
    wrong = {
        name_of(path): sorted(names)
        for path in (ROOT / app).rglob("*.py")
        if (names := {n for n in imports(path) if n.split(".")[0] in BARRED[app]})
    }

    assert wrong == {}


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_rules_on_plain_data_know_no_database(path):
    found = imports(path)

    assert not [name for name in found if name.split(".")[0] in ("django", "rest_framework")]
    assert not [
        name
        for name in found
        if name.startswith(("claims.models", "sources.")) and not name.startswith(PLAIN_DATA)
    ]
    assert not [name for name in found if name.split(".")[0] in ("time", "random")]


def test_pure_rules_are_found_where_we_look_for_them():
    assert {"chains.py", "policy.py", "lifecycle.py", "needs.py"} <= {path.name for path in PURE}
    assert any(path.parent.name == "values" for path in PURE)


VERBS_AND_RECORD = (
    "desk assigning gate drafting citing facts publish history snapshot sentences".split()
)


@pytest.mark.parametrize("module", VERBS_AND_RECORD)
def test_clock_is_read_at_the_edge_only(module):
    """Verbs are given the time by whoever calls them."""
    source = (ROOT / "claims" / f"{module}.py").read_text()

    assert "timezone.now" not in source
    assert ".now(" not in source


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_file_is_short(path):
    assert LONGER & {path.name, name_of(path)} or len(path.read_text().splitlines()) <= LONGEST


def test_every_column_of_a_claim_is_in_its_snapshot():
    """Or is followed by its natural key, or is what ``verify_history`` compares itself."""
    by_key = {"topic_id", "subject_id", "measure_id", "scope_id", "unit_id", "claimant_id",
              "merged_into_id", "batch_id", "series_id"}  # fmt: skip
    compared = {"id", "events_count", "head_hash"}
    columns = {field.attname for field in Claim._meta.local_fields}

    assert columns - by_key - compared == set(CLAIM_FIELDS)


@pytest.mark.parametrize(
    ("model", "field", "pairs"),
    [
        (Publication, "claim_kind", choices.CLAIM_KINDS),
        (PublicationSource, "role", choices.SOURCE_ROLES),
    ],
    ids=["kind", "role"],
)
def test_codes_fit_their_columns(model, field, pairs):
    assert max(len(code) for code, _label in pairs) <= model._meta.get_field(field).max_length
