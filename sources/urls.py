"""The canonical form of a URL. It identifies a document."""

import re
from urllib.parse import urlsplit, urlunsplit

from courlan import clean_url

LONGEST = 2000  # characters, as in the columns of the database
# At least two labels. The check is needed after IDNA, which may turn one character into several,
# spaces too.
HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")


class BadUrl(ValueError):
    """The text is not an http(s) address that a document could have."""


def canonical(url: str) -> str:
    """Return the canonical address of a document (``docs/analysts/rules.md``).

    Scheme and host are in lower case, the host in ASCII and without a final dot. The default port,
    the fragment and tracking parameters are removed; the rest of the query is sorted. Raises
    ``BadUrl``.
    """
    message = f"“{url[:80]}” is not an http or https address such as https://example.org/page."
    url = url.strip()
    # Browsers read a backslash as a slash, so they could see another host than this function.
    if len(url) > LONGEST or any(c.isspace() or ord(c) < 32 or c == "\\" for c in url):
        raise BadUrl(message)
    try:
        original = urlsplit(url)
        cleaned = urlsplit(clean_url(url) or "")
        host = (original.hostname or "").removesuffix(".").encode("idna").decode("ascii").lower()
        port = cleaned.port
    except (ValueError, UnicodeError) as error:
        raise BadUrl(message) from error
    if cleaned.scheme not in ("http", "https") or not HOST.fullmatch(host):
        raise BadUrl(message)
    netloc = f"{host}:{port}" if port else host
    address = urlunsplit((cleaned.scheme, netloc, cleaned.path or "/", cleaned.query, ""))
    if len(address) > LONGEST:
        raise BadUrl(message)
    return address


def host(url: str) -> str:
    """Return the host of a canonical URL without ``www.``, as a ``Domain`` stores it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
