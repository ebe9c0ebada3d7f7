"""The chains of a stored document: they prove and fill the rows that were kept without them.

What was read of a chain is in the snapshot of the event: documents did not tell it then.
"""

from collections.abc import Iterator, Mapping

from claims.rules import chains
from claims.rules.citations import CARRYING_STANCES

SAME = ("source", "document_id", "role", "status", "designation")
TOLD = ("chain", "position", "stance", "drift", "is_read")


def rows(document: Mapping, snapshot: Mapping) -> Iterator[dict]:
    """Yield each source of each chain in each role, with the columns SAME and TOLD.

    ``source`` is a slug. A claimant is told of each chain that could name it.
    """
    read = {
        (citation["id"], hop["source"])
        for citation in snapshot.get("citations", ())
        for hop in citation["hops"]
        if hop["is_read"]
    }
    for number, citation in enumerate(document.get("citations", ())):
        by_slug = {hop["source"]["slug"]: hop for hop in citation["chain"]}
        hops = [
            chains.Hop(
                hop["position"],
                slug,
                hop.get("end") or "",
                is_read=(citation["id"], slug) in read,
            )
            for slug, hop in by_slug.items()
        ]
        told = {
            "document_id": citation["document"]["id"],
            "status": citation["source_status"],
            "stance": citation["stance"],
            "drift": citation["drift"],
            "chain": number,
            "is_read": chains.is_origin_read(hops),
        }
        for slug, role in chains.roles(hops):
            hop = by_slug[slug]
            named = {"source": slug, "designation": hop.get("designation") or ""}
            row = {**told, **named, "position": hop["position"], "role": role}
            yield row
            if role == "origin":
                yield {**row, "role": "claimant"}


def by_old_columns(document: Mapping, snapshot: Mapping) -> dict[tuple, list[tuple]]:
    """Return, for each row as it was kept, what its chains tell of it: of a claimant, the first.

    A chain that hands the claim on comes before one that does not.
    """
    found: dict[tuple, list[tuple]] = {}
    for row in sorted(
        rows(document, snapshot),
        key=lambda row: row["role"] == "claimant" and row["stance"] not in CARRYING_STANCES,
    ):
        told = found.setdefault(tuple(row[name] for name in SAME), [])
        if row["role"] != "claimant" or not told:
            told.append(tuple(row[name] for name in TOLD))
    return found
