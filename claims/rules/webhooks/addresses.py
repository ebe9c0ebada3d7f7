"""The addresses that a webhook may have: pure rules on URLs and IP addresses.

In production a webhook leads only to public hosts. Otherwise a person who may add a webhook could
send requests into this server's own network.
"""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from sources.fetching.addresses import is_public

# Ports that serve HTTPS and no other service that a request could harm.
SAFE_PORTS = (443, 8443)
LONGEST = 500


def problem(url: str, *, strict: bool) -> str:
    """Return why a URL cannot be a webhook's, or "". ``strict``: production. Looks nothing up."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "This is not a URL."
    reason = shape_problem(url, parts)
    if reason or not strict:
        return reason
    if parts.scheme != "https":
        return "Give an address that begins with https://."
    if (port or 443) not in SAFE_PORTS:
        return f"The port is one of: {', '.join(map(str, SAFE_PORTS))}."
    try:
        literal = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return ""
    return "" if is_public(literal) else f"{literal} is not a public address."


def shape_problem(url: str, parts: SplitResult) -> str:
    if len(url) > LONGEST:
        return f"An address has at most {LONGEST} characters."
    if not url.isascii() or any(character <= " " or character == "\x7f" for character in url):
        return "Write the address in ASCII without spaces: a host as xn--…, a path with %…."
    if parts.scheme not in ("http", "https"):
        return "Give an address that begins with https://."
    if not parts.hostname:
        return "Give an address with a host, such as https://example.org/hooks."
    if parts.username is not None or parts.password is not None:
        return "Leave the name and password out: the signature says who sends."
    if parts.fragment:
        return "Leave out what follows “#”: it is never sent."
    return ""
