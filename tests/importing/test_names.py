"""Reading an origin from a cell."""

from types import SimpleNamespace

import pytest

from claims.importing.file.names import origins
from claims.importing.file.problems import CellError

KNOWN = {
    name: SimpleNamespace(slug=slug, kind=kind)
    for names, slug, kind in (
        ("US officials", "us-officials", "role"),
        ("NYT|New York Times|The New York Times", "nyt", "news_outlet"),
        ("General Staff|Ukrainian General Staff", "general-staff", "military"),
        ("Ministry of Defence", "mod", "government"),
    )
    for name in names.split("|")
}


def read(text, **given):
    hops = origins(text, KNOWN.get, given)
    return [(hop["position"], hop["source"].slug, hop["end"]) for hop in hops]


def test_origin_is_heard_through_an_outlet():
    assert read("US officials (via NYT)") == [(1, "nyt", ""), (2, "us-officials", "unnamed")]


def test_semicolon_makes_a_joint_origin():
    assert read("General Staff; Ministry of Defence", end="origin_named") == [
        (1, "general-staff", "origin_named"),
        (1, "mod", "origin_named"),
    ]


def test_several_names_are_one_body():
    assert read("Ukrainian General Staff", end="origin_named") == read(
        "General Staff", end="origin_named"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Jane Doe", "unknown_source"),
        ("General Staff (via Jane Doe)", "unknown_source"),
        ("General Staff (via NYT); Ministry of Defence", "several_ways"),
        (";", "no_origin"),
    ],
)
def test_what_is_not_known_for_certain_is_refused(text, code):
    with pytest.raises(CellError) as refused:
        read(text)

    assert refused.value.code == code
