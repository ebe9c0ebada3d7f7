"""Where a webhook may lead."""

import pytest

from claims.rules.webhooks.addresses import problem


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://example.org/", "https://"),
        ("https://example.org:22/", "port"),
        ("https://example.org:80/", "port"),
        ("https://127.0.0.1/", "127.0.0.1 is not a public address"),
        ("https://[::1]/", "not a public address"),
        ("https://[::ffff:10.0.0.1]/", "not a public address"),
    ],
)
def test_production_refuses_what_development_takes(url, told):
    assert told in problem(url, strict=True)
    assert problem(url, strict=False) == ""


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "begins with https://"),
        ("ftp://example.org/", "begins with https://"),
        ("file:///etc/passwd", "begins with https://"),
        ("https://", "with a host"),
        ("https:///path", "with a host"),
        ("https://user:pass@example.org/", "name and password"),
        ("https://@example.org/", "name and password"),
        ("https://example.org/#part", "“#”"),
        ("https://example.org/a b", "ASCII"),
        ("https://example.org/\r\nX: y", "ASCII"),
        ("https://éxample.org/", "ASCII"),
        ("https://example.org:99999/", "not a URL"),
        ("https://[::1/", "not a URL"),
        ("https://example.org/" + "a" * 500, "at most 500"),
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_what_is_no_address_of_a_webhook_is_refused_everywhere(url, told, strict):
    assert told in problem(url, strict=strict)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org:8443/h?a=1",
        "https://8.8.8.8/",
        "https://a.b/%20",
    ],
)
def test_public_address_is_taken_in_production(url):
    assert problem(url, strict=True) == ""
