"""The rule on public IP addresses."""

import ipaddress

import pytest

from sources.fetching.addresses import is_public

HIDDEN = """
0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.8 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.251
239.1.2.3 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
::127.0.0.1 ::8.8.8.8 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12:3456::1 ff02::1 2001:db8::1
64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 2002:7f00:1::1 2002:808:808::1 2001:0:53aa:64c::1
100::1 192.0.0.1 192.0.0.170 192.0.0.254 2001:20::1 3fff::1 5f00::1
""".split()
PUBLIC = "8.8.8.8 1.1.1.1 93.184.215.14 100.63.0.1 172.32.0.1 2606:4700:4700::1111 ::ffff:8.8.8.8"


@pytest.mark.parametrize("address", HIDDEN)
def test_address_is_not_everybodys(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC.split())
def test_address_is_everybodys(address):
    assert is_public(ipaddress.ip_address(address))
