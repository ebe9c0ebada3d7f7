import datetime
import itertools
import json

import pytest

from claims.rules.independence import RULES, CircularReporting, Hand, Link, as_json, count
from tests.rules.independence.independence_cases import (
    COUNTED,
    JAN,
    JUNE,
    VECTORS,
    causes,
    cite,
    clusters,
    found,
    from_vector,
    sentences,
)


@pytest.mark.parametrize("vector", COUNTED, ids=lambda vector: vector["id"])
def test_vector_counts_as_it_says(vector):
    finding = count(*from_vector(vector))

    expect = vector["expect"]
    assert {
        "independent_origins": finding.independent_origins,
        "disinterested_origins": finding.disinterested_origins,
        "clusters": clusters(finding),
        "reasons": list(finding.reasons),
        "not_counted": causes(finding),
    } == {key: expect[key] for key in expect if key != "note"}


def test_circular_vector_is_refused_by_that_name():
    with pytest.raises(CircularReporting) as refusal:
        count(*from_vector(VECTORS["I9-circular"]))

    assert refusal.value.code == "circular_reporting"
    assert refusal.value.citations == ("c1",)
    assert str(refusal.value) == (
        "Circular reporting: outlet-a twice in the chain of citation c1; a source may stand only "
        "once in a chain."
    )


def test_all_circular_chains_are_named_at_once():
    with pytest.raises(CircularReporting) as refusal:
        found([cite("c2", "x", "y", "x", "y"), cite("c1", "z", ["p", "p"]), cite("c3", "a")])

    assert refusal.value.citations == ("c1", "c2")
    assert str(refusal.value) == (
        "Circular reporting: p twice in the chain of citation c1; a source may stand only once in "
        "a chain. Circular reporting: x and y twice in the chain of citation c2; a source may "
        "stand only once in a chain."
    )


def test_withdrawn_circular_chain_is_let_be():
    finding = found([cite("c1", "a", "b", "a", active=False)])

    assert causes(finding) == {"c1": "withdrawn"}


def test_one_id_for_two_citations_is_refused():
    with pytest.raises(ValueError, match=r"^Two citations have one id\.$"):
        found([cite("c1", "a"), cite("c1", "b")])


def test_rules_are_the_six_of_the_design_and_two_forms_of_the_third():
    assert len(RULES) == 7


def test_bucket_is_joined_to_its_nearest_not_by_pairs():
    finding = found([cite(f"c{number}", f"outlet{number}", "mod") for number in range(5)])

    (cluster,) = finding.clusters
    assert [(join.first, join.second) for join in cluster.joins] == [
        ("c0", "c1"),
        ("c0", "c2"),
        ("c0", "c3"),
        ("c0", "c4"),
    ]


def test_what_would_only_repeat_a_join_is_left_out():
    citations = [
        cite("c1", "x", series="s"),
        cite("c2", "up", "x", series="s"),
        cite("c3", "y", series="t"),
        cite("c4", "z", series="t"),
    ]

    finding = found(citations, series={"s": ("x",), "t": ("y",)})

    assert sentences(finding) == ["Both lead to x.", "Both hand on the series t of y."]


def test_origin_is_linked_by_its_closest_citation():
    citations = [
        cite("c1", "x", on=JAN),
        cite("c2", "up", "x", on=JUNE),
        cite("c3", "bbc", "x", on=JUNE),
        cite("c4", "y"),
    ]
    links = [("x", "y", "owned_by"), Link("x", "y", "part_of", valid_from=JUNE)]

    (cluster,) = found(citations, links=links).clusters

    assert [(join.first, join.second, join.sentence) for join in cluster.joins] == [
        ("c1", "c2", "Both lead to x."),
        ("c1", "c3", "Both lead to x."),
        ("c2", "c4", "x is part of y."),
    ]


def test_series_are_joined_through_the_nearest_above_both():
    citations = [
        cite("c1", "z", series="annual"),
        cite("c2", "x", series="monthly"),
        cite("c3", "y", series="weekly"),
    ]
    series = {
        "annual": ("z", "p"),
        "p": ("z", "q"),
        "q": ("z", "base"),
        "monthly": ("x", "daily"),
        "weekly": ("y", "daily"),
        "daily": ("w", "base"),
        "base": ("v",),
    }

    assert sentences(found(citations, series=series)) == [
        "The series monthly of x and the series annual of z both derive from the series base of v.",
        "The series monthly of x and the series weekly of y both derive from the series daily of "
        "w.",
    ]


def test_clusters_are_listed_by_their_first_citation():
    citations = [
        cite("c1", "up", "x"),
        cite("c2", "up", "z"),
        cite("c3", "up", "y"),
        cite("c4", "up", ["x", "y"]),
    ]

    assert clusters(found(citations)) == [["c1", "c3", "c4"], ["c2"]]


def test_origins_are_listed_in_order():
    many = list("hgfedcba")

    finding = found([cite("c1", "up", many), cite("c2", "bbc", many)], interested=many)

    (cluster,) = finding.clusters
    assert cluster.origins == cluster.roots == cluster.interested == tuple("abcdefgh")
    assert sentences(finding) == ["Both lead to a, b, c, d, e, f, g and h."]


def test_joins_are_listed_by_their_citations():
    citations = [
        cite("c1", "x", series="s"),
        cite("c2", "y", series="s"),
        cite("c3", "up", "x"),
    ]

    assert sentences(found(citations, series={"s": ("x",)})) == [
        "Both hand on the series s of x.",
        "Both lead to x.",
    ]


def test_each_link_holds_in_its_own_spell_among_many():
    days = [datetime.date(2025, month, 1) for month in range(1, 13)]
    links = [
        Link("x", f"owner{start:%m}", "owned_by", valid_from=start, valid_until=end)
        for start, end in itertools.pairwise(days)
    ]
    citations = [cite(f"c{day:%m}", "x", on=day) for day in days]
    owners = [cite(f"d{day:%m}", f"owner{day:%m}") for day in days]

    finding = found([*citations, *owners], links=links)

    joins = [join for cluster in finding.clusters for join in cluster.joins]
    linked = [(join.first, join.second) for join in joins if join.reason == "source_link"]
    assert linked == [(f"c{day:%m}", f"d{day:%m}") for day in days[:-1]]


def test_order_of_links_does_not_change_the_words():
    links = [("x", "y", kind) for kind in ("syndicates_from", "owned_by", "derives_data_from")]

    for turned in (links, links[::-1]):
        finding = found([cite("c1", "x"), cite("c2", "y")], links=turned)

        assert sentences(finding) == ["x derives its data from y."]


def test_joint_origin_that_is_linked_within_is_one_citation():
    finding = found([cite("c1", "up", ["x", "y"])], links=[("x", "y", "owned_by")])

    (cluster,) = finding.clusters
    assert (cluster.origins, cluster.roots, cluster.joins) == (("x", "y"), ("y",), ())


def test_sources_are_named_as_people_name_them():
    names = {"mod": "the Ministry of Defence", "spox": "the spokesperson", "sky": "iSky"}

    finding = found(
        [cite("c1", "up", "spox"), cite("c2", "bbc", "sky", "mod"), cite("c3", "sky")],
        links=[("spox", "mod", "speaks_for")],
        name=names.get,
    )

    assert sentences(finding) == [
        "The spokesperson speaks for the Ministry of Defence.",
        "One came through iSky, the other's origin.",
    ]


def test_finding_is_ready_for_json_in_one_order():
    citations = [
        cite("c3", "bbc", "mod"),
        cite("c1", "up", "mod"),
        cite("c2", "blog", end="dead_end"),
        cite("c4", "who", stance="denies_attribution"),
        cite("c5", "up", ["who", "x"]),
    ]

    finding = found(citations, [Hand("c1", "c5", False, "apart")], interested=["mod"])

    plain = as_json(finding)
    assert json.loads(json.dumps(plain)) == plain
    assert plain == {
        "independent_origins": 2,
        "disinterested_origins": 1,
        "clusters": [
            {
                "citations": ["c1", "c3"],
                "origins": ["mod"],
                "roots": ["mod"],
                "relays": [],
                "interested": ["mod"],
                "disinterested": False,
                "joins": [
                    {
                        "first": "c1",
                        "second": "c3",
                        "reason": "shared_origin",
                        "sentence": "Both lead to mod.",
                    }
                ],
            },
            {
                "citations": ["c5"],
                "origins": ["x"],
                "roots": ["x"],
                "relays": [],
                "interested": [],
                "disinterested": True,
                "joins": [],
            },
        ],
        "reasons": ["shared_origin"],
        "not_counted": [
            {
                "citation": "c2",
                "cause": "dead_end",
                "sentence": "The trail ends with blog: nobody further is named.",
            },
            {
                "citation": "c4",
                "cause": "stance",
                "sentence": "Its stance is “Denies having said it”: it does not hand the claim on.",
            },
        ],
        "denied": [{"origin": "who", "citation": "c4", "sentence": "who denies having said it."}],
        "withdrawn": [],
        "splits": [
            {
                "first": "c1",
                "second": "c5",
                "effect": "no_link",
                "sentence": "Set apart by hand, but no link and no chain that goes on joins them: "
                "apart.",
            }
        ],
    }


def test_no_citations_no_origins():
    finding = found([])

    assert (finding.independent_origins, finding.clusters, finding.reasons) == (0, (), ())
