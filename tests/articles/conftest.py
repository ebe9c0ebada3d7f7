"""Articles, and a small register of units and sources as plain data."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from claims.articles import reading
from claims.rules.values import UnitSpec
from tests import ROOT

TEXTS = Path(__file__).parent / "texts"
SEED = ROOT.parent / "shared" / "seed"

UNITS = (
    UnitSpec("person", "person", "people", "", "persons"),
    UnitSpec("item", "item", "items", "", "items"),
    UnitSpec(
        "usd",
        "US dollar",
        "US dollars",
        "US$",
        "currency",
        currency="USD",
        words=("USD", "dollar", "dollars", "$"),
    ),
)
# Name in lower case, without an article → slug, kind.
KNOWN = {
    "sky news": ("sky-news", "broadcaster"),
    "kommersant": ("kommersant", "news_outlet"),
    "us state department": ("us-state-department", "government"),
    "us state department spokesperson": ("us-state-department-spokesperson", "role"),
    "kremlin": ("kremlin", "government"),
    "kim jong un": ("kim-jong-un", "person"),
    "general staff of the armed forces of ukraine": ("general-staff-ua", "military"),
    "kida": ("kida", "research"),
    "reuters": ("reuters", "news_agency"),
    "open source centre": ("open-source-centre", "research"),
    "isw": ("institute-for-the-study-of-war", "research"),
}


def find(name: str):
    found = KNOWN.get(name.lower().removeprefix("the "))
    return SimpleNamespace(slug=found[0], kind=found[1], name=name) if found else None


def seed_text() -> str:
    """The article that the project was given; it is no part of the project."""
    files = sorted(SEED.glob("*.txt"))
    if not files:
        pytest.skip(f"The seed article is not beside the project ({SEED.name}/).")
    return files[0].read_text()


@pytest.fixture
def read():
    """Reads a text, or one of the invented articles by its name."""

    def read_it(text: str) -> reading.Article:
        path = TEXTS / f"{text}.txt"
        return reading.read(
            reading.clean(path.read_text() if " " not in text else text), find, UNITS
        )

    return read_it


def way(proposal) -> str:
    """The chain as one line: "sky-news ← us-state-department-spokesperson [origin_named]"."""
    hops = [
        " + ".join(getattr(hop.match, "slug", f"“{hop.name}”") for hop in at)
        for at in proposal.trail.hops
    ]
    return f"{' ← '.join(hops)} [{proposal.trail.end}]".strip()
