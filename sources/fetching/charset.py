"""Which characters the bytes of a page stand for, whatever it says of itself: a pure rule.

After the WHATWG's encoding sniffing, with one doubt more: pages that call UTF-8 something else
are common, and bytes that can be read as UTF-8 by chance are not.
"""

import codecs
import re

from charset_normalizer import from_bytes

MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{1,40})""", re.I)
META_WITHIN = 4096  # bytes from the start
LOOKED_AT = 100_000  # bytes that a guess rests on
# What browsers read these as.
READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254"}


def decode(body: bytes, declared: str = "") -> tuple[str, str]:
    """The text, and the name of the encoding it was read by; never raises.

    ``declared`` is the charset of the Content-Type header, if it gave one.
    """
    for mark, name in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    if not body.isascii() and (text := strictly(body, "utf-8")) is not None:
        return text, "utf-8"
    found = META.search(body[:META_WITHIN])
    for said in (declared, found[1].decode() if found else "", "utf-8"):
        name = codec(said)
        if name and (text := strictly(body, name)) is not None:
            return text, name
    guess = from_bytes(body[:LOOKED_AT]).best()
    name = guess.encoding if guess else "cp1252"
    return body.decode(name, "replace"), name


def codec(said: str) -> str:
    """Python's name of an encoding of text; empty where there is none that bytes can be in."""
    try:
        name = codecs.lookup(said.strip()).name
        "".encode(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    # Without a mark, what is called UTF-16 is not; UTF-7 hides markup from whoever looks for it.
    if name.startswith(("utf-16", "utf-32", "utf-7")):
        return ""
    return READ_AS.get(name, name)


def strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, ValueError):
        return None
