"""The demo, and what it has none of: a link to decide on, a quote that has gone, a new article."""

import datetime
from pathlib import Path

from django.contrib.auth import get_user_model

from claims import desk
from claims.demo import accounts, counts, load, losses
from claims.models import Claim
from sources.evidence.keeping import keep_by_hand
from sources.models import Document
from tests.admin.article_page.paste import registers

QUOTE_THAT_WENT = "4,500"


def fill(folder: Path, logins: Path, *, at: datetime.datetime) -> None:
    """Write it all with one clock. ``folder`` holds the files of the running counts."""
    accounts.make_accounts(logins)
    load.load(at=at, say=lambda line: None)
    losses.register()
    losses.files(losses.FILES, at, folder)
    people = {user.username: user for user in get_user_model().objects.all()}
    counts.figures(by=people["eva"], at=at)
    link(by=people["eva"], at=at)
    capture_again(by=people["sol"], at=at + datetime.timedelta(hours=2))
    registers()


def link(*, by, at: datetime.datetime) -> None:
    """Two claims that nobody has decided on yet."""
    one, other = Claim.objects.filter(batch=None, amount__in=[62_000, 4_500]).order_by("id")
    note = "Different armies in one operation: the words of the article mix them up."
    desk.link(one, other, kind="not_comparable", by=by, at=at, note=note)


def capture_again(*, by, at: datetime.datetime) -> None:
    """The article of the demo once more, without one of its passages."""
    document = Document.objects.exclude(captures=None).get()
    lines = document.captures.get().words().splitlines()
    text = "\n".join(line for line in lines if QUOTE_THAT_WENT not in line)
    keep_by_hand(document, by=by, at=at, text=text, note="The figure is no longer in it.")
