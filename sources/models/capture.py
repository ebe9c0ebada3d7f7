"""Captures: stored states of documents. They are permanent, private and never republished."""

import hashlib
import zlib

from django.db import models
from django.db.models import Q

from sources.database.append_only import AppendOnly
from sources.database.checks import check, known
from sources.database.columns import index, person, protected
from sources.models.document import Document

CAPTURE_METHODS = [
    ("fetched", "Fetched"),
    ("uploaded", "Uploaded by hand"),
    ("pasted", "Pasted by hand"),
]


class CapturedContent(AppendOnly):
    """Bytes, compressed by zlib. The same bytes are stored once, under their SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField(help_text="Bytes, before packing.")
    content = models.BinaryField()

    def __str__(self):
        return self.sha256

    @classmethod
    def store(cls, data: bytes) -> str:
        """Store bytes unless they are already stored, and return their SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not cls.objects.filter(sha256=sha256).exists():
            row = cls(sha256=sha256, size=len(data), content=zlib.compress(data))
            cls.objects.bulk_create([row], ignore_conflicts=True)
        return sha256

    def bytes(self) -> bytes:
        return zlib.decompress(self.content)


class Capture(AppendOnly):
    """One stored state of a document: the bytes, and their text if there is any.

    ``exchanges`` holds the requests and the heads of the answers of a fetched capture, in order.
    """

    document = protected(Document, related_name="captures", db_index=False)
    captured_at = models.DateTimeField()
    method = models.CharField(max_length=8, choices=CAPTURE_METHODS)
    by = person(null=True)
    body = protected(
        CapturedContent, to_field="sha256", related_name="+", db_column="sha256", db_index=False
    )
    text = protected(
        CapturedContent,
        null=True,
        to_field="sha256",
        related_name="+",
        db_column="text_sha256",
        db_index=False,
        help_text="What a reader sees of it, in UTF-8; none for an image.",
    )
    media_type = models.CharField(max_length=100, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=500, blank=True, help_text="As the page says it.")
    http_status = models.PositiveSmallIntegerField(null=True)
    final_url = models.CharField(max_length=2000, blank=True)
    exchanges = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True, help_text="Where it came from.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            known("capture_method_is_known", "method", CAPTURE_METHODS),
            check(
                "capture_that_was_fetched_says_what_was_answered",
                Q(method="fetched", http_status__isnull=False)
                | (~Q(method="fetched") & Q(http_status__isnull=True)),
                "A fetched capture, and no other, has the status of its answer.",
                field="http_status",
            ),
            check(
                "capture_by_hand_says_by_whom",
                Q(method="fetched") | Q(by__isnull=False),
                "A capture made by hand says by whom.",
                field="by",
            ),
        ]
        indexes = [
            # The latest captures of this document?
            index("capture_by_document", "document -id")
        ]

    def __str__(self):
        return f"{self.document}, {self.captured_at:%Y-%m-%d %H:%M} UTC"

    def words(self) -> str:
        """Return the text, or an empty string."""
        return self.text.bytes().decode() if self.text_id else ""
