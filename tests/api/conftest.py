import datetime
import json

import pytest
from django.test import Client

from sources.reliability import give_grade
from tests.desk_steps import citation, published
from tests.factories import (
    NOW,
    InterestFactory,
    MeasureFactory,
    ScopeFactory,
    SourceFactory,
    SourceLinkFactory,
    SubjectFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
)
from tests.worlds import world


class Api:
    """A client that speaks JSON and answers with what came back."""

    def __init__(self, client):
        self.client = client

    def get(self, path, /, status=200, **params):
        response = self.client.get(f"/api/v1/{path}", params)
        assert response.status_code == status, response.content.decode()
        return response.json()

    def refs(self, path="claims/", /, **params) -> list[str]:
        return [claim["ref"] for claim in self.get(path, **params)["results"]]

    def send(self, method, path, body, status=200):
        response = self.client.generic(
            method, f"/api/v1/{path}", json.dumps(body), content_type="application/json"
        )
        assert response.status_code == status, response.content.decode()
        return response.json()


@pytest.fixture
def api(client, db):
    return Api(client)


@pytest.fixture
def desk_of(client, db):
    """``desk_of(user)``: the API as this person sees it."""

    def sign_in(user, **kwargs):
        own = Client(**kwargs)
        own.force_login(user)
        return Api(own)

    return sign_in


@world
def losses(db):
    """More than 62,000: an outlet, a relay and a spokesperson of a ministry."""
    spokesperson = SourceFactory(slug="spokesperson", kind="person")
    SourceLinkFactory(from_source=spokesperson, to_source=SourceFactory(slug="ministry"))
    return published(citations=[citation("outlet", "relay", "spokesperson")])


@world
def given(db) -> dict:
    """A whole claim as a client sends it."""
    for slug in ("outlet", "relay", "spokesperson"):
        SourceFactory(slug=slug)
    return {
        "statement": "Russia has lost more than 62,000 soldiers.",
        "kind": "quantity",
        "topic": TopicFactory().slug,
        "subject": SubjectFactory().slug,
        "measure": MeasureFactory().code,
        "value": "more than 62,000",
        "as_of": "2025-04-28",
        "as_of_precision": "day",
        "citations": [
            {
                "document": {
                    "url": "https://news.example/losses?utm_source=x",
                    "title": "Losses",
                    "publisher": "outlet",
                },
                "quote": "more than 62,000 soldiers",
                "hops": [
                    {"source": "outlet"},
                    {"source": "relay", "relation": "cites"},
                    {"source": "spokesperson", "end": "origin_named"},
                ],
            }
        ],
    }


@world
def three(losses):
    """The losses; a disputed event told by others, below another topic; shells with a scope and a
    day, counted by a party to the conflict and, independently, by a registry."""
    below = TopicFactory(slug="front", name="Front", parent=TopicFactory(slug="war", name="War"))
    event = published(
        statement="The bridge fell.",
        kind="event",
        value=None,
        measure=None,
        topic=below,
        subject=SubjectFactory(slug="bridge", name="Bridge"),
        citations=[
            citation("relay", "witness", quote="it fell"),
            citation("denier", quote="it stands", stance="denies_truth", end="own_reporting"),
        ],
        source_status="original_seen",
        assessment={"verification_status": "disputed", "credibility": 4},
    )
    party = SourceFactory(slug="agency", kind="military", country="UA")
    InterestFactory(source=party)
    give_grade(
        party,
        grade="B",
        rationale="Its counts were usually borne out.",
        valid_from=NOW.date(),
        by=UserFactory(),
        at=NOW,
    )
    agency = citation("outlet", "agency", quote="four million shells")
    agency["hops"][-1]["designation"] = "on_record_role"
    shells = published(
        statement="At least 4 million shells.",
        value="at least 4 million",
        measure=MeasureFactory(
            code="shells",
            name="Shells",
            dimension="items",
            default_unit=UnitFactory(code="item", name="item", plural="items", dimension="items"),
        ),
        scope=ScopeFactory(),
        citations=[agency, citation("registry", quote="four million", end="own_reporting")],
        as_of=datetime.date(2025, 4, 30),
        as_of_precision="day",
    )
    return {"losses": losses, "event": event, "shells": shells}
