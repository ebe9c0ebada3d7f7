"""Each code of the domain is one row with all facts; no other module lists a table's codes."""

import ast
import functools
from pathlib import Path

import pytest

from claims.rules import chains, citations, lifecycle, links, roles, values, verification
from claims.rules.choices import column, pairs
from claims.rules.figures import POLICIES
from claims.rules.independence import RULES
from claims.rules.values import Value
from claims.rules.values.comparators import DERIVATIONS
from claims.rules.verification import Grounds, band
from sources import link_kinds
from tests.test_architecture import MODULES

# The module of each table, which may spell its codes.
TABLES = {
    "verification status": ("claims.rules.verification.statuses", verification.STATUSES),
    "band": ("claims.rules.verification.band", band.BANDS),
    "source status": ("claims.rules.citations", citations.SOURCE_STATUSES),
    "stance": ("claims.rules.citations", citations.STANCES),
    "state": ("claims.rules.lifecycle", lifecycle.STATES),
    "role": ("claims.rules.roles", roles.ROLES),
    "link kind": ("claims.rules.links", links.LINK_KINDS),
    "relation": ("claims.rules.chains", chains.RELATIONS),
    "designation": ("claims.rules.chains", chains.DESIGNATIONS),
    "verdict": ("claims.rules.citations", citations.VERDICTS),
    "chain end": ("claims.rules.chains", chains.ENDS),
    "comparator": ("claims.rules.values.comparators", values.COMPARATORS),
    "range kind": ("claims.rules.values.value", values.RANGE_KINDS),
    "join": ("claims.rules.independence.joins", RULES),
    "figure policy": ("claims.rules.figures.facts", POLICIES),
    "source link kind": ("sources.link_kinds", link_kinds.KINDS),
}
# These list other things by the same names: Django's lookups, the queues of the desk, and acts of
# speech.
NAMESAKES = (
    "sources.database.conditions",
    "claims.admin.queues.claim_queues",
    "claims.articles.proposals.speech",
)
# These give the words of a table's codes in another language.
LANGUAGES = ("claims.rules.values.languages.ukrainian",)
COLORS = {"default", "info", "primary", "success", "warning", "danger"}
TONES = {"good", "bad", "plain"}
GROUNDS = Grounds("quantity", "unchecked", False, independent=0, disinterested=0, graded=0,
                  primary=False)  # fmt: skip


@functools.cache
def lists(path: Path) -> list[tuple[int, set[str]]]:
    """Return the line and the strings of each dict, set, tuple and list that a file spells."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Dict):
            items = node.keys
        elif isinstance(node, ast.Set | ast.Tuple | ast.List):
            items = node.elts
        else:
            continue
        found.append((node.lineno, {one.value for one in items if isinstance(one, ast.Constant)}))
    return found


@pytest.mark.parametrize(("home", "table"), TABLES.values(), ids=TABLES)
def test_codes_of_a_table_are_listed_in_its_module_only(home, table):
    elsewhere = [
        f"{name}, line {line}: {sorted(codes & table.keys())}"
        for name, path in MODULES.items()
        if name not in (home, *NAMESAKES, *LANGUAGES) and not name.startswith("claims.demo.")
        for line, codes in lists(path)
        if len(codes & table.keys()) > 2
    ]

    assert not elsewhere, f"Make these a fact of the rows in {home}: {elsewhere}"


def test_list_of_codes_is_found(tmp_path):
    path = tmp_path / "module.py"
    path.write_text('COLORS = {"draft": 1, "merged": 2}\nOPEN = ("draft", "submitted")\n')

    assert lists(path) == [(1, {"draft", "merged"}), (2, {"draft", "submitted"})]


@pytest.mark.parametrize(
    "table", [table for _home, table in TABLES.values() if table is not roles.ROLES]
)
def test_every_row_has_a_label_of_its_own(table):
    labels = [getattr(row, "label", row) for row in table.values()]

    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_choices_are_read_from_the_rows():
    assert pairs(lifecycle.STATES)[:2] == [("draft", "Draft"), ("submitted", "Submitted")]
    assert column(lifecycle.STATES, "badge")["merged"] == "default"


@pytest.mark.parametrize("code", verification.STATUSES)
def test_verification_status_has_every_fact(code):
    row = verification.STATUSES[code]

    assert row.hedge
    assert row.badge in COLORS
    assert row.tone in TONES
    codes = [need.code for need in verification.status_needs(code, GROUNDS)]
    assert bool(codes) == (code != "unassessed")
    assert ("second_assessor" in codes) == row.is_shared
    assert (band.band(code, GROUNDS).raises != ()) == row.is_rated


def test_verification_statuses_are_ordered_without_a_tie():
    strengths = [row.strength for row in verification.STATUSES.values()]
    ratings = [row.rating for row in verification.STATUSES.values() if row.rating]

    assert sorted(strengths) == [*range(1, len(strengths) + 1)]
    assert sorted(ratings) == [*range(1, verification.BEST_RATING + 1)]
    assert verification.weakest(verification.STATUSES) == "refuted"


def test_source_statuses_are_ordered_without_a_tie_and_colored():
    rows = citations.SOURCE_STATUSES.values()

    assert sorted(row.rank for row in rows) == [*range(1, len(rows) + 1)]
    assert {row.badge for row in rows} <= COLORS
    assert {row.tone for row in rows} <= TONES
    assert citations.ORIGIN_FOUND == ("confirmed_by_origin", "original_seen", "secondhand")
    assert set(citations.SEEN) < set(citations.ORIGIN_FOUND)
    assert not [row for row in rows if row.discounts and row.finds_origin]


def test_states_lead_on_or_have_come_to_an_end():
    for code, state in lifecycle.STATES.items():
        assert state.badge in COLORS
        assert bool(state.next_step) == state.is_on_desk
        assert state.is_on_desk != state.is_end
        assert state.is_end or not state.is_gone
        if state.next_step:
            assert state.next_step in lifecycle.VERBS, code


def test_link_is_symmetric_or_leads_on_or_neither():
    for kind in links.LINK_KINDS.values():
        assert not (kind.is_symmetric and kind.is_ordered)
        assert kind.is_symmetric or not kind.reconciles


@pytest.mark.parametrize("code", values.COMPARATORS)
def test_comparator_has_every_fact(code):
    row = values.COMPARATORS[code]
    ends = {"low": 200, "high": 1000}  # “hundreds”
    said = ends if row.is_range else {"amount": 100}

    found = values.interval(Value(code, **said))

    assert row.is_range or row.in_front
    assert (found.upper is None) == (row.open_end == "above")
    assert row.is_range or row.excludes_number != found.contains(Value(code, **said).amount)
    assert row.rule == "" or row.rule in DERIVATIONS
    for words in row.in_front:
        assert values.parse(f"{words} 100").comparator == code
    for words in row.behind:
        assert values.parse(f"100 {words}").comparator == code


@pytest.mark.parametrize("name", roles.ROLES)
def test_role_changes_no_more_than_it_sees(name):
    rights = roles.permissions(name)
    seen = {right for right in rights if ".view_" in right}

    for action in ("add", "change"):
        touched = {right for right in rights if f".{action}_" in right}
        assert {right.replace(f".{action}_", ".view_") for right in touched} <= seen


def test_claims_are_written_by_those_who_take_a_step():
    writers = [name for name in roles.ROLES if "claims.add_claim" in roles.permissions(name)]
    workers = [name for name in roles.ROLES if "claims.change_claim" in roles.permissions(name)]

    assert tuple(writers) == lifecycle.VERBS["create"].roles
    assert workers == ["contributor", "editor", "reviewer", "chief editor"]
    assert roles.GIVERS == ("reviewer", "chief editor")
    assert roles.TAKERS == ("editor", "reviewer", "chief editor")
    assert roles.FIGURE_KEEPERS == ("editor", "chief editor")
