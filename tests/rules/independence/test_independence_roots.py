"""The roots of a cluster, their stakes, and disinterested origins."""

import pytest

from claims.rules.independence import Document, Hand, Interested
from sources.link_kinds import LINK_KINDS
from tests.rules.independence.independence_cases import JAN, JUNE, cite, found

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
