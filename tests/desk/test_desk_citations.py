"""Citations and chains that are refused, each with the path to its field, and no row."""

import pytest

from tests.desk.test_desk_create import refused
from tests.desk_steps import chain, citation, claim_fields
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


CHAINS = {
    "gap": (
        lambda: [*chain("outlet", "origin")[:1], chain("a", "b", "origin")[2]],
        ("gap_in_chain", "citations.0.hops.1.position"),
    ),
    "circular reporting": (
        lambda: chain("outlet", "relay", "outlet"),
        ("circular_reporting", "citations.0.hops.2.source"),
    ),
    "another publisher": (
        lambda: chain("stranger", "origin"),
        ("first_hop_is_not_the_publisher", "citations.0.hops.0.source"),
    ),
    "end before the last hop": (
        lambda: [dict(hop, end="origin_named") for hop in chain("outlet", "origin")],
        ("end_before_the_last_hop", "citations.0.hops.0.end"),
    ),
    "joint origin with one end": (
        lambda: [
            *chain("outlet", "reuters"),
            {"position": 1, "source": SourceFactory(slug="open-source-centre")},
        ],
        ("joint_end_missing", "citations.0.hops.1.end"),
    ),
    "joint in the middle": (
        lambda: [
            *chain("outlet", "relay", "origin"),
            {"position": 1, "source": SourceFactory(slug="other")},
        ],
        ("joint_only_at_the_end", "citations.0.hops.1.position"),
    ),
    "negative position": (
        lambda: [*chain("outlet"), {"position": -1, "source": SourceFactory()}],
        ("negative_position", "citations.0.hops.-1.position"),
    ),
    "no source": (
        lambda: [*chain("outlet"), {"position": 1}],
        ("required", "citations.0.hops.1.source"),
    ),
    "no position": (
        lambda: [{"source": SourceFactory(slug="outlet")}],
        ("required", "citations.0.hops.0.position"),
    ),
    "unknown end": (
        lambda: chain("outlet", "origin", end="nigh"),
        ("unknown_end", "citations.0.hops.1.end"),
    ),
    "unknown designation": (
        lambda: [dict(hop, designation="friend") for hop in chain("outlet")],
        ("unknown_designation", "citations.0.hops.0.designation"),
    ),
    "unknown field": (
        lambda: [dict(hop, status="checked") for hop in chain("outlet")],
        ("unknown_field", "citations.0.hops.0.status"),
    ),
    "NUL in a hop": (
        lambda: [dict(hop, as_reported="\x00") for hop in chain("outlet")],
        ("null_characters", "citations.0.hops.0.as_reported"),
    ),
    "words too long": (
        lambda: [dict(hop, as_reported="x" * 121) for hop in chain("outlet")],
        ("max_length", "citations.0.hops.0.as_reported"),
    ),
    "merged source": (
        lambda: [
            *chain("outlet", end=""),
            {"position": 1, "source": SourceFactory(merged_into=SourceFactory())},
        ],
        ("source_merged", "citations.0.hops.1.source"),
    ),
}


@pytest.mark.parametrize(("hops", "expected"), CHAINS.values(), ids=CHAINS)
def test_bad_chain_is_refused(editor, hops, expected):
    cited = citation("outlet") | {"hops": hops()}

    assert expected in refused(editor, claim_fields(), [cited])


CITATIONS = {
    "no document": ({"document": None}, ("required", "citations.0.document")),
    "quote too long": ({"quote": "x" * 301}, ("max_length", "citations.0.quote")),
    "NUL in the quote": ({"quote": "\x00"}, ("null_characters", "citations.0.quote")),
    "unknown stance": ({"stance": "sings"}, ("invalid_choice", "citations.0.stance")),
    "a quote and a reason for none": (
        {"no_quote_reason": "Paywall"},
        ("citation_quotes_or_says_why_not", "citations.0.no_quote_reason"),
    ),
    "a status by hand": ({"status": "original_seen"}, ("unknown_field", "citations.0.status")),
    "an id of nobody": ({"id": 12345}, ("unknown_citation", "citations.0.id")),
}


@pytest.mark.parametrize(("changes", "expected"), CITATIONS.values(), ids=CITATIONS)
def test_bad_citation_is_refused(editor, changes, expected):
    assert refused(editor, claim_fields(), [citation() | changes]) == [expected]


def test_same_passage_twice_is_refused(editor):
    cited = citation()

    needs = refused(editor, claim_fields(), [cited, cited])

    assert needs == [("citation_cites_a_passage_once", "citations.1.quote")]
