import pytest

from claims.rules.independence import Document, Hand
from tests.rules.independence.independence_cases import cite, clusters, found


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

    @pytest.mark.parametrize("link", [("x", "y"), ("y", "x")], ids="-".join)
    @pytest.mark.parametrize("hand", [("c1", "c2"), ("c2", "c1")], ids="-".join)
    def test_split_works_both_ways(self, link, hand):
        citations, hands = [cite("c1", "x"), cite("c2", "y")], [Hand(*hand, False, "apart")]

        assert self.split(citations, hands, links=[(*link, "owned_by")]) == (
            [["c1"], ["c2"]],
            ["separated"],
        )

    def test_split_undoes_a_chain_that_goes_on(self):
        citations = [cite("c1", "bbc", "sky"), cite("c2", "sky", "mod"), cite("c3", "dw", "sky")]

        assert self.split(citations) == ([["c1", "c3"], ["c2"]], ["separated"])

    def test_split_undoes_a_relay(self):
        citations = [cite("c1", "x"), cite("c2", "y", "x", "z")]

        assert self.split(citations) == ([["c1"], ["c2"]], ["separated"])

    def test_split_undoes_a_document_that_was_read(self):
        citations = [cite("c1", "bbc", ("desk", "d-c2")), cite("c2", "sky", "mod")]

        assert self.split(citations) == ([["c1"], ["c2"]], ["separated"])

    def test_split_from_what_names_nobody_gives_the_origin_back(self):
        citations = [cite("c1", "bbc", "sky"), cite("c2", "sky", end="dead_end")]

        assert self.split(citations) == ([["c1"]], ["separated"])
        assert self.split(citations, []) == ([], [])

    def test_split_from_one_of_two_that_name_nobody_gives_nothing_back(self):
        citations = [
            cite("c1", "bbc", "sky"),
            cite("c2", "sky", end="dead_end"),
            cite("c3", "sky", "who", end="unnamed"),
        ]

        assert self.split(citations) == ([], ["not_counted"])

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
            "Set apart by hand, but no link and no chain that goes on joins them: Separate "
            "newsrooms."
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

    def test_joins_by_hand_are_no_splits(self):
        citations = [cite("c1", "x"), cite("c2", "y"), cite("c3", "z")]
        hands = [Hand("c1", "c2", True, "together"), Hand("c2", "c3", False, "apart")]

        finding = found(citations, hands)

        assert [(split.first, split.second) for split in finding.splits] == [("c2", "c3")]

    def test_splits_are_listed_in_order(self):
        citations = [cite("c1", "x"), cite("c2", "y"), cite("c3", "z")]
        hands = [Hand("c2", "c3", False, "apart"), Hand("c1", "c3", False, "apart")]

        finding = found(citations, hands)

        assert [(split.first, split.second) for split in finding.splits] == [
            ("c1", "c3"),
            ("c2", "c3"),
        ]

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
        with pytest.raises(ValueError, match=f"^{message}$"):
            Hand(*arguments)
