from claims.rules.independence import Document
from tests.rules.independence.independence_cases import cite, clusters, found


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

    def test_joint_origin_is_matched_in_whatever_order_it_is_named(self):
        citations = [
            cite("c1", "up", ["mod", "who"], document="article"),
            cite("c2", "up", "x", document="article"),
            cite("c3", "uanews", ["who", "mod"], document="copy"),
        ]

        finding = found(citations, documents=[self.COPY])

        assert clusters(finding) == [["c1", "c3"], ["c2"]]

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
            ("c3", "c4"),
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
