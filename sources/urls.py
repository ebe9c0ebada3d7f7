"""The canonical form of a URL: one document, one address."""

import re
from urllib.parse import urlsplit, urlunsplit

from courlan import clean_url

LONGEST = 2000  # characters, as the columns have it
# At least two labels; some signs come apart into spaces and others on the way to ASCII.
HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")


class BadUrl(ValueError):
    """Not an http(s) address that a document could have."""


def canonical(url: str) -> str:
    """The address under which a document is known (``docs/analysts/rules.md``).

    Scheme and host lower-case (the host in ASCII, without a last dot), no default port, no
    fragment, no tracking parameters, the rest of the query sorted. Raises ``BadUrl``.
    """
    message = f"“{url[:80]}” is not an http or https address such as https://example.org/page."
    url = url.strip()
    # Browsers read a backslash as a slash: the host would be another one there than here.
    if len(url) > LONGEST or any(c.isspace() or ord(c) < 32 or c == "\\" for c in url):
        raise BadUrl(message)
    try:
        given = urlsplit(url)
        cleaned = urlsplit(clean_url(url) or "")
        host = (given.hostname or "").removesuffix(".").encode("idna").decode("ascii").lower()
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
    """The host of a canonical URL, without ``www.``: what a Domain holds."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
