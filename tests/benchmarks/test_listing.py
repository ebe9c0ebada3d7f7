"""A page holds what the filters hold, however it is found: in a small set, or on a walk."""

import random

import pytest

from claims.api.public.filters import ClaimFilters
from claims.lists import listing, sets
from claims.models import Publication
from tests.benchmarks.dataset import Dataset
from tests.benchmarks.load import load
from tests.worlds import world

pytestmark = pytest.mark.django_db
GIVEN = {
    "source": ["origin-3401", "origin-3402", "outlet-0001", "relay-3001"],
    "origin": ["origin-3401", "origin-3403"],
    "outlet": ["outlet-0001"],
    "claimant": ["origin-3402"],
    "source_status": ["secondhand", "original_seen,secondhand"],
    "designation": ["on_record_role"],
    "source_kind": ["government", "news_outlet,court"],
    "source_country": ["UA,RU", "TR"],
    "verification": ["attributed", "disputed,confirmed"],
    "needs_reassessment": ["true", "false"],
    "kind": ["event", "quantity"],
    "topic": ["topic-01"],
    "value_min": ["0", "5000"],
    "value_match": ["within"],
    "min_independent": ["2"],
    "as_of_after": ["2012-01-01"],
    "q": ["topic", "report -number", "bababaza"],
}


@world
def combinations(db):
    load(Dataset(300, long=10, short=5))
    draw = random.Random(7)
    found = [{name: values[0]} for name, values in GIVEN.items() if name != "value_match"]
    for _ in range(120):
        names = draw.sample(list(GIVEN), draw.choice([2, 2, 3, 4]))
        found.append({name: draw.choice(GIVEN[name]) for name in names})
    return [one for one in found if "value_match" not in one or "value_min" in one]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("small", "window"), [(5_000, 4_096), (3, 8)], ids=["sets", "walks"])
def test_pages_hold_what_the_filters_hold(combinations, monkeypatch, small, window):
    monkeypatch.setattr(listing, "SMALL", small)
    monkeypatch.setattr(listing, "FEW", small // 2)
    monkeypatch.setattr(listing, "WINDOW", window)
    monkeypatch.setattr(sets, "HITS", small)
    monkeypatch.setattr(sets, "WALKED", window)
    full = 0

    for given in combinations:
        filters = ClaimFilters(given, queryset=Publication.objects.all())
        assert filters.is_valid(), filters.errors
        expected = list(filters.qs.order_by("-pk").values_list("pk", flat=True))
        pages = filters.listing()
        first = pages.page(20, None)
        assert first == expected[:20], given
        if len(expected) > 30:
            assert pages.page(10, expected[19]) == expected[20:30], given
            backwards = pages.page(10, expected[20], is_backwards=True)
            assert backwards == expected[10:20][::-1], given
            full += 1
    assert full > 20
