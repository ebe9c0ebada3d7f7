import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.chains import (
    DESIGNATIONS,
    ENDS,
    FINISHED_ENDS,
    RELATIONS,
    Hop,
    is_finished,
    origins,
    problems,
    roles,
)
from tests import ROOT

VECTORS = {
    vector["id"]: vector
    for vector in json.loads(
        (ROOT / "tests" / "vectors" / "independence.json").read_text(encoding="utf-8")
    )
}


def chain_of(citation):
    *relays, last = citation["chain"]
    joint = last if isinstance(last, list) else [last]
    return [Hop(position, source) for position, source in enumerate(relays)] + [
        Hop(len(relays), source, end=citation["end"]) for source in joint
    ]


CITATIONS = [
    pytest.param(vector, citation, id=f"{name}-{citation['id']}")
    for name, vector in VECTORS.items()
    for citation in vector["citations"]
]


@pytest.mark.parametrize(("vector", "citation"), CITATIONS)
def test_vector_is_refused_or_accepted_as_it_says(vector, citation):
    publisher = vector["documents"][citation["document"]]["publisher"]

    codes = [problem.code for problem in problems(chain_of(citation), publisher)]

    refusal = vector["expect"].get("refused")
    assert codes == ([refusal] if refusal else [])


def test_circular_vector_says_so_and_names_the_outlet():
    (citation,) = VECTORS["I9-circular"]["citations"]

    (problem,) = problems(chain_of(citation))

    assert problem.message == (
        "Circular reporting: outlet-a stands at positions 0 and 2; a source may stand only once "
        "in a chain."
    )
    assert problem.field == "hops.2.source"


WRONG = {
    "nothing at all": ([], [("no_first_hop", "hops")]),
    "a position left out": ([Hop(0, "a"), Hop(2, "b")], [("gap_in_chain", "hops.1.position")]),
    "two positions left out": ([Hop(0, "a"), Hop(3, "b")], [("gap_in_chain", "hops.1.position")]),
    "no position 0": ([Hop(1, "a")], [("gap_in_chain", "hops.0.position")]),
    "below 0": (
        [Hop(-1, "z"), Hop(0, "a")],
        [("negative_position", "hops.-1.position")],
    ),
    "only below 0": (
        [Hop(-1, "z")],
        [("negative_position", "hops.-1.position"), ("gap_in_chain", "hops.0.position")],
    ),
    "several in the middle": (
        [Hop(0, "a"), Hop(1, "b"), Hop(1, "c"), Hop(2, "d")],
        [("joint_only_at_the_end", "hops.1.position")],
    ),
    "two publishers": ([Hop(0, "a"), Hop(0, "b")], [("one_publisher_first", "hops.0.source")]),
    "two publishers of a longer chain": (
        [Hop(0, "a"), Hop(0, "b"), Hop(1, "c")],
        [("one_publisher_first", "hops.0.source")],
    ),
    "an end before the last": (
        [Hop(0, "a", end="dead_end"), Hop(1, "b")],
        [("end_before_the_last_hop", "hops.0.end")],
    ),
    "a joint origin half finished": (
        [Hop(0, "a"), Hop(1, "b", end="origin_named"), Hop(1, "c")],
        [("joint_end_missing", "hops.1.end")],
    ),
    "a joint origin of one source": (
        [Hop(0, "a"), Hop(1, "b"), Hop(1, "b")],
        [("circular_reporting", "hops.1.source")],
    ),
    "no source chosen": ([Hop(0, "a"), Hop(1, "")], [("source_missing", "hops.1.source")]),
    "no source chosen twice": (
        [Hop(0, None), Hop(1, None)],
        [("source_missing", "hops.0.source"), ("source_missing", "hops.1.source")],
    ),
    "an end nobody knows": ([Hop(0, "a", end="the_end")], [("unknown_end", "hops.0.end")]),
    "a relation nobody knows": (
        [Hop(0, "a"), Hop(1, "b", relation="hints")],
        [("unknown_relation", "hops.1.relation")],
    ),
    "a designation nobody knows": (
        [Hop(0, "a", designation="friend")],
        [("unknown_designation", "hops.0.designation")],
    ),
    "everything at once": (
        [Hop(0, "a", end="dead_end"), Hop(2, "a", end="x"), Hop(2, "b")],
        [
            ("gap_in_chain", "hops.1.position"),
            ("end_before_the_last_hop", "hops.0.end"),
            ("joint_end_missing", "hops.2.end"),
            ("circular_reporting", "hops.2.source"),
            ("unknown_end", "hops.2.end"),
        ],
    ),
}


@pytest.mark.parametrize(("hops", "expected"), WRONG.values(), ids=WRONG.keys())
def test_wrong_chain_is_refused_with_every_reason(hops, expected):
    found = problems(hops)

    assert [(problem.code, problem.field) for problem in found] == expected
    assert all(problem.message.endswith(".") for problem in found)


RIGHT = {
    "publisher alone, unfinished": [Hop(0, "a")],
    "publisher on its own reporting": [Hop(0, "a", end="own_reporting")],
    "relay on its own reporting": [Hop(0, "a"), Hop(1, "b", end="own_reporting")],
    "publisher that names nobody": [Hop(0, "a", end="dead_end")],
    "unfinished": [Hop(0, "a"), Hop(1, "b")],
    "joint origin": [Hop(0, "a"), Hop(1, "b", end="origin_named"), Hop(1, "c", end="unnamed")],
    "joint origin, unfinished": [Hop(0, "a"), Hop(1, "b"), Hop(1, "c")],
    "every detail": [
        Hop(0, 7),
        Hop(1, 8, relation="quotes"),
        Hop(2, 9, end="origin_confirmed", relation="cites", designation="on_record_role"),
    ],
}


@pytest.mark.parametrize("hops", RIGHT.values(), ids=RIGHT.keys())
def test_right_chain_has_no_problem(hops):
    assert problems(hops, publisher=hops[0].source) == []


def test_joint_origin_of_one_source_is_named_as_standing_twice():
    (problem,) = problems([Hop(0, "a"), Hop(1, "b"), Hop(1, "b")])

    assert problem.message == (
        "Circular reporting: b stands at position 1 twice; a source may stand only once in a chain."
    )


def test_first_hop_must_be_the_publisher_of_the_document():
    (problem,) = problems([Hop(0, "copyist"), Hop(1, "a")], publisher="outlet")

    assert problem.code == "first_hop_is_not_the_publisher"
    assert problem.field == "hops.0.source"
    assert problem.message == (
        "The first hop is copyist; it should be outlet, the publisher of the document."
    )


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (2, "Position 1 is missing; positions run from 0 without a gap."),
        (4, "Positions 1 to 3 are missing; positions run from 0 without a gap."),
    ],
    ids=["one", "several"],
)
def test_gap_names_the_missing_positions(missing, sentence):
    (problem,) = problems([Hop(0, "a"), Hop(missing, "b")])

    assert problem.message == sentence


@pytest.mark.parametrize("end", ENDS)
def test_any_end_finishes_a_chain(end):
    assert is_finished([Hop(0, "a"), Hop(1, "b", end=end)])


UNFINISHED = {
    "nothing": [],
    "no end": [Hop(0, "a"), Hop(1, "b")],
    "end of a relay only": [Hop(0, "a", end="dead_end"), Hop(1, "b")],
    "one of two ends": [Hop(0, "a"), Hop(1, "b", end="origin_named"), Hop(1, "c")],
    "unknown end": [Hop(0, "a", end="the_end")],
}


@pytest.mark.parametrize("hops", UNFINISHED.values(), ids=UNFINISHED.keys())
def test_chain_without_every_end_is_unfinished(hops):
    assert not is_finished(hops)


@pytest.mark.parametrize("end", ["", *ENDS])
def test_only_a_finished_end_gives_an_origin(end):
    hops = [Hop(0, "outlet"), Hop(1, "relay"), Hop(2, "last", end=end)]

    assert origins(hops) == (["last"] if end in FINISHED_ENDS else [])
    assert roles(hops) == [
        ("outlet", "outlet"),
        ("relay", "relay"),
        ("last", "origin" if end in FINISHED_ENDS else "relay"),
    ]


def test_publisher_on_its_own_reporting_is_outlet_and_origin():
    hops = [Hop(0, "a", end="own_reporting")]

    assert roles(hops) == [("a", "outlet"), ("a", "origin")]
    assert origins(hops) == ["a"]


def test_joint_origin_gives_each_of_its_sources():
    (citation, *_) = VECTORS["I2-joint-investigation-in-four-outlets"]["citations"]

    assert origins(chain_of(citation)) == ["reuters", "open-source-centre"]
    assert roles(chain_of(citation)) == [
        ("online-ua", "outlet"),
        ("reuters", "origin"),
        ("open-source-centre", "origin"),
    ]


def test_no_hops_give_no_origin_and_no_roles():
    assert origins([]) == []
    assert roles([]) == []


any_hops = st.lists(
    st.builds(
        Hop,
        position=st.integers(-1, 4),
        source=st.sampled_from(["", "a", "b", "c", 1, None]),
        end=st.sampled_from(["", "x", *ENDS]),
        relation=st.sampled_from(["", "x", *RELATIONS]),
        designation=st.sampled_from(["", "x", *DESIGNATIONS]),
    ),
    max_size=6,
)


@st.composite
def valid_chains(draw):
    sources = draw(st.lists(st.integers(), min_size=1, max_size=7, unique=True))
    last = draw(st.integers(0 if len(sources) == 1 else 1, len(sources) - 1))
    ends = draw(st.one_of(st.just(st.just("")), st.just(st.sampled_from(list(ENDS)))))
    return [
        Hop(min(place, last), source, end=draw(ends) if place >= last else "")
        for place, source in enumerate(sources)
    ]


@given(any_hops, st.data())
def test_order_of_the_list_does_not_matter(hops, data):
    shuffled = data.draw(st.permutations(hops))

    assert problems(shuffled, "a") == problems(hops, "a")
    assert is_finished(shuffled) == is_finished(hops)
    assert set(origins(shuffled)) == set(origins(hops))
    assert set(roles(shuffled)) == set(roles(hops))


@given(valid_chains())
def test_valid_chain_has_no_problem_and_a_role_for_every_source(hops):
    assert problems(hops, publisher=hops[0].source) == []
    assert {source for source, _ in roles(hops)} == {hop.source for hop in hops}
    assert {source for source, role in roles(hops) if role == "origin"} == set(origins(hops))


@given(valid_chains())
def test_valid_chain_stays_valid_as_it_grows(hops):
    last = max(hop.position for hop in hops)
    grown = [Hop(h.position, h.source) for h in hops if h.position < last or h == hops[-1]]

    assert problems([*grown, Hop(last + 1, "further", end="dead_end")]) == []


@given(valid_chains().filter(lambda hops: hops[-1].position > 0))
def test_coming_back_to_a_source_is_circular_reporting(hops):
    last = hops[-1].position
    circle = [Hop(h.position, h.source) for h in hops if h.position < last]
    circle += [Hop(last, "between"), Hop(last + 1, hops[0].source)]

    assert [problem.code for problem in problems(circle)] == ["circular_reporting"]


def test_every_code_has_a_label_for_people():
    labels = [*RELATIONS.values(), *(row.label for row in (*DESIGNATIONS.values(), *ENDS.values()))]

    assert all(label[0].isupper() for label in labels)
    assert set(ENDS) >= FINISHED_ENDS
