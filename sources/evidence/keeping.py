"""Storage of captures: fetched pages, and files or texts from people."""

import datetime
import hashlib
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction

from sources.changes import captured
from sources.evidence import pagetext
from sources.evidence.pagetext import PageText
from sources.fetching import Fetched
from sources.fetching.charset import decode
from sources.fetching.fetched import is_text
from sources.fetching.fetched import media_type as media_type_of
from sources.fetching.request import MOST_BYTES
from sources.models import Capture, CapturedContent, Document

HTML = ("text/html", "application/xhtml+xml", "")


def page_of(media_type: str, markup: str) -> PageText:
    """Return the text that a reader sees of a decoded body."""
    looks_like_html = media_type in HTML and "<" in markup
    return pagetext.read(markup) if looks_like_html else PageText(text=pagetext.tidy(markup))


@transaction.atomic
def keep_fetched(document: Document, fetched: Fetched, page: PageText, *, by=None) -> Capture:
    """Store a fetched page, or return the latest if the same. The caller sends ``captured``."""
    sha256 = hashlib.sha256(fetched.body).hexdigest()
    latest = document.captures.order_by("-id").first()
    if latest and is_same(latest, sha256, page.text):
        return latest
    return store(
        document,
        fetched.body,
        page,
        method="fetched",
        by=by,
        captured_at=fetched.last.at,
        media_type=fetched.media_type,
        charset=fetched.charset,
        http_status=fetched.status,
        final_url=fetched.url[:2000],
        exchanges=[asdict(one) | {"at": one.at.isoformat()} for one in fetched.exchanges],
    )


def is_same(latest: Capture, sha256: str, text: str) -> bool:
    if text and latest.text_id:
        return latest.text_id == hashlib.sha256(text.encode()).hexdigest()
    return latest.body_id == sha256


@transaction.atomic
def keep_by_hand(
    document: Document,
    *,
    by,
    at: datetime.datetime,
    file: bytes = b"",
    media_type: str = "",
    text: str = "",
    note: str = "",
) -> Capture:
    """Store a capture by hand: a file, a text, or a file with its text.

    The text of a file is needed if a program cannot read the file. Raises ``ValidationError``
    that names the field.
    """
    text = pagetext.tidy(text)
    if not file and not text:
        raise ValidationError({"file": "Choose a file, or paste the text."}, code="empty")
    if len(file) > MOST_BYTES:
        message = f"The file is larger than {MOST_BYTES >> 20} MB."
        raise ValidationError({"file": message}, code="too_large")
    kind, charset, page = media_type_of(media_type), "", PageText()
    if not file:
        kind, charset = "text/plain", "utf-8"
    elif is_text(kind, file):
        markup, charset = decode(file)
        page = page_of(kind, markup)
    capture = store(
        document,
        file or text.encode(),
        PageText(title=page.title, text=text) if text else page,
        method="uploaded" if file else "pasted",
        media_type=kind,
        charset=charset,
        by=by,
        captured_at=at,
        note=note,
    )
    captured(document, at=at)
    return capture


def store(document: Document, body: bytes, page: PageText, **columns) -> Capture:
    text = page.text.replace("\x00", "").encode()
    return Capture.objects.create(
        document=document,
        body_id=CapturedContent.store(body),
        text_id=CapturedContent.store(text) if text else None,
        title=page.title.replace("\x00", ""),
        **columns,
    )
