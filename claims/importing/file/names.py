"""The origin in a cell, read into the hops of a chain: “US officials (via NYT)”, “A; B”.

``claims.attribution`` reads it. An uncertain reading is refused here, because nobody is there
during an import to choose.
"""

from collections.abc import Callable, Mapping

from claims.attribution import line_reader
from claims.importing.file.problems import CellError

Find = Callable[[str], object | None]


def origins(written: str, find: Find, stated: Mapping[str, str]) -> list[dict]:
    """Return the hops behind the publisher, from position 1 on, with sources from ``find``.

    Several origins between semicolons are one joint origin. ``stated``: relation, designation and
    end, if the mapping has them. Raises ``CellError``.
    """
    whole = find(written)
    if whole is not None:
        return [_known(whole, written, find, stated)]
    parts = [_read(part.strip(), find, stated) for part in written.split(";") if part.strip()]
    if not parts:
        raise CellError("no_origin", "Name the origin, or leave the cell empty.")
    if len(parts) == 1:
        return parts[0]
    ways = [[hop["source"] for hop in part[:-1]] for part in parts]
    if any(way != ways[0] for way in ways):
        fix = "Joint origins are heard through one outlet: give each way a row of its own."
        raise CellError("several_ways", fix)
    relays, last = parts[0][:-1], [part[-1] for part in parts]
    return [*relays, *({**hop, "relation": "produced_jointly"} for hop in last)]


def _read(written: str, find: Find, stated: Mapping[str, str]) -> list[dict]:
    source = find(written)
    if source is not None:
        return [_known(source, written, find, stated)]
    reading = line_reader.read(written, find)
    if reading.unread or len(reading.chains) != 1:
        fix = (
            "Write one origin, “A (via B)”, or “A; B” for a joint one; or add the name as an alias."
        )
        raise CellError("unread_attribution", fix)
    chain = reading.chains[0]
    hops = []
    for position, joint in enumerate(chain.hops, start=1):
        for hop in joint:
            if hop.match is None:
                fix = f"No source is known as “{hop.name}”: add it, or the name as an alias."
                raise CellError("unknown_source", fix)
            is_last = position == len(chain.hops)
            read = {"relation": hop.relation, "designation": hop.designation, "end": chain.end}
            hops.append(_hop(position, hop.match, hop.as_reported, stated if is_last else {}, read))
            if not is_last:
                hops[-1]["end"] = ""
    return hops


def _known(source, written: str, find: Find, stated: Mapping[str, str]) -> dict:
    """Return the hop of a source by its own name, with its end if the reading gives one."""
    chains = line_reader.read(written, find).chains
    hops = [hop for chain in chains for joint in chain.hops for hop in joint]
    if len(hops) != 1 or hops[0].match != source:
        return _hop(1, source, written, stated)
    read = {"designation": hops[0].designation, "end": chains[0].end}
    return _hop(1, source, written, stated, read)


def _hop(position: int, source, words: str, stated: Mapping, read: Mapping | None = None) -> dict:
    read = read or {}
    names = ("relation", "designation", "end")
    codes = {name: stated.get(name) or read.get(name, "") for name in names}
    return {"position": position, "source": source, **codes, "as_reported": words[:120]}
