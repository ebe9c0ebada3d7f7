"""Storing new claims: one that a person has written, or all those of a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.desk.citations import Written, store_citations
from claims.loading.dossier import Dossier
from claims.models import Claim, Counter
from claims.record import history
from claims.record.history import Entry, Step
from claims.rules.refs import make_ref
from sources.database.bulk import insert


@dataclass(eq=False)
class Draft:
    """A claim that is not stored yet, with its citations."""

    claim: Claim
    citations: list[Written] = field(default_factory=list)


def store(drafts: Sequence[Draft], step: Step) -> list[Dossier]:
    """Insert claims with their citations and chains, and the first event of each.

    Their rows have been checked.
    """
    first = Counter.take("claim", len(drafts))
    for number, draft in enumerate(drafts, start=first):
        draft.claim.ref = make_ref(number)
    insert([draft.claim for draft in drafts])
    store_citations([written for draft in drafts for written in draft.citations])
    dossiers = [
        Dossier(draft.claim, [written.citation for written in draft.citations]) for draft in drafts
    ]
    history.append_all([Entry(one, step, "") for one in dossiers], history.POINTER)
    return dossiers
