"""Where a webhook may lead."""

import ipaddress

import pytest

from claims.webhooks.addresses import is_public, problem

HIDDEN = """
0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.8 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.251
239.1.2.3 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
::127.0.0.1 ::8.8.8.8 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12:3456::1 ff02::1 2001:db8::1
64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 2002:7f00:1::1 2002:808:808::1 2001:0:53aa:64c::1
100::1
""".split()
PUBLIC = "8.8.8.8 1.1.1.1 93.184.215.14 100.63.0.1 172.32.0.1 2606:4700:4700::1111 ::ffff:8.8.8.8"


@pytest.mark.parametrize("address", HIDDEN)
def test_address_is_not_everybodys(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC.split())
def test_address_is_everybodys(address):
    assert is_public(ipaddress.ip_address(address))


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
