"""The canonical form of a URL: one document, one address."""

from urllib.parse import urlsplit, urlunsplit

from courlan import clean_url


class BadUrl(ValueError):
    """Not an http(s) address that a document could have."""


def canonical(url: str) -> str:
    """The address under which a document is known, by design.md section 4.

    Scheme and host lower-case (the host in ASCII), no default port, no fragment, no tracking
    parameters, the rest of the query sorted. Raises ``BadUrl``.
    """
    message = f"“{url[:80]}” is not an http or https address such as https://example.org/page."
    try:
        given = urlsplit(url.strip())
        cleaned = urlsplit(clean_url(url.strip()) or "")
        host, port = (given.hostname or "").encode("idna").decode("ascii"), cleaned.port
    except (ValueError, UnicodeError) as error:
        raise BadUrl(message) from error
    if cleaned.scheme not in ("http", "https") or "." not in host or len(url) > 2000:
        raise BadUrl(message)
    if any(character.isspace() or ord(character) < 32 for character in url.strip()):
        raise BadUrl(message)
    netloc = f"{host}:{port}" if port else host
    return urlunsplit((cleaned.scheme, netloc, cleaned.path or "/", cleaned.query, ""))


def host(url: str) -> str:
    """The host of a canonical URL, without ``www.``: what a Domain holds."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
