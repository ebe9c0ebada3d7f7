"""The citations that count, and the denials that remove an origin from the count."""

import datetime
from dataclasses import replace

import pytest

from claims.rules.independence import Document, Link
from tests.rules.independence.independence_cases import JAN, JUNE, causes, cite, clusters, found

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


def test_origin_described_in_part_is_unnamed():
    (publisher, first, second) = cite("c1", "up", ["mod", "who"]).hops
    hops = (publisher, replace(first, end="dead_end"), replace(second, end="unnamed"))

    finding = found([replace(cite("c1", "up"), hops=hops)])

    assert causes(finding) == {"c1": "unnamed"}


def test_named_part_of_a_joint_origin_counts():
    cited = cite("c1", "up", ["mod", "who"])
    known, unknown = cited.hops[1], type(cited.hops[2])(1, "who", end="unnamed")
    mixed = type(cited)("c1", "d-c1", "asserts", (cited.hops[0], known, unknown))

    (cluster,) = found([mixed]).clusters

    assert cluster.origins == ("mod",)


LATER = JUNE + datetime.timedelta(1)


class TestWithdrawals:
    @staticmethod
    def withdrawn(cited, *, said=None, withdrew=JUNE, more=(), **around):
        """What one citation comes to after the origin “kida” withdrew."""
        citations = [cited, cite("c2", "kida", stance="withdraws"), *more]
        documents = [Document("d-c1", "up", said), Document("d-c2", "kida", withdrew)]
        finding = found(citations, documents=documents, **around)
        return [(one.origin, one.sentence) for one in finding.withdrawn], causes(finding)

    def test_origin_that_withdraws_is_out_with_its_sentence(self):
        said, causes = self.withdrawn(cite("c1", "up", "kida"))

        assert said == [("kida", "kida withdrew it.")]
        assert causes == {"c1": "withdrawn_by_origin", "c2": "stance"}

    @pytest.mark.parametrize("said", [JAN, JUNE, None], ids=str)
    def test_what_the_origin_said_up_to_that_day_is_out(self, said):
        assert self.withdrawn(cite("c1", "kida"), said=said)[1]["c1"] == "withdrawn_by_origin"

    def test_what_the_origin_says_later_counts(self):
        assert self.withdrawn(cite("c1", "kida"), said=LATER) == ([], {"c2": "stance"})

    def test_what_an_outlet_repeats_later_does_not(self):
        assert "c1" in self.withdrawn(cite("c1", "up", "kida"), said=LATER)[1]

    def test_withdrawal_on_an_unknown_day_holds_for_every_day(self):
        assert "c1" in self.withdrawn(cite("c1", "kida"), said=LATER, withdrew=None)[1]

    def test_latest_of_several_withdrawals_holds(self):
        again = cite("c3", "bbc", "kida", stance="withdraws", document="late")

        _said, causes = self.withdrawn(cite("c1", "kida"), said=LATER, more=[again])

        assert causes["c1"] == "withdrawn_by_origin"

    def test_body_withdraws_for_its_spokesperson(self):
        said, _causes = self.withdrawn(
            cite("c1", "up", "spox"), links=[("spox", "kida", "speaks_for")]
        )

        assert said == [("spox", "kida withdrew what spox said.")]

    def test_denial_is_named_before_a_withdrawal(self):
        denial = cite("c3", "bbc", "kida", stance="denies_attribution")

        said, causes = self.withdrawn(cite("c1", "up", "kida"), more=[denial])

        assert (said, causes["c1"]) == ([], "denied_by_origin")

    def test_both_sentences_stand_at_a_joint_origin(self):
        finding = found(
            [
                cite("c1", "up", ["kida", "mod"]),
                cite("c2", "kida", stance="withdraws"),
                cite("c3", "mod", stance="denies_attribution"),
            ]
        )

        assert finding.not_counted["c1"].cause == "denied_by_origin"
        assert finding.not_counted["c1"].sentence == "kida withdrew it. mod denies having said it."


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

    def test_void_denial_does_not_hide_another(self):
        finding = found(
            [
                cite("c1", "bbc", "mod", stance="denies_attribution", end="dead_end"),
                cite("c2", "mod", stance="denies_attribution"),
                cite("c3", "up", "mod"),
            ]
        )

        assert causes(finding)["c3"] == "denied_by_origin"

    def test_first_of_those_who_deny_together_is_named(self):
        finding = found(
            [
                cite("c1", "up", "gov"),
                cite("c2", "bbc", ["foreign", "defense"], stance="denies_attribution"),
            ],
            links=[("foreign", "gov", "part_of"), ("defense", "gov", "part_of")],
        )

        (denial,) = finding.denied
        assert denial.sentence == "defense denies that gov said it."

    def test_denied_origins_are_listed_in_order(self):
        finding = found(
            [
                cite("c1", "up", "who"),
                cite("c2", "up", "mod"),
                cite("c3", "bbc", ["mod", "who"], stance="denies_attribution"),
            ]
        )

        assert [denial.origin for denial in finding.denied] == ["mod", "who"]

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


def test_chain_that_goes_on_to_nobody_says_where_it_ends():
    finding = found(
        [
            cite("c1", "bbc", "sky"),
            cite("c2", "sky", "up"),
            cite("c3", "up", end="dead_end"),
            cite("c4", "dw", ["sky", "who"]),
        ]
    )

    assert finding.not_counted["c3"].cause == "dead_end"
    (cluster,) = finding.clusters
    # The joint origin “who” holds the group; “sky” leads to nobody and is no root.
    assert (cluster.citations, cluster.roots, cluster.relays) == (
        ("c1", "c2", "c4"),
        ("who",),
        ("sky", "up"),
    )
    alone = found([cite("c1", "bbc", "sky"), cite("c3", "sky", end="dead_end")])
    assert alone.not_counted["c1"].sentence == (
        "sky is no origin of its own: the chain goes on in what was read at sky, which does not "
        "count. The trail ends with sky: nobody further is named."
    )
