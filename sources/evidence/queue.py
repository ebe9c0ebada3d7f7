"""Which document is looked at next, by whom: polite to hosts, and safe for many at a time.

Every step is a short transaction, and a request is made outside of any. A host is taken for
``LEASE`` while one of its documents is being read: nobody else asks it meanwhile, and what a
killed process had taken is taken up by another.
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
    """Look at everything that is due, until ``is_over``; returns how many documents that were."""
    while watching.enroll(clock()) == watching.ENROLLED and not is_over():
        pass
    done = 0
    while not is_over() and (watch := take_turn(clock())):
        check(watch, clock)
        done += 1
    return done


@transaction.atomic
def take_turn(at: datetime.datetime) -> Watch | None:
    """A document that is due, of the free host that was left alone for longest."""
    due = Watch.objects.filter(host=OuterRef("pk"), next_check_at__lte=at)
    free = WebHost.objects.filter(Exists(due), free_at__lte=at)
    host = (
        free.select_for_update(skip_locked=True, of=("self",)).order_by("free_at", "name").first()
    )
    if host is None:
        return None
    watches = host.watches.select_related("document", "baseline__text")
    watch = watches.filter(next_check_at__lte=at).order_by("next_check_at", "pk").first()
    if watch:
        hold(host, at)
        # Where its reader is killed, or kills it, the others of the host come first.
        watch.next_check_at = at + LEASE
        watch.save(update_fields=["next_check_at"])
    return watch


@transaction.atomic
def take(document: Document, at: datetime.datetime) -> Watch | None:
    """A document that somebody asks for, out of turn; None while its host is being asked."""
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
    """Look at a document whose host was taken, and let the host go again, whatever happens."""
    found = None
    try:
        found = checking.look(watch.document, watch.baseline)
        return checking.record(watch.document, found, at=clock(), by=by)
    finally:
        at = clock()
        asked = retry_after(found.fetched, at) if found and found.fetched else None
        WebHost.objects.filter(pk=watch.host_id).update(free_at=at + schedule.pause(asked))


def retry_after(fetched: Fetched, at: datetime.datetime) -> datetime.timedelta | None:
    """What the header Retry-After asks for, in seconds or as a date (RFC 9110); None: nothing."""
    said = fetched.header("Retry-After").strip()
    if fetched.status not in (429, 503) or not said:
        return None
    if said.isascii() and said.isdigit():
        return datetime.timedelta(seconds=min(int(said[:9]), 10**8))
    try:
        until = email.utils.parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=datetime.UTC)
    return max(until - at, datetime.timedelta(0))
