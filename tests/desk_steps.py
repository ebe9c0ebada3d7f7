"""Create claims in a given state with the verbs of the desk, for tests that start from there."""

import pytest

from claims import desk
from claims.models import Claim
from claims.rules.refusals import NotReady
from claims.rules.values import Value, parse, phrase
from tests.factories import (
    NOW,
    DocumentFactory,
    MeasureFactory,
    SourceFactory,
    SubjectFactory,
    TopicFactory,
    UserFactory,
)
from tests.rows import contents


def claim_fields(**changes) -> dict:
    """Return the fields of a small valid claim of quantity: more than 62,000."""
    measure = changes.get("measure") or MeasureFactory()
    fields = {
        "statement": "Russia has lost more than 62,000 soldiers.",
        "kind": "quantity",
        "topic": TopicFactory(),
        "subject": SubjectFactory(),
        "measure": measure,
        "value": "more than 62,000",
        **changes,
    }
    if isinstance(fields["value"], str):
        fields["value"] = parse(fields["value"])
    assert fields["value"] is None or isinstance(fields["value"], Value)
    return fields


def chain(*slugs: str, end: str = "origin_named") -> list[dict]:
    """Return hops from the publisher to the origin. ``end`` is the end of the chain."""
    hops = [{"position": n, "source": SourceFactory(slug=slug)} for n, slug in enumerate(slugs)]
    hops[-1]["end"] = end
    return hops


def citation(*slugs: str, end: str = "origin_named", **changes) -> dict:
    slugs = slugs or ("outlet", "origin")
    document = changes.pop("document", None) or DocumentFactory(
        publisher=SourceFactory(slug=slugs[0])
    )
    return {
        "document": document,
        "stance": "asserts",
        "quote": "more than 62,000 soldiers",
        "hops": chain(*slugs, end=end),
        **changes,
    }


def quoted(value: str | Value | None) -> dict:
    """Return the quote that gives a value, so that its citation does not contradict it."""
    if value is None:
        return {}
    return {"quote": f"{value if isinstance(value, str) else phrase(value)} soldiers"}


def draft(*, author=None, citations=None, at=NOW, **fields) -> Claim:
    author = author or UserFactory(roles=["editor"])
    citations = [citation(**quoted(fields.get("value")))] if citations is None else citations
    return desk.create(claim_fields(**fields), citations, by=author, at=at)


def submitted(**kwargs) -> Claim:
    claim = draft(**kwargs)
    return desk.submit(claim, by=claim.created_by, at=kwargs.get("at", NOW))


def in_review(*, reviewer=None, at=NOW, **kwargs) -> Claim:
    reviewer = reviewer or UserFactory(roles=["reviewer"])
    return desk.start_review(submitted(at=at, **kwargs), by=reviewer, at=at)


def reviewed(
    *, reviewer=None, at=NOW, source_status="secondhand", assessment=None, **kwargs
) -> Claim:
    """Return a claim in review, with every source checked and the current version assessed."""
    reviewer = reviewer or UserFactory(roles=["reviewer"])
    claim = in_review(reviewer=reviewer, at=at, **kwargs)
    review(claim, reviewer=reviewer, at=at, source_status=source_status, **(assessment or {}))
    claim.refresh_from_db()
    return claim


def review(claim, *, reviewer, at=NOW, source_status="secondhand", **assessment) -> None:
    check(claim, reviewer=reviewer, at=at, source_status=source_status)
    assess(claim, reviewer=reviewer, at=at, **assessment)


def check(claim, *, reviewer, at=NOW, source_status="secondhand") -> None:
    for cited in claim.citations.filter(withdrawn_at__isnull=True):
        desk.check_source(
            cited,
            status=source_status,
            method="read_document",
            note="The document names its origin.",
            by=reviewer,
            at=at,
        )


def assess(claim, *, reviewer, at=NOW, **assessment) -> None:
    fields = {
        "verification_status": "attributed",
        "credibility": 6,
        "rationale": "The document names its origin; nobody else has counted.",
        **assessment,
    }
    desk.assess(claim, by=reviewer, at=at, **fields)


def published(*, reviewer=None, at=NOW, public_note="", **kwargs) -> Claim:
    reviewer = reviewer or UserFactory(roles=["reviewer"])
    claim = reviewed(reviewer=reviewer, at=at, **kwargs)
    publish(claim, by=reviewer, at=at, public_note=public_note)
    claim.refresh_from_db()
    return claim


def publish(claim, **how) -> None:
    """Publish a claim whatever odd value a test gave it: its warnings are answered first."""
    try:
        desk.publish(claim, **how)
    except NotReady as refused:
        codes = {need.code.partition("warning_")[2] for need in refused.needs}
        if "" in codes:
            raise
        for code in sorted(codes):
            note = "The test is not about it."
            desk.answer_warning(claim, code=code, note=note, by=how["by"], at=how["at"])
        desk.publish(claim, **how)


def retracted(*, at=NOW, **kwargs) -> Claim:
    claim = published(at=at, **kwargs)
    chief = UserFactory(roles=["chief editor"])
    desk.retract(claim, reason="our_error", public_note="We misread a digit.", by=chief, at=at)
    claim.refresh_from_db()
    return claim


def corroborated(*origins: str, **kwargs) -> Claim:
    """Publish a corroborated claim. Each of ``origins`` is cited by an outlet of its own."""
    origins = origins or ("reuters", "afp")
    cited = [citation(f"outlet-of-{origin}", origin) for origin in origins]
    assessed = {"verification_status": "corroborated"}
    return published(**{"citations": cited, "assessment": assessed, **kwargs})


def refusal(refused, verb, *args, at=NOW, **kwargs) -> list[tuple[str, str]]:
    """Return code and field of every need of a refusal. The refused verb must not change a row."""
    before = contents()
    with pytest.raises(refused) as caught:
        verb(*args, at=at, **kwargs)
    assert type(caught.value) is refused
    assert contents() == before
    return [(need.code, need.field) for need in caught.value.needs]


def cause_of(claim) -> str:
    """Return why a published claim is flagged, or an empty text.

    The flag must not change its status, its state or its publication.
    """
    claim.refresh_from_db()
    live = claim.publications.get()
    assert (claim.review_state, live.published_until) == ("published", None)
    assert claim.verification_status == live.verification_status
    assert claim.needs_reassessment == bool(claim.reassessment_cause)
    return claim.reassessment_cause
