"""Find the encoding of a page: a pure rule.

It follows the WHATWG's encoding sniffing, but tries UTF-8 before a declared charset: pages in UTF-8
that declare something else are common, and other bytes are rarely valid UTF-8 by chance.
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
LOOKED_AT = 100_000  # bytes used for a guess
FEWEST = 24  # bytes beyond ASCII that a guess needs; fewer could be any encoding
# Encodings of pages before UTF-8.
GUESSED = (
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 koi8_r koi8_u iso8859_2 "
    "iso8859_5 iso8859_7 shift_jis euc_jp gb18030 big5 euc_kr"
).split()
# The encodings that browsers use instead.
READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254"}


def decode(body: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text and its encoding's name; never raises. ``declared``: by the Content-Type."""
    for mark, name in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    if not body.isascii() and (text := strictly(body, "utf-8")) is not None:
        return text, "utf-8"
    meta = META.search(body[:META_WITHIN])
    for label in (declared, meta[1].decode() if meta else "", "utf-8"):
        name = codec(label)
        if name and (text := strictly(body, name)) is not None:
            return text, name
    name = guess(body[:LOOKED_AT]) or "cp1252"
    return body.decode(name, "replace"), name


def guess(body: bytes) -> str:
    if sum(byte > 127 for byte in body) < FEWEST:
        return ""
    best = from_bytes(body, cp_isolation=GUESSED).best()
    return best.encoding if best else ""


# Codecs of Python that no page uses. Some decode to characters that cannot be stored, and some can
# take very long.
NO_CHARSET = {"unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined", "palmos"}


def codec(label: str) -> str:
    """Return Python's name of a text encoding, or an empty string if a page cannot use it."""
    try:
        name = codecs.lookup(label.strip()).name
        "".encode(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    if name.replace("-", "_") in NO_CHARSET:
        return ""
    # Without a byte order mark, a page is not really UTF-16 or UTF-32. UTF-7 can hide markup.
    if name.startswith(("utf-16", "utf-32", "utf-7")):
        return ""
    return READ_AS.get(name, name)


def strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, ValueError):
        return None
