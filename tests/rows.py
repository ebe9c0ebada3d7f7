"""The smallest valid row of every model, for tests of constraints.

These rows are not made by the verbs. A test that needs a real claim uses ``desk_steps``.
"""

import datetime
import secrets
import zlib

from django.apps import apps
from django.db import connection

from claims import models as claims
from sources import models as sources
from tests.factories import (
    NOW,
    DocumentFactory,
    MeasureFactory,
    SourceFactory,
    SubjectFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
)

TODAY = datetime.date(2025, 5, 1)
LONG_ENOUGH = "The document names its origin; nobody else has counted."


def row(model, **changes):
    """Return an unsaved valid instance of a model, with the given changes."""
    return model(**{**DEFAULTS[model](), **changes})


def stored(model, **changes):
    """Insert such an instance without ``save()`` and its checks, and return it."""
    return model.objects.bulk_create([row(model, **changes)])[0]


def claim_columns() -> dict:
    author = UserFactory()
    return {
        "ref": f"CLM-{claims.Claim.objects.count() + 1:06d}",
        "statement": "Russia has lost more than 62,000 soldiers.",
        "kind": "quantity",
        "topic": TopicFactory(),
        "subject": SubjectFactory(),
        "measure": MeasureFactory(),
        "comparator": "gt",
        "amount": 62000,
        "unit": UnitFactory(),
        "created_by": author,
        "created_at": NOW,
        "last_edited_by": author,
        "last_edited_at": NOW,
    }


def event_columns() -> dict:
    return {
        "claim": stored(claims.Claim),
        "number": 1,
        "verb": "create",
        "to_state": "draft",
        "by": UserFactory(),
        "at": NOW,
        "snapshot": "{}",
        "snapshot_sha256": "0" * 64,
        "hash": secrets.token_hex(32),
    }


def publication_columns() -> dict:
    event = stored(claims.Event)
    return {
        "claim": event.claim,
        "ref": event.claim.ref,
        "number": 1,
        "event": event,
        "kind": "first",
        "published_from": NOW,
        "claim_kind": "quantity",
        "topic": TopicFactory(),
        "subject": SubjectFactory(),
        "attribution_status": "secondhand",
        "verification_status": "attributed",
        "credibility": 6,
        "search_text": "more than 62,000",
        "content": "{}",
        "content_sha256": "0" * 64,
    }


def ruling_columns() -> dict:
    claim = stored(claims.Claim)
    first, second = (stored(claims.Citation, claim=claim) for _ in range(2))
    return judged(claim=claim, first=first, second=second, kind="join", reason=LONG_ENOUGH)


def question() -> dict:
    """Return the measure and the subject of a series or a figure."""
    return {"measure": MeasureFactory(), "subject": SubjectFactory()}


def judged(**columns) -> dict:
    return {"by": UserFactory(), "at": NOW, **columns}


DEFAULTS = {
    sources.Topic: lambda: {"slug": "gdp", "name": "GDP"},
    sources.Source: lambda: {"slug": "who", "name": "WHO", "kind": "intergovernmental"},
    sources.Alias: lambda: {"source": SourceFactory(), "name": "Bi", "normalized": "bi"},
    sources.Domain: lambda: {"source": SourceFactory(), "host": "example.org"},
    sources.SourceLink: lambda: {
        "from_source": SourceFactory(),
        "to_source": SourceFactory(),
        "kind": "part_of",
    },
    sources.Interest: lambda: {
        "source": SourceFactory(),
        "topic": TopicFactory(),
        "role": "belligerent",
    },
    sources.ReliabilityGrade: lambda: judged(
        source=SourceFactory(), grade="B", valid_from=TODAY, rationale=LONG_ENOUGH
    ),
    sources.Document: lambda: {
        "publisher": SourceFactory(),
        "url": "https://example.org/page",
        "canonical_url": "https://example.org/page",
        "title": "A page",
    },
    sources.CapturedContent: lambda: {
        "sha256": secrets.token_hex(32),
        "size": 4,
        "content": zlib.compress(b"told"),
    },
    sources.Capture: lambda: {
        "document": DocumentFactory(),
        "captured_at": NOW,
        "method": "pasted",
        "by": UserFactory(),
        "body": stored(sources.CapturedContent),
    },
    sources.WebHost: lambda: {"name": f"{secrets.token_hex(4)}.example.org", "free_at": NOW},
    sources.Watch: lambda: {
        "document": DocumentFactory(),
        "host": stored(sources.WebHost),
        "next_check_at": NOW,
    },
    sources.LinkCheck: lambda: {
        "document": DocumentFactory(),
        "checked_at": NOW,
        "outcome": "live",
        "rule": "as_it_was",
        "detail": "It is there.",
    },
    sources.RegisterEvent: lambda: {
        "registry": "source",
        "row": 987_654,
        "number": 1,
        "verb": "add",
        "at": NOW,
        "snapshot": "{}",
        "snapshot_sha256": "0" * 64,
        "hash": "0" * 64,
    },
    sources.RegisterHead: lambda: {
        "registry": "source",
        "row": 987_654,
        "number": 1,
        "at": NOW,
        "snapshot_sha256": "0" * 64,
        "hash": "0" * 64,
    },
    claims.EvidenceState: lambda: {"citation": stored(claims.Citation), "since": NOW},
    claims.Unit: lambda: {"code": "ton", "name": "ton", "plural": "tons", "dimension": "mass"},
    claims.Measure: lambda: {
        "code": "killed",
        "name": "Killed",
        "definition": "Killed, and nothing else.",
        "dimension": "persons",
        "default_unit": UnitFactory(),
    },
    claims.Subject: lambda: {"slug": "shells", "name": "Shells", "kind": "other"},
    claims.Scope: lambda: {"slug": "all", "name": "Everywhere"},
    claims.Counter: lambda: {"name": "figure"},
    claims.Claim: claim_columns,
    claims.Assignment: lambda: {
        "claim": stored(claims.Claim),
        "to": UserFactory(),
        "by": UserFactory(),
        "at": NOW,
    },
    claims.ActionReport: lambda: {"by": UserFactory(), "at": NOW, "step": "submit"},
    claims.SavedFilter: lambda: {
        "owner": UserFactory(),
        "name": "Mine",
        "query": "mine=written",
        "created_at": NOW,
    },
    claims.Series: lambda: {
        "slug": f"count-{secrets.token_hex(4)}",
        "name": "A daily count",
        "claimant": SourceFactory(),
        **question(),
    },
    claims.Figure: lambda: {
        "slug": f"figure-{secrets.token_hex(4)}",
        "question": "How many?",
        **question(),
    },
    claims.FigurePolicy: lambda: judged(
        figure=stored(claims.Figure), policy="envelope", note=LONG_ENOUGH
    ),
    claims.FigureMember: lambda: judged(
        figure=stored(claims.Figure),
        claim=stored(claims.Claim),
        decision="exclude",
        reason=LONG_ENOUGH,
    ),
    claims.Change: lambda: {
        "kind": "entry",
        "at": NOW,
        "resource": "topic",
        "key": secrets.token_hex(4),
        "content": '{"kind":"entry"}',
    },
    claims.Webhook: lambda: {
        "owner": UserFactory(),
        "url": "https://example.org/hooks",
        "created_at": NOW,
    },
    claims.Delivery: lambda: {
        "webhook": stored(claims.Webhook),
        "created_at": NOW,
        "next_attempt_at": NOW,
    },
    claims.ImportMapping: lambda: {
        "slug": "counts",
        "data": {},
        "created_by": UserFactory(),
        "created_at": NOW,
    },
    claims.ImportBatch: lambda: {
        "file_name": "counts.csv",
        "file_sha256": secrets.token_hex(32),
        "mapping": {},
        "mapping_sha256": "0" * 64,
        "created_by": UserFactory(),
        "created_at": NOW,
    },
    claims.ImportRow: lambda: {
        "batch": stored(claims.ImportBatch),
        "number": 2,
        "outcome": "new",
    },
    claims.Citation: lambda: {"claim": stored(claims.Claim), "document": DocumentFactory()},
    claims.Hop: lambda: {
        "citation": stored(claims.Citation),
        "position": 0,
        "source": SourceFactory(),
    },
    claims.SourceCheck: lambda: judged(
        citation=stored(claims.Citation),
        status="secondhand",
        method="read_document",
        note="It names its origin.",
    ),
    claims.Assessment: lambda: judged(
        claim=stored(claims.Claim),
        claim_version=1,
        verification_status="attributed",
        credibility=6,
        rationale=LONG_ENOUGH,
    ),
    claims.Answer: lambda: judged(
        claim=stored(claims.Claim), code="year_unlikely", seen="as_of 0025-05-01", note="It is so."
    ),
    claims.Evidence: lambda: {
        "assessment": stored(claims.Assessment),
        "citation": stored(claims.Citation),
    },
    claims.ClaimLink: lambda: {
        "from_claim": stored(claims.Claim),
        "to_claim": stored(claims.Claim),
        "kind": "contradicts",
        "rule": "hand",
        "suggested_by": UserFactory(),
        "suggested_at": NOW,
    },
    claims.Ruling: ruling_columns,
    claims.Event: event_columns,
    claims.Publication: publication_columns,
    claims.PublicationSource: lambda: {
        "publication": stored(claims.Publication),
        "source": SourceFactory(),
        "document": DocumentFactory(),
        "role": "origin",
        "chain": 0,
        "position": 1,
        "status": "secondhand",
        "stance": "asserts",
        "drift": "none",
        "is_read": False,
        "source_kind": "news_outlet",
        "published_from": NOW,
        "verification_status": "attributed",
        "is_notice": False,
    },
    claims.ClaimCount: lambda: {"facet": "claims", "claims": 1},
    claims.ApiToken: lambda: {
        "user": UserFactory(),
        "name": "Reader",
        "scopes": ["read:published"],
        "digest": secrets.token_hex(64),
        "token_key": "cor_0123456789a",
    },
    claims.Allowance: lambda: {"client": "token 1", "minute": 1, "taken": 1},
    claims.KeptAnswer: lambda: {
        "by": UserFactory(),
        "key": "a",
        "request_sha256": "0" * 64,
        "at": NOW,
    },
}


def contents() -> dict[str, list]:
    """Return all rows of both apps, to compare them before and after a refused step."""
    rows = {}
    with connection.cursor() as cursor:
        for label in ("sources", "claims"):
            for model in apps.get_app_config(label).get_models():
                cursor.execute(
                    f"SELECT * FROM {model._meta.db_table} ORDER BY {model._meta.pk.column}"
                )
                rows[model._meta.label] = cursor.fetchall()
    return rows
