"""A small record for the contract tests, with a row of every kind that the API shows."""

import io

from claims import desk
from claims.importing.batch import batches
from claims.models import ClaimLink
from claims.models.client import SCOPES
from claims.webhooks import keeping
from tests.counts import Count
from tests.desk_steps import citation, corroborated, draft, in_review, published, submitted
from tests.factories import (
    NOW,
    InterestFactory,
    ScopeFactory,
    SourceFactory,
    SourceLinkFactory,
    TopicFactory,
    UserFactory,
    token_for,
)
from tests.importing.files import HEAD, MAPPING, registers

HOOK = "https://example.org/hook"
ROLES = ["contributor", "editor", "reviewer", "chief editor", "source curator"]


def fill() -> dict[str, list]:
    """Store it; returns what there is to name, by the name of the parameter."""
    walter = UserFactory(username="walter", roles=ROLES)
    colleague = UserFactory(roles=ROLES)
    spokesperson = SourceFactory(slug="spokesperson", kind="person", country="UA")
    SourceLinkFactory(from_source=spokesperson, to_source=SourceFactory(slug="ministry"))
    InterestFactory(source=spokesperson)
    SourceFactory(slug="old-name", merged_into=SourceFactory(slug="relay"))
    losses = published(
        citations=[citation("outlet", "relay", "spokesperson")], scope=ScopeFactory()
    )
    event = published(
        statement="The bridge fell.", kind="event", value=None, measure=None,
        topic=TopicFactory(slug="front", name="Front", parent=TopicFactory()),
        citations=[citation("paper", "witness"),
                   citation("denier", stance="denies_truth", end="own_reporting")],
        assessment={"verification_status": "disputed", "credibility": 4},
    )  # fmt: skip
    corroborated()
    gone = published(statement="A mistake.")
    desk.retract(gone, reason="our_error", public_note="We misread.", by=colleague, at=NOW)
    merged = published(statement="The same again.")
    desk.propose_merge(merged, losses, by=merged.created_by, at=NOW, note="They are one.")
    merged.refresh_from_db()
    desk.merge(merged, losses, by=colleague, at=NOW, version=merged.version)
    count = Count()
    for day, value in enumerate(["about 61,000", "more than 62,000", "about 59,000"]):
        count.publish(day, value)
    count.figure()
    by_walter = [draft(author=walter), submitted(author=walter)]
    others = [in_review(reviewer=walter), submitted(), draft()]
    desk.link(losses, event, kind="contradicts", by=colleague, at=NOW)
    hook = keeping.add(by=walter, at=NOW, url=HOOK)
    return {
        "webhook": [hook.pk],
        "delivery": [keeping.test(hook, NOW).pk],
        "token": token_for(walter, *dict(SCOPES)),
        "ref": [claim.ref for claim in (losses, event, gone, merged, *by_walter, *others)],
        "unreviewed": [gone.ref, merged.ref],
        "citation": [one.citations.first().pk for one in (losses, event, *others)],
        "link": list(ClaimLink.objects.values_list("pk", flat=True)),
        "source": ["outlet", "ministry", "old-name"],
        "measure": ["personnel-losses"],
        "subject": ["russian-forces"],
        "scope": ["kursk-operation"],
        "topic": ["front", "russia-ukraine-war"],
        "series": ["general-staff"],
        "figure": ["losses"],
        "document": [losses.citations.get().document_id],
        "batch": [batch(walter)],
    }


def batch(by) -> int:
    registers()
    return batches.check(
        io.BytesIO(f"{HEAD}2022-03-01,1,100,about,5\n".encode()), "days.csv", MAPPING, by=by, at=NOW
    ).pk
