"""Write a capture as a WARC/1.1 file (ISO 28500), the format of web archives.

A fetched capture is written as requests and responses. Its body was decoded when it was read, so
the headers of transfer and content encodings are renamed, as web archives do. A capture by hand is
a resource. The text is a conversion that refers to the response or resource.
"""

import datetime
from io import BytesIO
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.models import Capture

# Headers that describe the bytes before decoding.
UNDONE = {"transfer-encoding", "content-encoding", "content-length"}
SOFTWARE = {"software": "Corroborate", "format": "WARC File Format 1.1"}


def warc(capture: Capture) -> bytes:
    """Return the file, with each record compressed by gzip."""
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
    """Write each request and response, the last with the body; return the last response's id."""
    for exchange in exchanges:
        payload = body if exchange is exchanges[-1] else b""
        at = date(datetime.datetime.fromisoformat(exchange["at"]))
        headers = [
            (f"X-Archive-Orig-{name}" if name.lower() in UNDONE else name, value)
            for name, value in exchange["headers"]
        ]
        headers.append(("Content-Length", str(len(payload))))
        line = f"{exchange['status']} {exchange['reason']}".encode("ascii", "replace").decode()
        status = StatusAndHeaders(line, headers, "HTTP/1.1")
        response = entry(writer, exchange["url"], "response", at, payload, http_headers=status)
        url = urlsplit(exchange["url"])
        line = f"GET {url.path or '/'}{f'?{url.query}' if url.query else ''} HTTP/1.1"
        headers = [tuple(header) for header in exchange["request_headers"]]
        asked = StatusAndHeaders(line, headers, is_http_request=True)
        request = entry(writer, exchange["url"], "request", at, http_headers=asked)
        writer.write_request_response_pair(request, response)
    return response.rec_headers.get_header("WARC-Record-ID")


def record(writer, url, kind, body, at, media_type, more=None) -> str:
    """Write a record without HTTP headers, and return its id."""
    media_type = media_type or "application/octet-stream"
    row = entry(writer, url, kind, at, body, more, warc_content_type=media_type)
    writer.write_record(row)
    return row.rec_headers.get_header("WARC-Record-ID")


def entry(writer, url, kind, at, body=None, more=None, **columns):
    if body is not None:
        columns |= {"payload": BytesIO(body), "length": len(body)}
    headers = {"WARC-Date": at, **(more or {})}
    return writer.create_warc_record(url, kind, warc_headers_dict=headers, **columns)


def date(at: datetime.datetime) -> str:
    """Return a date in the form of WARC/1.1: in UTC, with microseconds."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
