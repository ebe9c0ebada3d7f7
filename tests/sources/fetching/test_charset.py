"""The encoding of a text is found even if its declaration is wrong."""

import pytest

from sources.fetching import fetch
from sources.fetching.charset import decode
from tests.sources.fetching.server import answer


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        ("Größe", "text/html; charset=iso-8859-1", "utf-8"),
        ("Größe", "text/html; charset=nonsense", "utf-8"),
        ("﻿Größe", "text/plain; charset=windows-1252", "utf-8"),
    ],
)
def test_text_in_utf8_is_read_so_whatever_it_is_called(pages, body, content_type, charset):
    pages.pages["/"] = answer(body.encode(), content_type=content_type)

    found = fetch(pages.url)

    assert (found.text, found.charset) == ("Größe", charset)


RUSSIAN = (
    "Потери противника составили более шестидесяти двух тысяч человек, сообщил Генеральный штаб."
)


@pytest.mark.parametrize(
    ("content_type", "head", "charset"),
    [
        ("text/html; charset=windows-1251", "", "cp1251"),
        ("text/html", '<meta charset="windows-1251">', "cp1251"),
        ("text/html; charset=utf-8", '<meta charset="utf-8">', "cp1251"),
        ("text/html; charset=utf-7", "", "cp1251"),
    ],
    ids=["said", "said in the page", "wrong", "forbidden"],
)
def test_text_in_another_charset_is_read_even_where_nobody_says_which(
    pages, content_type, head, charset
):
    pages.pages["/"] = answer(f"{head}<p>{RUSSIAN}".encode("cp1251"), content_type=content_type)

    found = fetch(pages.url)

    assert RUSSIAN in found.text
    assert found.charset == charset


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"\x81\x8d", b"\xfe\xff\xd8", bytes(range(256)) * 5]
)
@pytest.mark.parametrize("declared", ["", "utf-8", "rot13", "idna", "x" * 999, "\0", "utf-16"])
def test_no_bytes_are_too_odd(body, declared):
    text, charset = decode(body, declared)

    assert isinstance(text, str) and charset


@pytest.mark.parametrize("declared", ["unicode_escape", "raw-unicode-escape", "punycode", "utf-7"])
def test_encodings_of_no_page_are_not_believed(declared):
    text, charset = decode(rb"\ud800 +2AA-", declared)

    assert (text, charset) == (r"\ud800 +2AA-", "utf-8")
