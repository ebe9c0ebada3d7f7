"""Where a webhook may lead: pure rules on URLs and IP addresses.

In production only to hosts that anybody could reach: else whoever may add a webhook could make
this server ask its own network.
"""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from sources.fetching.addresses import is_public

# Ports that serve HTTPS and nothing else that could be harmed by a request.
SAFE_PORTS = (443, 8443)
LONGEST = 500


def problem(url: str, *, strict: bool) -> str:
    """Why a URL cannot be a webhook's, as a sentence; empty where it can. ``strict``: production.

    A host is looked up when something is sent, not here.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "This is not a URL."
    wrong = shape_problem(url, parts)
    if wrong or not strict:
        return wrong
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
