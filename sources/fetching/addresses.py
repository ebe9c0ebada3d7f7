"""Which addresses anybody could reach: a pure rule on IP addresses.

Whatever this server asks on somebody's behalf goes to those only: else whoever may name an
address could make it ask its own network.
"""

import ipaddress

HIDDEN = [
    ipaddress.ip_network(net)
    for net in (
        # They carry an IPv4 address within: where they lead depends on a gateway.
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        # Special by the registries, and “global” to some versions of Python.
        "192.0.0.0/24",
        "2001::/23",
        "3fff::/20",
        "5f00::/16",
    )
]


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is everybody's: no private, loopback, link-local, shared, reserved,
    multicast or unspecified one, in whichever form it is written."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address.scope_id or address.is_site_local:
            return False
        # ::a.b.c.d, the IPv4-compatible form that is out of use, among others.
        if int(address) >> 96 == 0:
            return False
    if any(address in net for net in HIDDEN):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)
