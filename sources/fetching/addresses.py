"""Public IP addresses: a pure rule against server-side request forgery by users' addresses."""

import ipaddress

HIDDEN = [
    ipaddress.ip_network(net)
    for net in (
        # These contain an IPv4 address, and a gateway decides where they lead.
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        # Special in the IANA registries, but “global” in some versions of Python.
        "192.0.0.0/24",
        "2001::/23",
        "3fff::/20",
        "5f00::/16",
    )
]


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Say whether an address is public.

    Private, loopback, link-local, shared, reserved, multicast and unspecified addresses are not,
    and neither are IPv6 addresses that contain one.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address.scope_id or address.is_site_local:
            return False
        # Among others ::a.b.c.d, the deprecated IPv4-compatible form.
        if int(address) >> 96 == 0:
            return False
    if any(address in net for net in HIDDEN):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)
