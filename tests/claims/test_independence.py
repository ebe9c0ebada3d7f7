import datetime
import json
import time

import pytest

from claims.independence import (
    RULES,
    CircularReporting,
    Document,
    Hand,
    Interested,
    Link,
    as_json,
    count,
)
from sources.link_kinds import LINK_KINDS
from tests.claims.independence_cases import VECTORS, cite, from_vector, network

JAN, JUNE = datetime.date(2025, 1, 1), datetime.date(2025, 6, 1)


def found(citations, hands=(), name=str, **around):
    return count(citations, network(citations, **around), hands, name)


def clusters(finding):
    return [list(cluster.citations) for cluster in finding.clusters]


def sentences(finding):
    return [join.sentence for cluster in finding.clusters for join in cluster.joins]


def causes(finding):
    return {citation: reason.cause for citation, reason in finding.not_counted.items()}


COUNTED = [vector for vector in VECTORS.values() if "refused" not in vector["expect"]]


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
    with pytest.raises(ValueError, match="Two citations have one id"):
        found([cite("c1", "a"), cite("c1", "b")])


# Two citations under each rule: what joins them, and a near miss of it. Sentences in full.
GIVEN = Document
LINKED_2025 = {"valid_from": JAN, "valid_until": JUNE}
CASES = {
    # (a)
    "one origin through two outlets": (
        [cite("c1", "up", "mod"), cite("c2", "bbc", "sky", "mod")],
        {},
        {"shared_origin": "Both lead to mod."},
    ),
    "two origins of one outlet": ([cite("c1", "up", "mod"), cite("c2", "up", "who")], {}, {}),
    "an outlet and what it reports": ([cite("c1", "up"), cite("c2", "up", "who")], {}, {}),
    "joint origins shared in part": (
        [cite("c1", "up", ["reuters", "osc"]), cite("c2", "bbc", ["osc", "afp"])],
        {},
        {"shared_origin": "Both lead to osc."},
    ),
    "joint origins shared in whole": (
        [cite("c1", "up", ["reuters", "osc"]), cite("c2", "bbc", ["osc", "reuters"])],
        {},
        {"shared_origin": "Both lead to osc and reuters."},
    ),
    "a spokesperson and the ministry": (
        [cite("c1", "up", "spox"), cite("c2", "bbc", "mod")],
        {"links": [("spox", "mod", "speaks_for")]},
        {"shared_origin": "spox speaks for mod."},
    ),
    "two spokespersons of one ministry": (
        [cite("c1", "up", "spox"), cite("c2", "bbc", "minister")],
        {"links": [("spox", "mod", "speaks_for"), ("minister", "mod", "speaks_for")]},
        {"shared_origin": "spox speaks for mod, and minister speaks for mod."},
    ),
    "a spokesperson of a department and the government": (
        [cite("c1", "up", "spox"), cite("c2", "bbc", "gov")],
        {"links": [("spox", "mod", "speaks_for"), ("mod", "gov", "part_of")]},
        {"shared_origin": "spox speaks for mod, which is part of gov."},
    ),
    "a department and who speaks for the government": (
        [cite("c1", "up", "mod"), cite("c2", "bbc", "premier")],
        {"links": [("mod", "gov", "part_of"), ("premier", "gov", "speaks_for")]},
        {"shared_origin": "premier speaks for gov, and mod is part of gov."},
    ),
    "a spokesperson who has left": (
        [cite("c1", "up", "spox", on=JUNE), cite("c2", "bbc", "mod", on=JAN)],
        {"links": [Link("spox", "mod", "speaks_for", **LINKED_2025)]},
        {},
    ),
    "a spokesperson on another topic": (
        [cite("c1", "up", "spox"), cite("c2", "bbc", "mod")],
        {"links": [Link("spox", "mod", "speaks_for", "football")]},
        {},
    ),
    # (b)
    "a copy under another name": (
        [cite("c1", "up"), cite("c2", "uanews")],
        {"documents": [Document("d-c2", "uanews", republication_of="d-c1")]},
        {"republication": "uanews republishes a document of up."},
    ),
    "a copy of a copy that is not cited": (
        [cite("c1", "up"), cite("c2", "uanews")],
        {
            "documents": [
                Document("d-c2", "uanews", republication_of="middle"),
                Document("middle", "blog", republication_of="d-c1"),
            ]
        },
        {"republication": "uanews republishes a document of up."},
    ),
    "two copies of a document unknown": (
        [cite("c1", "up"), cite("c2", "uanews")],
        {
            "documents": [
                Document("d-c1", "up", republication_of="lost"),
                Document("d-c2", "uanews", republication_of="lost"),
            ]
        },
        {"republication": "The documents of uanews and up republish one and the same document."},
    ),
    "copies in a circle": (
        [cite("c1", "up"), cite("c2", "uanews")],
        {
            "documents": [
                Document("d-c1", "up", republication_of="d-c2"),
                Document("d-c2", "uanews", republication_of="d-c1"),
            ]
        },
        {"republication": "uanews republishes a document of up."},
    ),
    "copies of two documents": (
        [cite("c1", "up"), cite("c2", "uanews")],
        {
            "documents": [
                Document("d-c1", "up", republication_of="one"),
                Document("d-c2", "uanews", republication_of="other"),
            ]
        },
        {},
    ),
    # (c)
    "what one heard through the other": (
        [cite("c1", "up", "sky", "mod"), cite("c2", "sky")],
        {},
        {"relay_is_origin": "One came through sky, the other's origin."},
    ),
    "a relay that speaks for the other's origin": (
        [cite("c1", "up", "spox", "cia"), cite("c2", "bbc", "mod")],
        {"links": [("spox", "mod", "speaks_for")]},
        {"relay_is_origin": "One came through spox; spox speaks for mod."},
    ),
    "a relay that both stand for": (
        [cite("c1", "up", "desk", "cia"), cite("c2", "bbc", "minister")],
        {"links": [("desk", "mod", "part_of"), ("minister", "mod", "speaks_for")]},
        {
            "relay_is_origin": "One came through desk; desk is part of mod, and minister speaks "
            "for mod."
        },
    ),
    "a relay whose link is over": (
        [cite("c1", "up", "spox", "cia", on=JUNE), cite("c2", "bbc", "mod")],
        {"links": [Link("spox", "mod", "speaks_for", **LINKED_2025)]},
        {},
    ),
    "a relay and another part of its body": (
        [cite("c1", "up", "desk", "cia"), cite("c2", "bbc", "unit")],
        {"links": [("desk", "mod", "part_of"), ("unit", "mod", "part_of")]},
        {},
    ),
    "the publisher is the other's origin": (
        [cite("c1", "sky", "mod"), cite("c2", "sky")],
        {},
        {},
    ),
    "one relay of two origins": (
        [cite("c1", "up", "sky", "mod"), cite("c2", "up", "sky", "who")],
        {},
        {},
    ),
    # (d)
    **{
        f"linked: {kind}": (
            [cite("c1", "up", "x"), cite("c2", "bbc", "y")],
            {"links": [("x", "y", kind)]},
            {"source_link": f"x {words} y."},
        )
        for kind, words in LINK_KINDS
        if kind not in ("speaks_for", "part_of")
    },
    "linked the other way": (
        [cite("c1", "up", "x"), cite("c2", "bbc", "y")],
        {"links": [("y", "x", "owned_by")]},
        {"source_link": "y is owned by x."},
    ),
    "linked through one between": (
        [cite("c1", "up", "x"), cite("c2", "bbc", "y")],
        {"links": [("x", "z", "derives_data_from"), ("z", "y", "part_of")]},
        {"source_link": "x derives its data from z, which is part of y."},
    ),
    "two outlets of one owner": (
        [cite("c1", "x"), cite("c2", "y")],
        {"links": [("x", "z", "owned_by"), ("y", "z", "owned_by")]},
        {"source_link": "x is owned by z, and y is owned by z."},
    ),
    "two departments of one body": (
        [cite("c1", "x"), cite("c2", "y")],
        {"links": [("x", "z", "part_of"), ("y", "z", "part_of")]},
        {"source_link": "x is part of z, and y is part of z."},
    ),
    "the nearest of two common owners": (
        [cite("c1", "x"), cite("c2", "y")],
        {
            "links": [
                ("x", "z", "owned_by"),
                ("y", "z", "owned_by"),
                ("z", "a", "owned_by"),
                ("x", "m", "owned_by"),
                ("m", "n", "owned_by"),
                ("n", "b", "owned_by"),
                ("y", "b", "owned_by"),
            ]
        },
        {"source_link": "x is owned by z, and y is owned by z."},
    ),
    "an aggregator that draws on both": (
        [cite("c1", "x"), cite("c2", "y")],
        {"links": [("z", "x", "derives_data_from"), ("z", "y", "derives_data_from")]},
        {},
    ),
    "linked for the topic": (
        [cite("c1", "x"), cite("c2", "y")],
        {"links": [Link("x", "y", "owned_by", "war")]},
        {"source_link": "x is owned by y."},
    ),
    "linked for another topic": (
        [cite("c1", "x"), cite("c2", "y")],
        {"links": [Link("x", "y", "owned_by", "football")]},
        {},
    ),
    "linked from that day on": (
        [cite("c1", "x", on=JAN), cite("c2", "y")],
        {"links": [Link("x", "y", "owned_by", **LINKED_2025)]},
        {"source_link": "x is owned by y."},
    ),
    "linked until that day": (
        [cite("c1", "x", on=JUNE), cite("c2", "y", on=JAN)],
        {"links": [Link("x", "y", "owned_by", **LINKED_2025)]},
        {},
    ),
    "linked from the next day on": (
        [cite("c1", "x", on=JAN - datetime.timedelta(1)), cite("c2", "y", on=JAN)],
        {"links": [Link("x", "y", "owned_by", **LINKED_2025)]},
        {},
    ),
    "linked on the day of who depends, not of the other": (
        [cite("c1", "x", on=JAN), cite("c2", "y", on=JUNE)],
        {"links": [Link("x", "y", "owned_by", **LINKED_2025)]},
        {"source_link": "x is owned by y."},
    ),
    "linked at some time, on an unknown day": (
        [cite("c1", "x"), cite("c2", "y")],
        {"links": [Link("x", "y", "owned_by", **LINKED_2025)]},
        {"source_link": "x is owned by y."},
    ),
    "linked on the day the document was published": (
        [cite("c1", "x"), cite("c2", "y")],
        {
            "links": [Link("x", "y", "owned_by", **LINKED_2025)],
            "documents": [Document("d-c1", "x", JUNE)],
        },
        {},
    ),
    "judged on a day of its own": (
        [cite("c1", "x", on=JAN), cite("c2", "y")],
        {
            "links": [Link("x", "y", "owned_by", **LINKED_2025)],
            "documents": [Document("d-c1", "x", JUNE)],
        },
        {"source_link": "x is owned by y."},
    ),
    "outlets linked, origins not": (
        [cite("c1", "x", "mod"), cite("c2", "y", "who")],
        {"links": [("x", "y", "owned_by")]},
        {},
    ),
    # (e)
    "a series from the other": (
        [cite("c1", "x", series="daily"), cite("c2", "y", series="monthly")],
        {"series": {"daily": ("x",), "monthly": ("y", "daily")}},
        {"derived_series": "The series monthly of y derives from the series daily of x."},
    ),
    "a series from the other through one between": (
        [cite("c1", "x", series="yearly"), cite("c2", "y", series="daily")],
        {"series": {"daily": ("y",), "monthly": ("z", "daily"), "yearly": ("x", "monthly")}},
        {"derived_series": "The series yearly of x derives from the series daily of y."},
    ),
    "two series from a third": (
        [cite("c1", "x", series="weekly"), cite("c2", "y", series="monthly")],
        {"series": {"weekly": ("x", "daily"), "monthly": ("y", "daily"), "daily": ("z",)}},
        {
            "derived_series": "The series monthly of y and the series weekly of x both derive "
            "from the series daily of z."
        },
    ),
    "a series of nobody we know": (
        [cite("c1", "x", series="daily"), cite("c2", "y", series="monthly")],
        {"series": {"monthly": ("y", "daily")}},
        {"derived_series": "The series monthly of y derives from the series daily."},
    ),
    "series in a circle": (
        [cite("c1", "x", series="daily"), cite("c2", "y", series="monthly")],
        {"series": {"daily": ("x", "monthly"), "monthly": ("y", "daily")}},
        {"derived_series": "The series monthly of y derives from the series daily of x."},
    ),
    "one series under two names": (
        [cite("c1", "x", series="daily"), cite("c2", "y", series="daily")],
        {"series": {"daily": ("x",)}},
        {"derived_series": "Both hand on the series daily of x."},
    ),
    "a series and whoever quotes the claimant of the one above": (
        [cite("c1", "y", series="monthly"), cite("c2", "up", "x")],
        {"series": {"daily": ("x",), "monthly": ("y", "daily")}},
        {"derived_series": "The series monthly of y derives from the series daily of x."},
    ),
    "a series and the claimant's other series": (
        [cite("c1", "y", series="monthly"), cite("c2", "x", series="other")],
        {"series": {"daily": ("x",), "monthly": ("y", "daily"), "other": ("x",)}},
        {},
    ),
    "two series apart": (
        [cite("c1", "x", series="daily"), cite("c2", "y", series="monthly")],
        {"series": {"daily": ("x",), "monthly": ("y",)}},
        {},
    ),
    "one origin in two series is said once": (
        [cite("c1", "x", series="daily"), cite("c2", "up", "x", series="daily")],
        {"series": {"daily": ("x",)}},
        {"shared_origin": "Both lead to x."},
    ),
    # (f)
    "by hand": (
        [cite("c1", "x"), cite("c2", "y")],
        {"hands": [Hand("c2", "c1", True, "One stringer wrote both. ")]},
        {"by_hand": "Joined by hand: One stringer wrote both."},
    ),
    # All that holds is said, in the order of the rules.
    "by several rules at once": (
        [cite("c1", "x", series="daily"), cite("c2", "w", "x", "y", series="monthly")],
        {
            "links": [("y", "x", "owned_by"), ("y", "x", "part_of")],
            "documents": [Document("d-c2", "w", republication_of="d-c1")],
            "series": {"daily": ("x",), "monthly": ("y", "daily")},
            "hands": [Hand("c1", "c2", True, "sure")],
        },
        {
            "shared_origin": "y is part of x.",
            "republication": "w republishes a document of x.",
            "relay_is_origin": "One came through x, the other's origin.",
            "derived_series": "The series monthly of y derives from the series daily of x.",
            "by_hand": "Joined by hand: sure.",
        },
    ),
}


@pytest.mark.parametrize(("citations", "around", "expected"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("turn", [1, -1], ids=["", "turned"])
def test_two_are_joined_by_this_and_nothing_else(citations, around, expected, turn):
    finding = found(citations[::turn], **around)

    joins = [join for cluster in finding.clusters for join in cluster.joins]
    assert {join.reason: join.sentence for join in joins} == expected
    assert finding.independent_origins == (1 if expected else 2)
    assert finding.reasons == tuple(expected)
    assert {(join.first, join.second) for join in joins} <= {("c1", "c2")}
    assert len(joins) == len(expected)
    assert finding.not_counted == {}


def test_rules_are_the_six_of_the_design():
    assert len(RULES) == 6


def test_bucket_is_joined_to_its_nearest_not_by_pairs():
    finding = found([cite(f"c{number}", f"outlet{number}", "mod") for number in range(5)])

    (cluster,) = finding.clusters
    assert [(join.first, join.second) for join in cluster.joins] == [
        ("c0", "c1"),
        ("c0", "c2"),
        ("c0", "c3"),
        ("c0", "c4"),
    ]


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


class TestCopies:
    """A copy adds nothing to its original, and takes nothing away from it."""

    ORIGINAL = [
        cite("c1", "up", "mod", document="article"),
        cite("c2", "up", "who", document="article"),
    ]
    COPY = Document("copy", "uanews", republication_of="article")

    def test_two_origins_of_one_article_stay_two_in_its_copy(self):
        copies = [
            cite("c3", "uanews", "mod", document="copy"),
            cite("c4", "uanews", "who", document="copy"),
        ]

        finding = found([*self.ORIGINAL, *copies], documents=[self.COPY])

        assert clusters(finding) == [["c1", "c3"], ["c2", "c4"]]
        assert finding.reasons == ("shared_origin", "republication")

    def test_what_only_the_copy_says_joins_all_of_the_original(self):
        copies = [
            cite("c3", "uanews", document="copy"),
            cite("c4", "uanews", "x", document="copy"),
        ]

        finding = found([*self.ORIGINAL, *copies], documents=[self.COPY])

        (cluster,) = finding.clusters
        assert [(join.first, join.second) for join in cluster.joins] == [
            ("c1", "c3"),
            ("c1", "c4"),
            ("c2", "c3"),
        ]
        assert cluster.roots == ("mod", "who")

    def test_passages_of_one_article_are_not_copies(self):
        finding = found(self.ORIGINAL, documents=[Document("article", "up")])

        assert clusters(finding) == [["c1"], ["c2"]]

    def test_the_copy_nearest_to_a_lost_original_stands_for_it(self):
        citations = [cite("c1", "a"), cite("c2", "b"), cite("c3", "c")]
        documents = [
            Document("d-c1", "a", republication_of="d-c2"),
            Document("d-c2", "b", republication_of="lost"),
            Document("d-c3", "c", republication_of="d-c1"),
        ]

        finding = found(citations, documents=documents)

        (cluster,) = finding.clusters
        assert [(join.first, join.second) for join in cluster.joins] == [("c1", "c2"), ("c2", "c3")]
        assert cluster.roots == ("b",)

    def test_a_copy_from_outside_a_circle_of_copies_is_of_its_first(self):
        citations = [cite("c1", "a"), cite("c2", "b"), cite("c3", "c"), cite("c4", "e")]
        documents = [
            Document("d-c1", "a", republication_of="d-c2"),
            Document("d-c2", "b", republication_of="d-c3"),
            Document("d-c3", "c", republication_of="d-c2"),
            Document("d-c4", "e", republication_of="d-c1"),
        ]

        finding = found(citations, documents=documents)

        (cluster,) = finding.clusters
        assert cluster.roots == ("b",)
        assert {join.second if join.first == "c2" else join.first for join in cluster.joins} == {
            "c1",
            "c3",
            "c4",
        }


NOT_COUNTED = {
    "withdrawn": (cite("c1", "up", "mod", active=False), "The citation was withdrawn."),
    "stance": (
        cite("c1", "up", "mod", stance="mentions"),
        "Its stance is “Mentions it”: it does not hand the claim on.",
    ),
    "unfinished": (
        cite("c1", "up", "mod", end=""),
        "Its chain is not finished: say at the last hop how the trail ends.",
    ),
    "unnamed": (
        cite("c1", "up", "mod", end="unnamed"),
        "Its origin is described, but not named.",
    ),
    "dead_end": (
        cite("c1", "up", ["sky", "bbc"], end="dead_end"),
        "The trail ends with bbc and sky: nobody further is named.",
    ),
    "misattributed": (
        cite("c1", "up", ["who", "mod"], status="misattributed"),
        "A source check found that mod and who did not say it.",
    ),
    "denied_by_origin": (
        cite("c1", "up", "mod", status="denied_by_origin"),
        "A source check found that it was denied by mod.",
    ),
    "origin_unknown": (
        cite("c1", "up", "mod", status="origin_unknown"),
        "A source check found that its origin cannot be known.",
    ),
}


@pytest.mark.parametrize("cause", NOT_COUNTED)
def test_citation_that_does_not_count_is_listed_with_the_cause(cause):
    cited, sentence = NOT_COUNTED[cause]

    finding = found([cited])

    assert (causes(finding), finding.independent_origins) == ({"c1": cause}, 0)
    assert finding.not_counted["c1"].sentence == sentence


def test_citation_without_any_hop_is_unfinished():
    (cited,) = citations = [cite("c1", "up")]
    citations = [type(cited)("c1", "d-c1", "asserts", ())]

    assert causes(found(citations)) == {"c1": "unfinished"}


def test_unknown_stance_does_not_count():
    finding = found([cite("c1", "up", stance="hints")])

    assert finding.not_counted["c1"].sentence == (
        "Its stance is “hints”: it does not hand the claim on."
    )


@pytest.mark.parametrize("stance", ["asserts", "repeats", "supports"])
@pytest.mark.parametrize(
    "status",
    ["unchecked", "secondhand", "original_seen", "confirmed_by_origin", "inaccessible"],
)
def test_citation_that_hands_the_claim_on_counts(stance, status):
    finding = found([cite("c1", "up", "mod", stance=stance, status=status)])

    assert clusters(finding) == [["c1"]]


def test_named_part_of_a_joint_origin_counts():
    cited = cite("c1", "up", ["mod", "who"])
    known, unknown = cited.hops[1], type(cited.hops[2])(1, "who", end="unnamed")
    mixed = type(cited)("c1", "d-c1", "asserts", (cited.hops[0], known, unknown))

    (cluster,) = found([mixed]).clusters

    assert cluster.origins == ("mod",)


class TestDenials:
    SPEAKS = Link("spox", "mod", "speaks_for", valid_from=JAN, valid_until=JUNE)
    PART = Link("mod", "gov", "part_of")

    @staticmethod
    def denied(alleged, denier, links=(), on=JAN, denied_on=JAN, **denial):
        finding = found(
            [
                cite("c1", "up", alleged, on=on),
                cite("c2", denier, stance="denies_attribution", on=denied_on, **denial),
            ],
            links=links,
        )
        return {denial.origin: denial.sentence for denial in finding.denied}, causes(finding)

    def test_origin_denies(self):
        assert self.denied("mod", "mod") == (
            {"mod": "mod denies having said it."},
            {"c1": "denied_by_origin", "c2": "stance"},
        )

    def test_spokesperson_denies_for_the_ministry(self):
        said, causes = self.denied("mod", "spox", [self.SPEAKS])

        assert said == {"mod": "spox denies that mod said it."}
        assert causes["c1"] == "denied_by_origin"

    def test_ministry_denies_what_its_spokesperson_said(self):
        assert self.denied("spox", "mod", [self.SPEAKS])[0] == {
            "spox": "mod denies that spox said it."
        }

    def test_former_spokesperson_denies_nothing(self):
        assert self.denied("mod", "spox", [self.SPEAKS], denied_on=JUNE) == ({}, {"c2": "stance"})

    def test_ministry_cannot_deny_for_a_former_spokesperson(self):
        assert self.denied("spox", "mod", [self.SPEAKS], on=JUNE) == ({}, {"c2": "stance"})

    def test_department_denies_for_the_government(self):
        assert "gov" in self.denied("gov", "mod", [self.PART])[0]

    def test_government_cannot_deny_for_a_department(self):
        assert self.denied("mod", "gov", [self.PART])[0] == {}

    def test_owner_denies_nothing(self):
        assert self.denied("x", "holding", [Link("x", "holding", "owned_by")])[0] == {}
        assert self.denied("holding", "x", [Link("x", "holding", "owned_by")])[0] == {}

    def test_somebody_else_denies_nothing(self):
        assert self.denied("mod", "who")[0] == {}

    @pytest.mark.parametrize(
        "void",
        [{"active": False}, {"status": "misattributed"}, {"end": "dead_end"}, {"end": ""}],
        ids=str,
    )
    def test_denial_that_fell_itself_denies_nothing(self, void):
        assert self.denied("mod", "mod", **void)[0] == {}

    def test_only_the_one_that_denies_leaves_a_joint_origin(self):
        finding = found(
            [
                cite("c1", "up", ["mod", "who"]),
                cite("c2", "mod", stance="denies_attribution"),
                cite("c3", "bbc", "mod"),
            ]
        )

        (cluster,) = finding.clusters
        assert (cluster.citations, cluster.origins) == (("c1",), ("who",))
        assert causes(finding) == {"c2": "stance", "c3": "denied_by_origin"}

    def test_all_who_deny_a_joint_origin_are_named(self):
        finding = found(
            [
                cite("c1", "up", ["who", "mod"]),
                cite("c2", "bbc", ["mod", "who"], stance="denies_attribution"),
            ]
        )

        assert finding.not_counted["c1"].sentence == (
            "mod denies having said it. who denies having said it."
        )
        assert [(denial.origin, denial.citation) for denial in finding.denied] == [
            ("mod", "c2"),
            ("who", "c2"),
        ]

    def test_first_denial_and_own_denial_are_cited(self):
        finding = found(
            [
                cite("c1", "up", "mod"),
                cite("c2", "spox", stance="denies_attribution"),
                cite("c3", "mod", stance="denies_attribution"),
                cite("c4", "bbc", "mod", stance="denies_attribution"),
            ],
            links=[("spox", "mod", "speaks_for")],
        )

        (denial,) = finding.denied
        assert (denial.citation, denial.sentence) == ("c3", "mod denies having said it.")


class TestSplits:
    APART = Hand("c1", "c2", False, "Separate newsrooms.")

    @staticmethod
    def split(citations, hands=(APART,), **around):
        finding = found(citations, hands, **around)
        return clusters(finding), [split.effect for split in finding.splits]

    def test_split_undoes_a_source_link(self):
        finding = found(
            [cite("c1", "x"), cite("c2", "y")], [self.APART], links=[("x", "y", "owned_by")]
        )

        (split,) = finding.splits
        assert clusters(finding) == [["c1"], ["c2"]]
        assert (split.first, split.second, split.effect) == ("c1", "c2", "separated")
        assert split.sentence == "Set apart by hand: Separate newsrooms."

    def test_split_undoes_a_common_owner(self):
        links = [("x", "z", "owned_by"), ("y", "z", "owned_by")]

        assert self.split([cite("c1", "x"), cite("c2", "y")], links=links) == (
            [["c1"], ["c2"]],
            ["separated"],
        )

    def test_split_undoes_two_departments(self):
        links = [("x", "z", "part_of"), ("y", "z", "part_of")]

        assert self.split([cite("c1", "x"), cite("c2", "y")], links=links) == (
            [["c1"], ["c2"]],
            ["separated"],
        )

    def test_split_holds_for_all_that_lead_to_the_two_origins(self):
        citations = [
            cite("c1", "x"),
            cite("c2", "y"),
            cite("c3", "up", "y"),
            cite("c0", "bbc", "x"),
        ]

        assert self.split(citations, links=[("x", "y", "owned_by")]) == (
            [["c0", "c1"], ["c2", "c3"]],
            ["separated"],
        )

    def test_split_cuts_what_came_only_that_way(self):
        citations = [cite("c1", "x"), cite("c2", "y"), cite("c3", "z")]
        links = [("x", "y", "derives_data_from"), ("y", "z", "derives_data_from")]

        assert self.split(citations, links=links) == ([["c1"], ["c2", "c3"]], ["separated"])

    def test_split_leaves_what_goes_around_it(self):
        citations = [cite("c1", "x"), cite("c2", "y"), cite("c3", "w")]
        links = [("x", "z", "owned_by"), ("y", "z", "owned_by"), ("w", "z", "owned_by")]

        finding = found(citations, [self.APART], links=links)

        (cluster,), (split,) = finding.clusters, finding.splits
        assert {(join.first, join.second) for join in cluster.joins} == {("c1", "c3"), ("c2", "c3")}
        assert split.effect == "still_joined"
        assert split.sentence == (
            "Set apart by hand, but something else joins them: Separate newsrooms."
        )

    def test_splits_of_a_whole_bucket_leave_the_rest_together(self):
        citations = [cite(f"c{number}", f"x{number}") for number in range(1, 6)]
        links = [(f"x{number}", "z", "owned_by") for number in range(1, 6)]
        hands = [
            Hand(f"c{one}", f"c{other}", False, "apart") for one in (1, 2) for other in (3, 4, 5)
        ]

        assert self.split(citations, hands, links=links) == (
            [["c1", "c2"], ["c3", "c4", "c5"]],
            ["separated"] * 6,
        )

    OTHERS = {
        "shared origin": ([cite("c1", "x"), cite("c2", "up", "x")], {}),
        "body": ([cite("c1", "x"), cite("c2", "y")], {"links": [("x", "y", "part_of")]}),
        "voice": ([cite("c1", "x"), cite("c2", "y")], {"links": [("x", "y", "speaks_for")]}),
        "republication": (
            [cite("c1", "x"), cite("c2", "y")],
            {"documents": [Document("d-c2", "y", republication_of="d-c1")]},
        ),
        "relay": ([cite("c1", "x"), cite("c2", "y", "x", "z")], {}),
        "series": (
            [cite("c1", "x", series="s"), cite("c2", "y", series="t")],
            {"series": {"s": ("x",), "t": ("y", "s")}},
        ),
    }

    @pytest.mark.parametrize(("citations", "around"), OTHERS.values(), ids=OTHERS.keys())
    def test_split_does_not_undo_another_rule(self, citations, around):
        finding = found(citations, [self.APART], **around)

        (split,) = finding.splits
        assert (clusters(finding), split.effect) == ([["c1", "c2"]], "no_link")
        assert split.sentence == (
            "Set apart by hand, but no link between sources joins them: Separate newsrooms."
        )

    def test_split_does_not_undo_a_join_by_hand(self):
        hands = [self.APART, Hand("c1", "c2", True, "together")]

        assert self.split(
            [cite("c1", "x"), cite("c2", "y")], hands, links=[("x", "y", "owned_by")]
        ) == ([["c1", "c2"]], ["still_joined"])

    def test_split_of_strangers_is_told_so(self):
        assert self.split([cite("c1", "x"), cite("c2", "y")]) == ([["c1"], ["c2"]], ["no_link"])

    @pytest.mark.parametrize("missing", ["c1", "c2"])
    def test_split_of_what_does_not_count_is_told_so(self, missing):
        citations = [cite(name, "x", active=name != missing) for name in ("c1", "c2")]

        finding = found(citations, [self.APART])

        (split,) = finding.splits
        assert split.effect == "not_counted"
        assert split.sentence == (
            "Set apart by hand, but not both of them count: Separate newsrooms."
        )

    def test_split_names_its_two_in_order(self):
        finding = found(
            [cite("c1", "x"), cite("c2", "y")],
            [Hand("c2", "c1", False, "apart")],
            links=[("y", "x", "owned_by")],
        )

        (split,) = finding.splits
        assert (split.first, split.second, split.effect) == ("c1", "c2", "separated")

    def test_join_of_what_does_not_count_joins_nothing(self):
        hands = [Hand("c1", "c2", True, "sure"), Hand("c3", "c1", True, "sure")]

        finding = found([cite("c1", "x"), cite("c2", "y", active=False)], hands)

        assert (clusters(finding), finding.reasons, finding.splits) == ([["c1"]], (), ())

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("c1", "c2", False, " "), "A join or split by hand needs a reason."),
            (("c1", "c1", True, "sure"), "A join or split by hand needs two citations."),
        ],
        ids=["no reason", "one citation"],
    )
    def test_ruling_by_hand_is_refused_without(self, arguments, message):
        with pytest.raises(ValueError, match=message):
            Hand(*arguments)


# Who is a root, who has a stake, and how many clusters are disinterested.
ROOTS = {
    "a stake of its own": ([cite("c1", "x")], {"interested": ["x"]}, ["x"], ["x"], 0),
    "a stake on that day": (
        [cite("c1", "x", on=JAN)],
        {"interested": [Interested("x", JAN, JUNE)]},
        ["x"],
        ["x"],
        0,
    ),
    "a stake that is over": (
        [cite("c1", "x", on=JUNE)],
        {"interested": [Interested("x", JAN, JUNE)]},
        ["x"],
        [],
        1,
    ),
    "a stake on one of its days": (
        [cite("c1", "x", on=JUNE), cite("c2", "up", "x", on=JAN)],
        {"interested": [Interested("x", JAN, JUNE)]},
        ["x"],
        ["x"],
        0,
    ),
    "a second stake that holds": (
        [cite("c1", "x", on=JUNE)],
        {"interested": [Interested("x", JAN, JUNE), Interested("x", JUNE)]},
        ["x"],
        ["x"],
        0,
    ),
    "a stake on an unknown day": (
        [cite("c1", "x")],
        {"interested": [Interested("x", JAN, JUNE)]},
        ["x"],
        ["x"],
        0,
    ),
    **{
        f"a stake of what it depends on: {kind}": (
            [cite("c1", "x")],
            {"links": [("x", "y", kind)], "interested": ["y"]},
            ["x"],
            ["x"],
            0,
        )
        for kind, _words in LINK_KINDS
    },
    "a stake of what depends on it": (
        [cite("c1", "x")],
        {"links": [("y", "x", "owned_by")], "interested": ["y"]},
        ["x"],
        [],
        1,
    ),
    "a link to a stake that is set apart": (
        [cite("c1", "x"), cite("c2", "y")],
        {
            "links": [("x", "y", "owned_by")],
            "interested": ["y"],
            "hands": [Hand("c1", "c2", False, "apart")],
        },
        ["x", "y"],
        ["y"],
        1,
    ),
    "one joint origin without a stake": (
        [cite("c1", "up", ["x", "y"])],
        {"interested": ["x"]},
        ["x", "y"],
        ["x"],
        1,
    ),
    "a member that is linked to another": (
        [cite("c1", "x"), cite("c2", "y")],
        {"links": [("x", "y", "syndicates_from")]},
        ["y"],
        [],
        1,
    ),
    "a link to nobody that is cited": (
        [cite("c1", "x"), cite("c2", "y")],
        {"links": [("x", "z", "owned_by"), ("y", "z", "owned_by")]},
        ["x", "y"],
        [],
        1,
    ),
    "a copy of a stake": (
        [cite("c1", "x"), cite("c2", "y")],
        {"documents": [Document("d-c2", "y", republication_of="d-c1")], "interested": ["x"]},
        ["x"],
        ["x"],
        0,
    ),
    "a copy with the same origin": (
        [cite("c1", "x", "o"), cite("c2", "y", "o")],
        {"documents": [Document("d-c2", "y", republication_of="d-c1")]},
        ["o"],
        [],
        1,
    ),
    "a relay of a stake": (
        [cite("c1", "up", "sky", "x"), cite("c2", "sky")],
        {"interested": ["x"]},
        ["x"],
        ["x"],
        0,
    ),
    "a spokesperson's body that relayed": (
        [cite("c1", "up", "spox", "x"), cite("c2", "bbc", "mod")],
        {"links": [("spox", "mod", "speaks_for")], "interested": ["x"]},
        ["x"],
        ["x"],
        0,
    ),
    "a part of the relay is not the relay": (
        [cite("c1", "up", "sky", "x"), cite("c2", "unit"), cite("c3", "sky")],
        {"links": [("unit", "sky", "part_of"), ("sky", "unit", "owned_by")]},
        ["x"],
        [],
        1,
    ),
    "relays of each other": (
        [cite("c1", "up", "x", "y"), cite("c2", "up", "y", "x")],
        {},
        ["x", "y"],
        [],
        1,
    ),
    "relays of each other, one with a stake": (
        [cite("c1", "up", "x", "y"), cite("c2", "up", "y", "x")],
        {"interested": ["x"]},
        ["x", "y"],
        ["x"],
        0,
    ),
    "relays of each other and of a third": (
        [cite("c1", "up", "x", "y"), cite("c2", "up", "y", "x"), cite("c3", "bbc", "x", "z")],
        {"interested": ["z"]},
        ["z"],
        ["z"],
        0,
    ),
    "links in a circle": (
        [cite("c1", "x"), cite("c2", "y"), cite("c3", "z")],
        {
            "links": [
                ("x", "y", "derives_data_from"),
                ("y", "x", "derives_data_from"),
                ("z", "x", "owned_by"),
            ]
        },
        ["x", "y"],
        [],
        1,
    ),
    "a derived series": (
        [cite("c1", "x", series="s"), cite("c2", "y", series="t")],
        {"series": {"s": ("x",), "t": ("y", "s")}, "interested": ["x"]},
        ["x"],
        ["x", "y"],
        0,
    ),
    "a derived series, the one above not cited": (
        [cite("c2", "y", series="t")],
        {"series": {"s": ("x",), "t": ("y", "s")}, "interested": ["x"]},
        ["y"],
        ["y"],
        0,
    ),
    "a derived series without a stake": (
        [cite("c1", "x", series="s"), cite("c2", "y", series="t")],
        {"series": {"s": ("x",), "t": ("y", "s")}, "interested": ["y"]},
        ["x"],
        ["y"],
        1,
    ),
    "a derived series whose source is cited without it": (
        [cite("c1", "up", "x"), cite("c2", "y", series="t")],
        {"series": {"s": ("x",), "t": ("y", "s")}},
        ["x"],
        [],
        1,
    ),
    "a derived series whose claimant is cited with another": (
        [cite("c1", "up", "x", series="other"), cite("c2", "y", series="t")],
        {"series": {"s": ("x",), "t": ("y", "s"), "other": ("x",)}},
        ["x", "y"],
        [],
        2,
    ),
    "a series from one that nobody knows": (
        [cite("c2", "y", series="t")],
        {"series": {"t": ("y", "s")}},
        ["y"],
        [],
        1,
    ),
    "series in a circle": (
        [cite("c1", "x", series="s"), cite("c2", "y", series="t")],
        {"series": {"s": ("x", "t"), "t": ("y", "s")}},
        ["x", "y"],
        [],
        1,
    ),
    "joined by hand": (
        [cite("c1", "x"), cite("c2", "y")],
        {"hands": [Hand("c1", "c2", True, "sure")], "interested": ["x"]},
        ["x", "y"],
        ["x"],
        1,
    ),
}


@pytest.mark.parametrize(
    ("citations", "around", "roots", "interested", "disinterested"),
    ROOTS.values(),
    ids=ROOTS.keys(),
)
def test_roots_and_stakes(citations, around, roots, interested, disinterested):
    finding = found(citations, **around)

    assert sorted(root for cluster in finding.clusters for root in cluster.roots) == roots
    assert sorted(o for cluster in finding.clusters for o in cluster.interested) == interested
    assert finding.disinterested_origins == disinterested
    assert sum(cluster.disinterested for cluster in finding.clusters) == disinterested


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
        "splits": [
            {
                "first": "c1",
                "second": "c5",
                "effect": "no_link",
                "sentence": "Set apart by hand, but no link between sources joins them: apart.",
            }
        ],
    }


def test_no_citations_no_origins():
    finding = found([])

    assert (finding.independent_origins, finding.clusters, finding.reasons) == (0, (), ())


def everything_at_once(size):
    """Shared origins, copies, relays, links and series, in that many citations."""
    links = [(f"o{number}", f"owner{number % 100}", "owned_by") for number in range(size // 5)]
    series = {f"s{number}": (f"o{number}", f"s{number // 2}") for number in range(1, 200)}
    citations = [
        cite(
            number,
            f"outlet{number}",
            f"relay{number % 50}",
            f"o{number % (size // 5)}",
            series=f"s{number % 300}" if number % 3 else None,
            on=JAN + datetime.timedelta(number % 365),
        )
        for number in range(size)
    ]
    documents = [
        Document(f"d-{number}", "copier", republication_of=f"d-{number - 1}")
        for number in range(1, size, 2)
    ]
    return citations, network(citations, links, documents, series)


def one_bucket(size):
    """Outlets of one owner, each an origin, through one relay or speaking for it."""
    citations = [
        cite(number, f"outlet{number}", "relay", f"origin{number}")
        if number % 2
        else cite(number, f"outlet{number}")
        for number in range(size)
    ]
    links = [(f"outlet{number}", "relay", "speaks_for") for number in range(size)]
    return citations, network(citations, [*links, ("relay", "owner", "owned_by")])


@pytest.mark.parametrize("many", [everything_at_once, one_bucket])
def test_work_grows_with_the_citations_not_with_their_pairs(many):
    """Ten times the citations, ten times the work; by pairs it were a hundred times."""

    def took(size):
        facts = many(size)
        start = time.process_time()
        finding = count(*facts)
        spent = time.process_time() - start
        assert sum(len(cluster.citations) for cluster in finding.clusters) == size
        return spent

    assert took(10_000) < 40 * min(took(1_000) for _again in range(3))
