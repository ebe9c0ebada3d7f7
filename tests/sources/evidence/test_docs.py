"""Compare the pages on evidence and link checks with the rules."""

import re

from claims.models.evidence import PLACES
from sources.evidence import checking, locating, schedule, verdict
from sources.fetching import request
from sources.models.watch import OUTCOMES
from tests import ROOT

PAGES = ("docs/editors/evidence.md", "docs/operators/link-checks.md")
PAGE = "".join((ROOT / path).read_text() for path in PAGES)
TABLE = [line.split("|")[1:-1] for line in PAGE.splitlines() if line.startswith("| ")]


def test_page_names_every_outcome_with_its_rules():
    code = (ROOT / "sources/evidence/verdict.py").read_text()
    rules = set(re.findall(r'(?:Verdict\(|return )\s*"[a-z_0-9]+", "([a-z_0-9]+)"', code))
    rules |= {f"http_{status}" for status in (404, 410, 451, 402, *verdict.WAIT)}
    rows = {row[0].strip(): row for row in TABLE if len(row) == 3}

    assert set(rows) - {"outcome"} == {code for code, _label in OUTCOMES}
    assert set(re.findall(r"`([a-z_0-9]+)`", " ".join(row[1] for row in rows.values()))) == rules


def test_page_names_every_place_of_a_quote():
    rows = [row[0].strip() for row in TABLE if len(row) == 2]

    assert rows == ["the quote is", *(code for code, _label in PLACES)]


def test_page_gives_the_numbers_of_the_code():
    days = [schedule.USUAL.days, schedule.SOON.days, schedule.LATE.days]

    assert "after {} days, after {} where it does not look well, after {}".format(*days) in PAGE
    assert [round(one.total_seconds() / 3600) for one in schedule.RETRIES] == [1, 6, 24, 72]
    assert schedule.BETWEEN.total_seconds() == 5 and schedule.LONGEST_PAUSE.days == 1
    assert f"{verdict.DRIFTED_BELOW:.0%}".replace("%", " %") in PAGE
    assert f"{verdict.STILL_THERE:.0%}".replace("%", " %") in PAGE
    assert f"up to {locating.AROUND} characters" in PAGE and locating.FEWEST_WORDS == 4
    assert f"latest {checking.MOST_CHECKS} of each document" in PAGE
    assert f"{request.SECONDS} seconds for all of it" in PAGE
    assert f"{request.MOST_BYTES >> 20} MB of body" in PAGE and request.MOST_REDIRECTS == 5
    assert "ports {}, {}, {} and {}".format(*request.PORTS) in PAGE
