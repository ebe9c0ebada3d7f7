"""A capture of the demo's article: the passages that the claims quote, and nothing else of it."""

import datetime

from django.db import transaction

from claims.demo import registry
from claims.demo.article import CLAIMS
from sources.evidence.keeping import keep_by_hand
from sources.models import Document

NOTE = "Only the passages that the demo quotes: the rest of the text is not ours to hand on."


@transaction.atomic
def capture_article(*, by, at: datetime.datetime) -> None:
    """Once, by whichever process is first: a capture stays for good."""
    found = Document.objects.select_for_update(of=("self",))
    document = found.get(pk=registry.document("article").pk)
    if document.captures.exists():
        return
    passages = "\n".join(data["quote"] for data in CLAIMS if "quote" in data)
    keep_by_hand(document, by=by, at=at, text=passages, note=NOTE)
