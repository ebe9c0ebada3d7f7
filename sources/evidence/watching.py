"""The documents in the queue of checks: all of them, soon after they were created."""

import datetime

from django.db import transaction
from django.db.models import Max

from sources import urls
from sources.models import Document, Watch, WebHost

ENROLLED = 1000
# Transactions do not commit in the order of their ids, so documents with ids up to so far below
# the newest watched one are looked for again.
OVERLAP = 10_000


@transaction.atomic
def enroll(at: datetime.datetime) -> int:
    """Add new documents to the queue, and return their number."""
    newest = Watch.objects.aggregate(newest=Max("pk"))["newest"] or 0
    new = Document.objects.filter(pk__gt=newest - OVERLAP, watch__isnull=True)
    documents = list(new.order_by("pk").only("pk", "canonical_url")[:ENROLLED])
    watch_all(documents, at)
    return len(documents)


def watch_all(documents: list[Document], at: datetime.datetime) -> None:
    hosts = {document.pk: urls.host(document.canonical_url) for document in documents}
    WebHost.objects.bulk_create(
        [WebHost(name=name, free_at=at) for name in sorted(set(hosts.values()))],
        ignore_conflicts=True,
    )
    Watch.objects.bulk_create(
        [Watch(document=row, host_id=hosts[row.pk], next_check_at=at) for row in documents],
        ignore_conflicts=True,
    )


def watch_of(document: Document, at: datetime.datetime) -> Watch:
    """Return the watch of a document; create it if there is none."""
    watch_all([document], at)
    return Watch.objects.select_related("document", "baseline__text").get(pk=document.pk)
