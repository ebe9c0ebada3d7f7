"""The six joins of two citations, and near misses that do not join."""

import datetime

import pytest

from claims.rules.independence import Document, Hand, Link
from sources.link_kinds import LINK_KINDS
from tests.rules.independence.independence_cases import JAN, JUNE, cite, found

# Two citations under each rule: what joins them, and a near miss of it. Sentences in full.
LINKED_2025 = {"valid_from": JAN, "valid_until": JUNE}
CASES = {
    # (a)
    "one origin through two outlets": (
        [cite("c1", "up", "mod"), cite("c2", "bbc", "sky", "mod")],
        {},
        {"shared_origin": "Both lead to mod."},
    ),
    "two origins of one outlet": ([cite("c1", "up", "mod"), cite("c2", "up", "who")], {}, {}),
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
    "a relay, by the nearer of two bodies": (
        [cite("c1", "up", "desk", "cia"), cite("c2", "bbc", ["minister", "gov"])],
        {
            "links": [
                ("desk", "mod", "part_of"),
                ("desk", "gov", "part_of"),
                ("minister", "mod", "speaks_for"),
            ]
        },
        {"relay_is_origin": "One came through desk; desk is part of gov."},
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
    "an outlet and what it reports": (
        [cite("c1", "up"), cite("c2", "up", "who")],
        {},
        {"chain_continues": "One was read at up, the other's origin: the chain goes on there."},
    ),
    "the publisher is the other's origin": (
        [cite("c1", "sky", "mod"), cite("c2", "bbc", "sky")],
        {},
        {"chain_continues": "One was read at sky, the other's origin: the chain goes on there."},
    ),
    "a part of the other's origin is the publisher": (
        [cite("c1", "arabia", "mod"), cite("c2", "bbc", "sky")],
        {"links": [("arabia", "sky", "part_of")]},
        {
            "chain_continues": "One was read at arabia; arabia is part of sky: the chain goes on "
            "there."
        },
    ),
    "the publisher is the other's publisher": (
        [cite("c1", "sky", "mod"), cite("c2", "sky", "who")],
        {},
        {},
    ),
    "the publisher of the original is the other's origin": (
        [cite("c1", "uanews", "mod"), cite("c2", "bbc", "sky")],
        {
            "documents": [
                Document("d-c1", "uanews", republication_of="lost"),
                Document("lost", "sky"),
            ]
        },
        {
            "chain_continues": "One republishes a document of sky, the other's origin: the chain "
            "goes on there."
        },
    ),
    "the document of the origin is what the other read": (
        [cite("c1", "sky", "mod"), cite("c2", "bbc", ("desk", "d-c1"))],
        {},
        {
            "chain_continues": "One leads to the document of sky that the other came from: the "
            "chain goes on there."
        },
    ),
    "the document of the origin is what the other's relay published": (
        [cite("c1", "up", ("sky", "art"), "mod"), cite("c2", "bbc", ("desk", "art"))],
        {"documents": [Document("art", "sky")]},
        {
            "chain_continues": "One leads to the document of sky that the other came from: the "
            "chain goes on there."
        },
    ),
    "the document of the origin is a copy of what the other read": (
        [cite("c1", "sky", "mod"), cite("c2", "bbc", ("desk", "art"))],
        {"documents": [Document("art", "uanews", republication_of="d-c1")]},
        {
            "chain_continues": "One leads to the document of sky that the other came from: the "
            "chain goes on there."
        },
    ),
    "one document of two origins": (
        [cite("c1", "up", ("x", "art")), cite("c2", "bbc", ("y", "art"))],
        {"documents": [Document("art", "z")]},
        {"chain_continues": "Both come from one document of z."},
    ),
    "the document of an origin, read as another's own": (
        [cite("c1", "z"), cite("c2", "bbc", ("y", "d-c1"))],
        {},
        {"chain_continues": "Both come from one document of z."},
    ),
    "copies of one document as those of two origins": (
        [cite("c1", "up", ("x", "art")), cite("c2", "bbc", ("y", "copy"))],
        {"documents": [Document("art", "z"), Document("copy", "y", republication_of="art")]},
        {"chain_continues": "Both come from one document of z."},
    ),
    "one document on the way to two origins": (
        [cite("c1", "up", ("sky", "art"), "mod"), cite("c2", "bbc", ("sky", "art"), "who")],
        {"documents": [Document("art", "sky")]},
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
    "the first by name of two as near": (
        [cite("c1", "x"), cite("c2", "y")],
        {
            "links": [
                ("x", "m", "owned_by"),
                ("m", "b", "owned_by"),
                ("x", "z", "owned_by"),
                ("y", "b", "owned_by"),
                ("y", "n", "owned_by"),
                ("n", "z", "owned_by"),
            ]
        },
        {"source_link": "y is owned by b, and x is owned by m, which is owned by b."},
    ),
    "linked, and a relay stands for the other": (
        [cite("c1", "up", "spox", "cia"), cite("c2", "bbc", "mod")],
        {"links": [("spox", "mod", "speaks_for"), ("cia", "mod", "owned_by")]},
        {"source_link": "cia is owned by mod."},
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
    "a series that is named before the one above": (
        [cite("c1", "x", series="annual"), cite("c2", "y", series="daily")],
        {"series": {"daily": ("y",), "annual": ("x", "daily")}},
        {"derived_series": "The series annual of x derives from the series daily of y."},
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
    "a series and its source, linked as well": (
        [cite("c1", "y", series="monthly"), cite("c2", "up", "x")],
        {
            "series": {"daily": ("x",), "monthly": ("y", "daily")},
            "links": [("y", "x", "derives_data_from")],
        },
        {"source_link": "y derives its data from x."},
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
    "by hand and by a link": (
        [cite("c1", "x"), cite("c2", "y")],
        {
            "links": [("x", "y", "owned_by")],
            "hands": [Hand("c1", "c2", True, "Told so.")],
        },
        {"source_link": "x is owned by y.", "by_hand": "Joined by hand: Told so."},
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
