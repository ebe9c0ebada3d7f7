"""The needs of each status: a table of grounds on either side of every threshold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.choices import VERIFICATION_STATUSES
from claims.rules.requirements import unmet
from claims.rules.verification import Grounds, rationale_needs, status_needs

NOTHING = Grounds(
    kind="quantity",
    attribution_status="unchecked",
    attributable=False,
    independent=0,
    disinterested=0,
    graded=0,
    primary=False,
)
EVERYTHING = Grounds(
    kind="prediction",
    attribution_status="original_seen",
    attributable=True,
    independent=3,
    disinterested=3,
    graded=3,
    primary=True,
    denials=["A denial"],
    credibility=1,
    methods=["contact"],
    evidence_stances=["contradicts"],
    assessors=2,
)


def lacking(status: str, grounds: Grounds = EVERYTHING, **changes) -> list[str]:
    return [need.code for need in unmet(status_needs(status, replace(grounds, **changes)))]


@pytest.mark.parametrize("status", [code for code, _label in VERIFICATION_STATUSES])
def test_everything_meets_every_status(status):
    assert lacking(status) == []


@pytest.mark.parametrize(
    ("status", "codes"),
    [
        ("unassessed", []),
        ("attributed", ["attributable"]),
        ("corroborated", ["independent_origins", "disinterested_origins"]),
        ("confirmed", ["credibility", "primary_or_broad", "second_assessor"]),
        ("disputed", ["dispute"]),
        ("refuted", ["refuting_evidence", "second_assessor"]),
        ("unverifiable", ["methods"]),
        ("not_checkable", ["not_checkable"]),
    ],
)
def test_nothing_lacks_every_need(status, codes):
    assert lacking(status, NOTHING) == codes


@pytest.mark.parametrize(
    ("status", "changes", "codes"),
    [
        pytest.param("corroborated", {"independent": 2}, [], id="two-origins-are-enough"),
        pytest.param("corroborated", {"independent": 1}, ["independent_origins"], id="one-is-not"),
        pytest.param("corroborated", {"disinterested": 1}, [], id="one-disinterested-is-enough"),
        pytest.param(
            "corroborated", {"disinterested": 0}, ["disinterested_origins"], id="parties-alone"
        ),
        pytest.param(
            "corroborated",
            {"contradictions": ["CLM-000002"]},
            ["no_open_contradiction"],
            id="contradicted",
        ),
        pytest.param("confirmed", {"credibility": 2}, [], id="credibility-2"),
        pytest.param("confirmed", {"credibility": 3}, ["credibility"], id="credibility-3"),
        pytest.param("confirmed", {"primary": False}, [], id="broad-instead-of-primary"),
        pytest.param("confirmed", {"independent": 1, "graded": 0}, [], id="primary-alone"),
        pytest.param("confirmed", {"primary": False, "graded": 2}, [], id="two-graded"),
        pytest.param(
            "confirmed", {"primary": False, "graded": 1}, ["primary_or_broad"], id="one-graded"
        ),
        pytest.param(
            "confirmed",
            {"primary": False, "independent": 2},
            ["primary_or_broad"],
            id="two-independent",
        ),
        pytest.param("confirmed", {"assessors": 1}, ["second_assessor"], id="one-assessor"),
        pytest.param("refuted", {"assessors": 1}, ["second_assessor"], id="refuted-by-one"),
        pytest.param("refuted", {"evidence_stances": ["corrects"]}, [], id="corrected"),
        pytest.param(
            "refuted",
            {"evidence_stances": ["denies_truth"]},
            ["refuting_evidence"],
            id="denial-is-no-refutation",
        ),
        pytest.param(
            "disputed", {"denials": [], "contradictions": ["CLM-000002"]}, [], id="contradiction"
        ),
        pytest.param(
            "not_checkable", {"kind": "quantity", "methods": ["opinion"]}, [], id="opinion"
        ),
        pytest.param(
            "not_checkable",
            {"kind": "quantity", "methods": ["contact"]},
            ["not_checkable"],
            id="fact",
        ),
    ],
)
def test_threshold_holds(status, changes, codes):
    assert lacking(status, **changes) == codes


@pytest.mark.parametrize(
    ("number", "words"), [(0, "there is none"), (1, "there is 1."), (2, "there are 2.")]
)
def test_need_says_what_there_is(number, words):
    need = status_needs("corroborated", replace(EVERYTHING, independent=number))[0]

    assert words in need.message


def test_contradiction_is_named():
    grounds = replace(EVERYTHING, contradictions=["CLM-000002", "CLM-000007"])

    need = status_needs("corroborated", grounds)[2]

    assert need.message.endswith("; CLM-000002, CLM-000007 contradicts it.")


@pytest.mark.parametrize("status", [code for code, _label in VERIFICATION_STATUSES])
def test_needs_are_sentences_with_a_code_and_a_field(status):
    for need in status_needs(status, NOTHING) + status_needs(status, EVERYTHING):
        assert need.message.endswith(".")
        assert need.code
        assert need.field


@pytest.mark.parametrize(
    ("rationale", "refused"),
    [
        pytest.param("We have high confidence that it is likely so.", True, id="together"),
        pytest.param("It is likely. Our confidence is moderate.", False, id="apart"),
        pytest.param("Low-confidence: probably an undercount.", True, id="hyphen"),
        pytest.param("A remote chance;\nour confidence is low.", False, id="new-line"),
        pytest.param("The likelihood is not known to us.", False, id="likelihood-alone"),
        pytest.param("We are confident in the list of names.", False, id="confident-is-no-level"),
        pytest.param("An UNLIKELY figure, with LOW CONFIDENCE.", True, id="capitals"),
    ],
)
def test_likelihood_and_confidence_do_not_share_a_sentence(rationale, refused):
    assert [need.code for need in rationale_needs(rationale)] == (
        ["likelihood_with_confidence"] if refused else []
    )


@given(st.text(max_size=200))
def test_any_rationale_is_read(rationale):
    assert isinstance(rationale_needs(rationale), list)
