"""The words with which a finding explains itself."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from claims.rules.independence.facts import Link, Network
from sources.link_kinds import KINDS

GOES_ON = ": the chain goes on there"


def sentence(words: str) -> str:
    """Return the words as a sentence. Only an article is capitalized: names keep their spelling."""
    start = "The " + words.removeprefix("the ") if words.startswith("the ") else words
    return f"{start}."


def listed(names: Iterable[str]) -> str:
    """Return names as a list in words: “A”, “A and B”, “A, B and C”."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def ways(name: Callable, *paths: Sequence[Link]) -> str:
    """Return the links of paths in words: “A is owned by B, which is part of C, and D …”."""
    return ", and ".join(_way(name, path) for path in paths if path)


def _way(name: Callable, path: Sequence[Link]) -> str:
    steps = [f"{KINDS[link.kind].label} {name(link.to_source)}" for link in path]
    return f"{name(path[0].from_source)} {', which '.join(steps)}"


def republishes(name: Callable, network: Network, copy: Hashable, original: Hashable) -> str:
    return (
        f"{_publisher(name, network, copy)} republishes a document of "
        f"{_publisher(name, network, original)}"
    )


def republish_one(name: Callable, network: Network, *documents: Hashable) -> str:
    """Return the words for copies of one document that no counted citation is from."""
    publishers = sorted({_publisher(name, network, document) for document in documents})
    return f"the documents of {listed(publishers)} republish one and the same document"


def _publisher(name: Callable, network: Network, document: Hashable) -> str:
    return name(network.documents[document].publisher)


def series(name: Callable, network: Network, slug: Hashable) -> str:
    all_series: Mapping = network.series
    if slug not in all_series:
        return f"the series {slug}"
    claimant, _derives_from = all_series[slug]
    return f"the series {slug} of {name(claimant)}"


def derives(
    name: Callable, network: Network, above: Hashable, one: Hashable, other: Hashable
) -> str:
    """Return the words for two series that derive from ``above``, or for one from the other."""
    further = series(name, network, other)
    if one == above:
        return f"{further} derives from {series(name, network, one)}"
    both = f"{series(name, network, one)} and {further}"
    return f"{both} both derive from {series(name, network, above)}"


def through(name: Callable, relay: Hashable, *paths: Sequence[Link]) -> str:
    """Return the words for a relay that is, or stands for, the origin of another citation."""
    return _other_origin(f"One came through {name(relay)}", name, paths)


def read_at(name: Callable, publisher: Hashable, *paths: Sequence[Link]) -> str:
    """Return the words for a publisher that is, or stands for, the origin of another citation."""
    return _other_origin(f"One was read at {name(publisher)}", name, paths) + GOES_ON


def copied_from(name: Callable, publisher: Hashable, *paths: Sequence[Link]) -> str:
    """Return the words for a copy whose original is by the origin of another citation."""
    return _other_origin(f"One republishes a document of {name(publisher)}", name, paths) + GOES_ON


def _other_origin(words: str, name: Callable, paths: Sequence[Sequence[Link]]) -> str:
    links = ways(name, *paths)
    return words + (f"; {links}" if links else ", the other's origin")


def leads_to(name: Callable, network: Network, document: Hashable) -> str:
    """Return the words for a document of an origin that another citation read."""
    return f"One leads to the document of {_publisher(name, network, document)} that the other " + (
        "came from" + GOES_ON
    )


def one_text(name: Callable, network: Network, document: Hashable) -> str:
    """Return the words for two citations that come from one document or its copies."""
    return f"Both come from one document of {_publisher(name, network, document)}"
