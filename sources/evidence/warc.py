"""A capture as a WARC/1.1 file (ISO 28500), as web archives keep and exchange them.

A fetched capture has its requests and responses; transfer and content encodings were undone
when it was read, so the headers that name them are renamed, as archives do. What people brought
is a resource. The text is a conversion that refers to it.
"""

import datetime
from io import BytesIO
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.models import Capture

# They described bytes as they were on the wire.
UNDONE = {"transfer-encoding", "content-encoding", "content-length"}
SOFTWARE = {"software": "Corroborate", "format": "WARC File Format 1.1"}


def warc(capture: Capture) -> bytes:
    """The file, packed by gzip record by record."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    at = date(capture.captured_at)
    name = f"capture-{capture.pk}.warc.gz"
    info = writer.create_warcinfo_record(name, SOFTWARE)
    info.rec_headers.replace_header("WARC-Date", at)
    writer.write_record(info)
    body, url = capture.body.bytes(), capture.final_url or capture.document.url
    if capture.exchanges:
        target = exchanges(writer, capture.exchanges, body)
    else:
        target = record(writer, url, "resource", body, at, capture.media_type)
    if capture.text_id:
        text = capture.text.bytes()
        refers = {"WARC-Refers-To": target, "WARC-Refers-To-Target-URI": url}
        record(writer, url, "conversion", text, at, "text/plain; charset=utf-8", refers)
    return out.getvalue()


def exchanges(writer: WARCWriter, exchanges: list[dict], body: bytes) -> str:
    """Request and response of each step; only the last one has a body. Returns its id."""
    for one in exchanges:
        payload = body if one is exchanges[-1] else b""
        at = date(datetime.datetime.fromisoformat(one["at"]))
        headers = [(archived(name), value) for name, value in one["headers"]]
        headers.append(("Content-Length", str(len(payload))))
        told = f"{one['status']} {one['reason']}".encode("ascii", "replace").decode()
        status = StatusAndHeaders(told, headers, "HTTP/1.1")
        response = writer.create_warc_record(
            one["url"],
            "response",
            payload=BytesIO(payload),
            length=len(payload),
            http_headers=status,
            warc_headers_dict={"WARC-Date": at},
        )
        asked = urlsplit(one["url"])
        path = (asked.path or "/") + (f"?{asked.query}" if asked.query else "")
        request = writer.create_warc_record(
            one["url"],
            "request",
            http_headers=StatusAndHeaders(
                f"GET {path} HTTP/1.1",
                [tuple(header) for header in one["request_headers"]],
                is_http_request=True,
            ),
            warc_headers_dict={"WARC-Date": at},
        )
        writer.write_request_response_pair(request, response)
    return response.rec_headers.get_header("WARC-Record-ID")


def archived(name: str) -> str:
    return f"X-Archive-Orig-{name}" if name.lower() in UNDONE else name


def record(writer, url, kind, body, at, media_type, more=None) -> str:
    """Write a record without HTTP headers; returns its id."""
    made = writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(body),
        length=len(body),
        warc_content_type=media_type or "application/octet-stream",
        warc_headers_dict={"WARC-Date": at, **(more or {})},
    )
    writer.write_record(made)
    return made.rec_headers.get_header("WARC-Record-ID")


def date(at: datetime.datetime) -> str:
    """As WARC/1.1 has it: UTC, to the microsecond."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
