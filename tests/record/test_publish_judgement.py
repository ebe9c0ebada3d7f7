"""The findings of the rules in a publication: filter columns, and exact bytes."""

import json

import pytest

from sources.models import ReliabilityGrade
from tests.record.test_publish_document import UP, general_staff, live, losses
from tests.rows import stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("grade", ["B", "F"])
def test_columns_say_what_the_rules_found(grade):
    if grade != "F":
        stored(ReliabilityGrade, source=general_staff(), grade=grade)

    publication = live(losses())

    names = "independent_origins disinterested_origins band reliability is_interested".split()
    assert [getattr(publication, name) for name in names] == [1, 0, "low", grade, True]
    rows = publication.sources.values_list("source__slug", "role", "source_kind", "source_country")
    assert sorted(rows) == [
        ("general-staff", "claimant", "military", "UA"),
        ("general-staff", "origin", "military", "UA"),
        (UP, "outlet", "news_outlet", "UA"),
    ]


def test_finding_is_kept_whole_beside_the_document():
    claim = losses()

    assert json.loads(live(claim).independence) == {
        "ref": claim.ref,
        "number": 1,
        "independent_origins": 1,
        "disinterested_origins": 0,
        "clusters": [
            {
                "citations": [claim.citations.get().pk],
                "origins": ["general-staff"],
                "roots": ["general-staff"],
                "interested": ["general-staff"],
                "disinterested": False,
                "joins": [],
                "relays": [],
            }
        ],
        "reasons": [],
        "splits": [],
        "denied": [],
        "withdrawn": [],
        "not_counted": [],
        "contradictions": [],
        "denials": [],
    }
