"""The canonical form of URLs."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.models import Document
from sources.urls import BadUrl, canonical, host
from tests.factories import DocumentFactory, SourceFactory

PAGE = "https://example.org/page"
SAME = {
    "scheme in capitals": ("HTTPS://example.org/page", PAGE),
    "host in capitals": ("https://EXAMPLE.org/page", PAGE),
    "path keeps its case": ("https://example.org/Page", "https://example.org/Page"),
    "path keeps its last slash": ("https://example.org/page/", "https://example.org/page/"),
    "no path": ("https://example.org", "https://example.org/"),
    "space around it": (f"  {PAGE}\n", PAGE),
    "default port of https": ("https://example.org:443/page", PAGE),
    "default port of http": ("http://example.org:80/page", "http://example.org/page"),
    "other port": ("https://example.org:8443/page", "https://example.org:8443/page"),
    "port of the other scheme": ("http://example.org:443/page", "http://example.org:443/page"),
    "empty port": ("https://example.org:/page", PAGE),
    "fragment": (f"{PAGE}#comments", PAGE),
    "empty query": (f"{PAGE}?", PAGE),
    "campaign parameters": (f"{PAGE}?utm_source=mail&utm_medium=x", PAGE),
    "click ids": (f"{PAGE}?fbclid=1&gclid=2", PAGE),
    "a tracking tail behind the query": (f"{PAGE}?id=7&utm_campaign=x", f"{PAGE}?id=7"),
    "query sorted": (f"{PAGE}?b=2&a=1", f"{PAGE}?a=1&b=2"),
    "query keeps what it means": (f"{PAGE}?q=a%26b&p=1", f"{PAGE}?p=1&q=a%26b"),
    "name and password": ("https://eva:secret@example.org/page", PAGE),
    "dot behind the host": ("https://example.org./page", PAGE),
    "letters beyond ASCII in the host": (
        "https://приклад.укр/page",
        "https://xn--80aikifvh.xn--j1amh/page",
    ),
    "letters beyond ASCII in the path": (
        "https://example.org/é",
        "https://example.org/%C3%A9",
    ),
    "IPv4 address": ("http://192.0.2.1/page", "http://192.0.2.1/page"),
}
REFUSED = {
    "nothing": "",
    "white space": "   ",
    "a word": "example",
    "no scheme": "example.org/page",
    "scheme left to the page": "//example.org/page",
    "script": "javascript:alert(1)",
    "file transfer": "ftp://example.org/page",
    "data": "data:text/html,hello",
    "no host": "https:///page",
    "host without a dot": "https://localhost/page",
    "dots only": "https://.../",
    "empty label": "https://example..org/",
    "IPv6 address": "http://[2001:db8::1]/page",
    "IPv6 address with dots": "http://[::ffff:192.0.2.1]/page",
    "host with a sign that comes apart": "http://0.\u00af",
    "half a bracket": "http://[::1/page",
    "port of letters": "https://example.org:abc/",
    "port too high": "https://example.org:65536/",
    "space in the host": "https://exam ple.org/",
    "space in the path": "https://example.org/a page",
    "new line": "https://example.org/a\nb",
    "NUL": "https://example.org/a\x00b",
    "half a letter": "https://example.org/\ud800",
    "backslash before another host": "https://example.org\\@evil.example/",
    "too long": "https://example.org/" + "a" * 2000,
    "too long once it is escaped": "https://example.org/" + "я" * 400,
}


@pytest.mark.parametrize(("url", "expected"), SAME.values(), ids=SAME)
def test_canonical_url_is(url, expected):
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED)
def test_refuses(url):
    with pytest.raises(BadUrl) as refusal:
        canonical(url)

    assert str(refusal.value).endswith("such as https://example.org/page.")


urls = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https", "HTTPS", "ftp", "x"]),
    st.one_of(
        st.text(min_size=1, max_size=20),
        st.from_regex(r"[a-zA-Zé0-9._\-\[\]:@%]{1,30}", fullmatch=True),
        st.just("example.org"),
    ),
    st.sampled_from(["", ":80", ":443", ":0", ":", ":99999", "/", "//"]),
    st.text(max_size=30),
)


@given(url=st.text(max_size=60) | urls)
@example(url="http://example.org/?a=%")
@example(url="http://example.org/%zz?%zz=%")
@example(url="http://0.0\\@1.1/")
@example(url="HTTP://0.¯")
def test_any_text_gives_an_address_that_stays_or_is_refused(url):
    try:
        address = canonical(url)
    except BadUrl:
        return

    assert canonical(address) == address
    assert address.isascii()
    assert len(address) <= 2000
    assert "#" not in address
    assert host(address) == host(address).lower()


def test_host_of_an_address_is_what_a_domain_holds():
    assert host("https://www.example.org:8443/page") == "example.org"


@pytest.mark.django_db
def test_two_ways_to_write_one_address_are_one_document():
    DocumentFactory(url=PAGE)

    again = Document(
        publisher=SourceFactory(), url="https://EXAMPLE.org/page?utm_source=x#y", title="Again"
    )

    with pytest.raises(Exception, match="This document is already known"):
        again.full_clean()
