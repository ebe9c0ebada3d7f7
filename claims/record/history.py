"""The hash chain of a claim's events: appending to it, and finding where it was broken."""

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from claims.loading import stored_chains
from claims.loading.dossier import Dossier, load_one
from claims.loading.snapshot import canonical_json, claim_snapshot, columns, plain, sha256
from claims.models import Assignment, Claim, Counter, Event, Publication, PublicationSource
from claims.rules.lifecycle import ENDS
from claims.rules.refs import make_ref
from sources.database.bulk import insert, update

EVENT_FIELDS = (
    "claim_id number verb from_state to_state by_id reason note public_note snapshot_sha256 "
    "previous_hash"
).split()
PUBLICATION_FIELDS = (
    "ref number kind statement claim_kind topic_id subject_id measure_id scope_id unit_id "
    "comparator lower lower_inclusive upper upper_inclusive as_of period_start period_end "
    "stated_at claimant_id attribution_status verification_status credibility published_from "
    "independent_origins disinterested_origins band reliability is_interested "
    "content_sha256"
).split()
PUBLICATION_SOURCE_FIELDS = (
    "source_id document_id role status designation source_kind source_country on"
).split()
# Columns that came later. The digests of older publications do not have them.
LATER_FIELDS = "basis speech_act".split()
CHAIN_FIELDS = "chain position stance drift is_read".split()
# Columns of a claim that a step may change; ``edit`` stores the words that people write.
MOVED = (
    "review_state attribution_status claimant_id verification_status credibility version "
    "last_edited_by_id last_edited_at needs_reassessment reassessment_cause merged_into_id "
    "events_count head_hash"
).split()
# Columns left to store on a claim that was just inserted: its last event.
POINTER = MOVED[-2:]
CHUNK = 1_000
COPIED = "published_from published_until verification_status".split()


def event_hash(event: Event) -> str:
    """Return the hash of an event; of the snapshot it covers only the snapshot's own hash.

    So a redaction that the law orders can blank the snapshot and leave the chain whole.
    """
    return sha256(canonical_json(columns(event, EVENT_FIELDS) | {"at": plain(event.at)}))


def publication_digest(publication: Publication, sources, *, knows_chains: bool = True) -> dict:
    """Return a publication's columns and sources, as its event's snapshot keeps them.

    ``knows_chains``: false for a publication from before its rows told their chains. It kept one
    row where several chains gave rows that were otherwise the same.
    """
    fields = PUBLICATION_SOURCE_FIELDS + (CHAIN_FIELDS if knows_chains else [])
    rows = {}
    for source in sources:
        # It came later, as the members of ``later``.
        verdict = {"verdict": source.verdict} if source.verdict else {}
        row = columns(source, fields) | verdict
        rows[canonical_json(row)] = row
    later = columns(publication, LATER_FIELDS) if knows_chains else {}
    if publication.series_id or publication.point is not None:
        later["series_id"] = publication.series_id
        later["point_sha256"] = sha256(publication.point or "")
    return {
        **columns(publication, PUBLICATION_FIELDS),
        **later,
        "search_sha256": sha256(publication.search_text),
        "independence_sha256": sha256(publication.independence),
        "sources": [rows[text] for text in sorted(rows)],
    }


@dataclass(frozen=True)
class Step:
    """A verb, who takes it and when, and the words that its event keeps."""

    verb: str
    by: AbstractBaseUser
    at: datetime.datetime
    note: str = ""
    reason: str = ""
    public_note: str = ""


@dataclass(frozen=True)
class Entry:
    """A step that was taken on a claim, from the state ``before``.

    ``publication``: the digest of what it publishes; ``assignment``: who had and has the claim.
    """

    dossier: Dossier
    step: Step
    before: str
    publication: dict | None = None
    assignment: dict | None = None


def append(dossier: Dossier, step: Step, before: str | None = None, **more) -> Event:
    """Store one claim and its event. ``before``: the state, where the step has changed it."""
    state = dossier.claim.review_state if before is None else before
    return append_all([Entry(dossier, step, state, **more)])[0]


def append_all(entries: Sequence[Entry], moved: Sequence[str] = MOVED) -> Sequence[Event]:
    """Store what steps change on claims, and an event for each; the caller holds the locks."""
    events = insert([next_event(entry) for entry in entries])
    claims = [entry.dossier.claim for entry in entries]
    update(Claim, moved, [[getattr(claim, name) for name in (*moved, "pk")] for claim in claims])
    ended = [
        claim
        for claim, entry in zip(claims, entries, strict=True)
        if claim.review_state in ENDS and claim.review_state != entry.before
    ]
    if ended:
        Assignment.objects.filter(claim__in=ended).delete()
    return events


def next_event(entry: Entry) -> Event:
    """Return the event that says what was done; the claim points to it, and neither is stored."""
    claim, step = entry.dossier.claim, entry.step
    snapshot = {"claim": claim_snapshot(entry.dossier)}
    if entry.publication:
        snapshot["publication"] = entry.publication
    if entry.assignment:
        snapshot["assignment"] = entry.assignment
    text = canonical_json(snapshot)
    event = Event(
        claim=claim,
        number=claim.events_count + 1,
        from_state=entry.before,
        to_state=claim.review_state,
        **vars(step),
        snapshot=text,
        snapshot_sha256=sha256(text),
        previous_hash=claim.head_hash,
    )
    event.hash = event_hash(event)
    claim.events_count, claim.head_hash = event.number, event.hash
    return event


def faults(claim: Claim) -> Iterator[str]:
    """Sentences that name what is broken in a claim's history, first break first."""
    previous, last = "", None
    closing: Publication | None = None
    publications = {
        publication.event_id: publication
        for publication in claim.publications.prefetch_related("sources").order_by("number")
    }
    for number, event in enumerate(claim.events.order_by("number"), start=1):
        name = f"{claim.ref} event {event.number} ({event.verb})"
        if event.number != number:
            yield f"{claim.ref} event {number} is missing."
            return
        if event.previous_hash != previous:
            yield f"{name} does not follow the event before it."
        if event.hash != event_hash(event):
            yield f"{name} was changed: its hash does not fit."
        if sha256(event.snapshot) != event.snapshot_sha256:
            yield f"{name} has another snapshot than the one it was written with."
            return
        previous, last = event.hash, event
        snapshot = json.loads(event.snapshot)
        published = publications.pop(event.pk, None)
        if "publication" in snapshot or published:
            digest = snapshot.get("publication")
            yield from publication_faults(published, digest, name)
            if published and published.kind != "retraction":
                document = published, snapshot["claim"]
            if published and digest and "basis" not in digest:
                yield from filled_faults(published, *document)
            if published and closing and closing.published_until != published.published_from:
                yield f"Publication {closing} does not end where {published} begins."
            closing = published
    for stray in publications.values():
        yield f"Publication {stray} was made by no event of {claim.ref}."
    merged = last is not None and last.to_state == "merged"
    if closing and closing.published_until != (last.at if merged else None):
        yield f"Publication {closing} was closed though nothing took its place, or left open."
    if claim.events_count > (last.number if last else 0):
        yield f"{claim.ref} event {claim.events_count} is missing: its history was cut short."
        return
    if last and (claim.events_count, claim.head_hash) != (last.number, last.hash):
        yield f"{claim.ref} does not point to its last event, {last.number} ({last.verb})."
    yield from row_faults(claim, json.loads(last.snapshot)["claim"] if last else {})


def publication_faults(published: Publication | None, digest: dict | None, name: str):
    if not published or not digest:
        yield f"The publication of {name} is missing, or was not made by it."
        return
    publication = f"Publication {digest['ref']} #{digest['number']}"
    own = copies(published, published.kind == "retraction")
    if strays := [one for one in published.sources.all() if copies(one, one.is_notice) != own]:
        yield f"{publication} and {len(strays)} of its sources differ in what is copied."
    if sha256(published.content) != published.content_sha256:
        yield f"{publication} has other bytes than the ones it was published with."
    knows_chains = "basis" in digest
    now = publication_digest(published, published.sources.all(), knows_chains=knows_chains)
    if now != digest:
        changed = sorted(key for key in {*now, *digest} if now.get(key) != digest.get(key))
        yield f"{publication} was changed: {', '.join(changed)}."


def filled_faults(publication: Publication, said: Publication, snapshot: dict) -> Iterator[str]:
    """Name columns filled later, which no digest covers, that differ from what was ``said``."""
    document = json.loads(said.content)
    of_document = stored_chains.by_old_columns(document, snapshot)
    expected = {(*kept, *told) for kept, chains in of_document.items() for told in chains}
    names = ["source__slug", *stored_chains.SAME[1:], *stored_chains.TOLD]
    found = set(publication.sources.values_list(*names))
    # Which of the origins is the claimant, the digest tells.
    missing = {row for row in expected - found if row[2] != "claimant"}
    own = [publication.basis, publication.speech_act]
    if publication is said:
        expected_own = [document.get("basis"), document.get("speech_act")]
    else:
        expected_own = [None, None]
    if missing or found - expected or own != expected_own:
        yield f"Publication {publication} has other chains than its document."


def copies(row: Publication | PublicationSource, is_notice: bool) -> tuple:
    """Return what each row of a source repeats of its publication."""
    return (*(getattr(row, name) for name in COPIED), is_notice)


def row_faults(claim: Claim, recorded: dict):
    assert claim.topic  # where it is gone, this says so; the join of the dossier finds no claim
    now = json.loads(canonical_json(claim_snapshot(load_one(claim))))
    changed = sorted(key for key in set(now) | set(recorded) if now.get(key) != recorded.get(key))
    if changed:
        yield f"{claim.ref} was changed without an event: {', '.join(changed)}."


def all_faults() -> Iterator[str]:
    """Yield every fault in the record, claim by claim in the order of making, then missing ones.

    Claims may be written meanwhile: each is locked while it is looked at. Of each ref, one byte is
    kept.
    """
    given_out_before, held, strange, pk = given_out(), bytearray(), [], 0
    while some := list(
        Claim.objects.filter(id__gt=pk).order_by("id").values_list("id", "ref")[:CHUNK]
    ):
        last = given_out()
        held.extend(bytes(max(0, last + 1 - len(held))))
        for pk, ref in some:
            yield from readable_faults(pk, ref)
            number = number_of(ref)
            if 0 < number <= last:
                held[number] = 1
            else:
                strange.append(ref)
    held.extend(bytes(max(0, given_out_before + 1 - len(held))))
    missing = (number for number in range(1, given_out_before + 1) if not held[number])
    yield from (f"{make_ref(number)} is missing." for number in missing)
    yield from (f"{ref} has a ref that was never given out." for ref in sorted(strange))


@transaction.atomic
def readable_faults(pk: int, ref: str) -> list[str]:
    """Return the faults of one claim; rows that cannot be read are one of them."""
    try:
        return list(faults(Claim.objects.select_for_update().get(pk=pk)))
    except (ObjectDoesNotExist, ValueError, TypeError, ArithmeticError) as error:
        return [f"{ref} cannot be read: {type(error).__name__}: {error}"]


def given_out() -> int:
    """Return the number of the last ref that was given out."""
    return Counter.objects.filter(name="claim").values_list("last", flat=True).first() or 0


def number_of(ref: str) -> int:
    """Return the number of a ref; 0 of a text that is none."""
    digits = ref.removeprefix("CLM-")
    number = int(digits) if digits.isdecimal() and len(digits) < 19 else 0
    return number if ref == make_ref(number) else 0
