"""Random requests from a seed: valid, odd and hostile ones mixed.

Pure: the caller passes the refs, slugs, ids and filters to ask for.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

ODD = [
    "", " ", "0", "-1", "1e9", "NaN", "null", "true", "[]", "{}", "%", "%s", "%00", "\x00", "'",
    '"', "';--", "' OR 1=1 --", "../../etc/passwd", "<script>", "\ud7ff", "Ω", "𝟙𝟚", "ﬁ", "é" * 50,
    "a" * 500, "9" * 19, "9" * 400, "-0", "0.1", "1,2", ",", "a,b,a", "2025-02-30", "0000-00-00",
    "9999-12-31", "2024-08-06", "2024-08-06T25:00:00Z", "2024-08-06T12:00:00Z", "2999-01-01",
    "2024-08-06T12:00:00+99:99", "UA", "ua", "UA,RU", "A", "F", "G", "cD0x", "====", "or or or",
    "-word", '"open', "()", "*", "a:b", "NEAR(", "\\", "\n", "\u202e", "CLM-000001", "clm-000001",
    "CLM-999999", "json", "csv", "ndjson", "xlsx", "jsonld", "atom", "xml", "500", "501", "ref",
]  # fmt: skip
TYPES = ["application/json", "text/csv", "application/x-ndjson", "application/ld+json"]
TYPES += ["application/atom+xml", "*/*", "text/html", "application/*;q=0.1", "a/b/c", ";;", ""]
BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"1e999",
    b'{"a":1,"a":2}',
    b"[" * 4000,
    b"\xff\xfe",
    b'"\\ud800"',
]
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"]


@dataclass(frozen=True)
class World:
    """What can be asked for: addresses with {holes}, with the parameters and the methods that each
    takes, what fits a hole, what fits a parameter, and bodies to begin with."""

    addresses: dict[str, tuple[str, ...]]
    methods: dict[str, tuple[str, ...]]
    holes: dict[str, tuple[str, ...]]
    parameters: dict[str, tuple[str, ...]]
    bodies: tuple[dict, ...] = ()


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def requests(world: World, seed: int, tokens: tuple[str, ...] = ("",)) -> Iterator[Asked]:
    """Requests without end; the same seed gives the same ones."""
    draw = random.Random(seed)
    while True:
        address = draw.choice(list(world.addresses))
        # How much of it makes no sense: most real clients err in one thing, if at all.
        chaos = draw.choice([0.02, 0.02, 0.1, 0.5])
        method = draw.choice(METHODS if draw.random() < chaos else world.methods[address])
        path = filled(draw, world, address, chaos) + queried(draw, world, address, chaos)
        headers = headed(draw, chaos)
        if token := draw.choice(tokens if draw.random() < 0.5 or "desk" in path else ("",)):
            headers["Authorization"] = f"Bearer {token}"
        body = b""
        if method in ("POST", "PUT", "PATCH"):
            body = bodied(draw, world, chaos)
            kinds = TYPES if draw.random() < chaos else TYPES[:1]
            headers["Content-Type"] = draw.choice(kinds)
            if draw.random() < 0.3:
                headers["Idempotency-Key"] = draw.choice(["a", "b", *safe(ODD)])
        yield Asked(method, path, headers, body)


def filled(draw: random.Random, world: World, address: str, chaos: float) -> str:
    for name, fitting in world.holes.items():
        while f"{{{name}}}" in address:
            given = draw.choice(ODD if draw.random() < chaos else fitting)
            address = address.replace(f"{{{name}}}", escaped(given), 1)
    if draw.random() < chaos / 10:
        ends = ["", "//", "/x", ".json", "%2f", "/..", "/%ff/"]
        address = address.rstrip("/") + draw.choice(ends)
    return address


def queried(draw: random.Random, world: World, address: str, chaos: float) -> str:
    own, count = list(world.addresses[address]), draw.choice([0, 0, 1, 1, 2, 2, 3, 5, 12])
    names = draw.sample(own, min(count, len(own)))
    if draw.random() < chaos:
        names += [draw.choice(list(world.parameters))]
    pairs = [(name, value_for(draw, world, name, chaos)) for name in names]
    if draw.random() < chaos / 10:
        pairs.append((draw.choice(ODD), draw.choice(ODD)))
    return "?" + urlencode(pairs, errors="surrogatepass") if pairs else ""


def value_for(draw: random.Random, world: World, name: str, chaos: float) -> str:
    fitting = world.parameters[name]
    return draw.choice(fitting if fitting and draw.random() >= chaos else ODD)


def headed(draw: random.Random, chaos: float) -> dict[str, str]:
    odd = {
        "Accept": TYPES,
        "If-None-Match": ['"x"', "*", "x", "W/", '"' * 7],
        "If-Match": ['"v1"', '"v1-0"', "*", '"x"', "v1"],
        "If-Modified-Since": [
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            "now",
        ],
        "X-Forwarded-For": ["1.2.3.4", "::1", "x, y", ","],
        "Authorization": ["Bearer", "Bearer x", "Basic x", "Basic eDp5", "x"],
    }
    return {name: draw.choice(given) for name, given in odd.items() if draw.random() < chaos / 3}


def bodied(draw: random.Random, world: World, chaos: float) -> bytes:
    if not world.bodies or draw.random() < chaos / 2:
        return draw.choice(BODIES)
    body = json.loads(json.dumps(draw.choice(world.bodies)))
    for _ in range(draw.choice([0, 1, 1, 2, 4])):
        spoil(draw, body)
    return json.dumps(body).encode()


def spoil(draw: random.Random, part) -> None:
    """Change, drop or add one thing somewhere in a body."""
    if isinstance(part, list) and part:
        place = draw.randrange(len(part))
    elif isinstance(part, dict) and part:
        place = draw.choice(list(part))
    else:
        return
    if isinstance(part[place], dict | list) and draw.random() < 0.7:
        spoil(draw, part[place])
    elif draw.random() < 0.2:
        del part[place]
    else:
        strange = [None, True, 0, -1, 10**30, 0.5, [], {}, [[]], {"a": 1}, "\ud800", "x" * 5000]
        part[place] = draw.choice([*strange, *ODD])


def safe(values: list[str]) -> list[str]:
    """Those that a header can hold."""
    return [value for value in values if value.isascii() and value.isprintable() and value.strip()]


def escaped(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
