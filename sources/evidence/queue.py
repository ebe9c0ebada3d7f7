"""The queue of documents to check. Several processes may work on it at the same time.

Every step is a short transaction, and requests are made outside of transactions. A process
reserves a host for ``LEASE`` while it reads one of its documents, so no other process asks this
host. If the process is killed, another one continues when the lease ends.
"""

import datetime
import email.utils
from collections.abc import Callable

from django.db import transaction
from django.db.models import Exists, OuterRef

from sources.evidence import checking, schedule, watching
from sources.fetching import Fetched
from sources.fetching.request import SECONDS
from sources.models import Document, LinkCheck, Watch, WebHost

LEASE = datetime.timedelta(seconds=6 * SECONDS)


def run(clock: Callable[[], datetime.datetime], is_over: Callable[[], bool] = lambda: False) -> int:
    """Check all documents that are due, until ``is_over``. Returns the number of documents."""
    while watching.enroll(clock()) == watching.ENROLLED and not is_over():
        pass
    count = 0
    while not is_over() and (watch := take_turn(clock())):
        check(watch, clock)
        count += 1
    return count


@transaction.atomic
def take_turn(at: datetime.datetime) -> Watch | None:
    """Reserve the host that has been free for longest; return its document due first, or None."""
    due = Watch.objects.filter(host=OuterRef("pk"), next_check_at__lte=at)
    free = WebHost.objects.filter(Exists(due), free_at__lte=at)
    free = free.select_for_update(skip_locked=True, of=("self",))
    host = free.order_by("free_at", "name").first()
    if host is None:
        return None
    watches = host.watches.select_related("document", "baseline__text")
    watch = watches.filter(next_check_at__lte=at).order_by("next_check_at", "pk").first()
    if watch:
        hold(host, at)
        # If the process is killed, perhaps by this document, others of the host come first.
        watch.next_check_at = at + LEASE
        watch.save(update_fields=["next_check_at"])
    return watch


@transaction.atomic
def take(document: Document, at: datetime.datetime) -> Watch | None:
    """Reserve a document that a person wants to check now; None while its host is not free."""
    watch = watching.watch_of(document, at)
    host = WebHost.objects.select_for_update().get(pk=watch.host_id)
    if host.free_at > at:
        return None
    hold(host, at)
    return watch


def hold(host: WebHost, at: datetime.datetime) -> None:
    host.free_at = at + LEASE
    host.save(update_fields=["free_at"])


def check(watch: Watch, clock: Callable[[], datetime.datetime], by=None) -> LinkCheck:
    """Check a document whose host is reserved, and release the host in any case."""
    result = None
    try:
        result = checking.look(watch.document, watch.baseline)
        return checking.record(watch.document, result, at=clock(), by=by)
    finally:
        at = clock()
        pause = retry_after(result.fetched, at) if result and result.fetched else None
        WebHost.objects.filter(pk=watch.host_id).update(free_at=at + schedule.pause(pause))


def retry_after(fetched: Fetched, at: datetime.datetime) -> datetime.timedelta | None:
    """Return the pause of a Retry-After header, in seconds or as a date (RFC 9110), or None."""
    value = fetched.header("Retry-After").strip()
    if fetched.status not in (429, 503) or not value:
        return None
    if value.isascii() and value.isdigit():
        return datetime.timedelta(seconds=min(int(value[:9]), 10**8))
    try:
        until = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=datetime.UTC)
    return max(until - at, datetime.timedelta(0))
