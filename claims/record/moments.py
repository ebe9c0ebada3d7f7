"""The public record at a moment, with the standing that publications had then.

``at`` is a moment that has passed, or None for now. A publication is in force from
``published_from`` until ``published_until``, the end not included. Every answer that takes
``known_at`` asks here.
"""

import datetime
import json
import re
from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from claims.loading.snapshot import canonical_json, instant
from claims.models import Claim, Event, Publication
from claims.record.document import read as read_document
from claims.rules.saying import SOURCE_LANGUAGE, say_document

Moment = datetime.datetime | None
# The order of a list at a moment: it starts in the index at that moment.
AT_A_MOMENT = ("-published_from", "-id")
# Functions that make an array of rows, and an object of names and values.
JSON_OF = {
    "postgresql": ("json_agg", "json_build_object"),
    "sqlite": ("json_group_array", "json_object"),
}
COLUMNS = "id ref number kind content content_sha256 published_until".split()


class NotAMoment(ValueError):
    """The text names no moment that has passed; ``code`` is bad_moment or in_the_future."""

    def __init__(self, message: str, code: str):
        super().__init__(message)
        self.code = code


def read(text: str, *, now: datetime.datetime) -> datetime.datetime:
    """Read a moment (RFC 3339, with its offset) or a day: its last microsecond, UTC.

    Raises ``NotAMoment`` for what has not passed: the answer to it could still change.
    """
    moment = parse(text, of_a_day="23:59:59.999999")
    if moment > now:
        message = f"That has not passed: it is {instant(now)} now."
        raise NotAMoment(message, "in_the_future")
    return moment


def parse(text: str, *, of_a_day: str = "00:00:00") -> datetime.datetime:
    """Read a moment (RFC 3339) or a day with this clock time, UTC. Raises ``NotAMoment``."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        text = f"{text}T{of_a_day}Z"
    # A plus sign that was not escaped arrives as a space.
    clock = r"[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[ +-][0-9]{2}:[0-9]{2})"
    try:
        if not re.fullmatch(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{clock}", text):
            raise ValueError(text)
        date, time = text[:10], text[11:].upper().replace(" ", "+")
        return datetime.datetime.fromisoformat(f"{date}T{time}").astimezone(datetime.UTC)
    except (ValueError, OverflowError) as error:
        message = "Give a moment such as 2025-05-01T12:00:00Z, or a day such as 2025-05-01."
        raise NotAMoment(message, "bad_moment") from error


def up_to(day: datetime.date) -> Q:
    """Publications that say something of the world up to a day (decision 0051)."""
    undated = Q(as_of__isnull=True, period_end__isnull=True)
    end = datetime.datetime.combine(day, datetime.time.max, datetime.UTC)
    stated = Q(period_start__isnull=True, stated_at__lte=end) & ~Q(claim_kind="prediction")
    return (
        Q(as_of__lte=day)
        | Q(as_of__isnull=True, period_end__lte=day)
        | (undated & (Q(period_start__lte=day) | stated))
    )


def flags(at: datetime.datetime) -> QuerySet[Event]:
    """Return the flag raised on the claim of an outer publication since that was published.

    Publishing and retracting clear a flag; a claim's events are numbered as they were stored.
    """
    raised = RawSQL("'flag'", ())  # spelled out, so that SQLite finds the partial index
    return Event.objects.filter(
        claim=OuterRef("claim"), pk__gt=OuterRef("event"), verb=raised, at__lte=at
    )


def flagged(publications: QuerySet, at: Moment, *, wanted: bool) -> QuerySet:
    """Filter for publications whose claim needed, or did not need, to be assessed anew."""
    if at is None:
        return publications.filter(claim__needs_reassessment=wanted)
    raised = Exists(flags(at))
    return publications.filter(raised if wanted else ~raised)


def with_cause(publications: QuerySet, at: Moment = None) -> QuerySet:
    """Return publications with the ``cause`` for which they need to be assessed anew, if any."""
    cause = F("claim__reassessment_cause")
    if at is not None:
        cause = Subquery(flags(at).order_by("pk").values("note")[:1])
    return publications.annotate(cause=cause)


def with_standing(publications: QuerySet, at: Moment = None, *more: str) -> QuerySet:
    """Return rows (dicts) with what ``document`` needs to tell their standing, and ``more``."""
    links = RawSQL(*linked("claims_publication", at))
    rows = with_cause(publications, at).annotate(merged=F("claim__merged_into"), links=links)
    return rows.values(*COLUMNS, "cause", "merged", "links", *more)


def linked(publication: str, at: Moment = None) -> tuple[str, tuple]:
    """Return SQL for the links of an outer publication's claim, as a JSON text, oldest first.

    They are those that a person has confirmed, to claims that were in force at the moment.
    """
    here, then = "other.published_until IS NULL", ()
    if at is not None:
        here = (
            "link.decided_at <= %s AND other.published_from <= %s "
            "AND (other.published_until IS NULL OR other.published_until > %s)"
        )
        then = (connection.ops.adapt_datetimefield_value(at),) * 3
    agg, pair = JSON_OF[connection.vendor]
    return (
        f"(SELECT {agg}({pair}('kind', kind, 'direction', direction, 'ref', ref, "
        "'statement', statement)) FROM (SELECT link.kind, other.ref, other.statement, "
        f"CASE WHEN link.from_claim_id = {publication}.claim_id THEN 'to' ELSE 'from' END "
        "AS direction FROM claims_claimlink AS link JOIN claims_publication AS other "
        f"ON other.claim_id = CASE WHEN link.from_claim_id = {publication}.claim_id "
        "THEN link.to_claim_id ELSE link.from_claim_id END "
        f"WHERE link.state = 'confirmed' AND other.kind <> 'retraction' AND {here} "
        f"AND (link.from_claim_id = {publication}.claim_id "
        f"OR link.to_claim_id = {publication}.claim_id) ORDER BY link.id) AS linked)",
        then,
    )


def ended(row: dict, at: Moment) -> datetime.datetime | None:
    """Return when the publication ceased to be in force, as far as was known."""
    until = row["published_until"]
    return None if until and at and until > at else until


def standing(row: dict, at: Moment = None) -> dict:
    """Return the standing of a publication; the rest of an answer is as it was stored."""
    until = ended(row, at)
    is_last = until is None or row["merged"] is not None
    return {
        "live": until is None,
        "published_until": until and instant(until),
        "superseded_by": None if is_last else row["number"] + 1,
        "retracted": row["kind"] == "retraction",
        "needs_reassessment": bool(row["cause"]),
        "reassessment_cause": row["cause"] or None,
        "content_sha256": row["content_sha256"],
    }


def document(row: dict, at: Moment = None) -> str:
    """Return the stored document, in English, with its ``links`` and its ``standing``."""
    return told(row, at, SOURCE_LANGUAGE)[0]


def told(row: dict, at: Moment, language: str) -> tuple[str, str]:
    """Return the stored document, its ``links`` and its ``standing``, and the language it is in.

    It is not parsed, unless its sentence has to be composed anew: in another language, or because
    of its standing.
    """
    is_notice = row["kind"] == "retraction"
    is_plain = not row["cause"] and ended(row, at) is None and not is_notice
    stands = PLAIN % row["content_sha256"] if is_plain else standing_json(row, at)
    content, links = row["content"], linked_claims(row)
    is_stored = is_plain and not successor(links)
    if not (is_stored and language == SOURCE_LANGUAGE):
        facts = standing(row, at) | {"successor": successor(links)}
        document, language = said_anew(content, facts, language)
        content = canonical_json(document)
    shown = json.dumps(links, ensure_ascii=False, separators=(",", ":"))
    more = "" if is_notice else f'"links":{shown},'
    return f'{content[:-1]},{more}"standing":{stands}}}', language


def said_anew(content: str, stands: Mapping, language: str) -> tuple[dict, str]:
    """Return a stored document with its sentence as it stands, and the language it is said in."""
    document, said = json.loads(content), say_document(read_document(content), stands, language)
    words = {"display": said.display}
    if "display_value" in document:
        words["display_value"] = said.display_value
    return document | words, said.language


def linked_claims(row: dict) -> list[dict]:
    """Return the links of a row as either database gives them."""
    links = row["links"]
    return (json.loads(links) if isinstance(links, str) else links) or []


def successor(links: Iterable[Mapping]) -> str:
    """Return the ref of the claim that supersedes this one; empty without one."""
    kinds = ("supersedes", "from")
    return next((one["ref"] for one in links if (one["kind"], one["direction"]) == kinds), "")


def standing_json(row: dict, at: Moment = None) -> str:
    return json.dumps(standing(row, at), ensure_ascii=False, separators=(",", ":"))


# The standing of publications in force and not flagged: only the hash differs.
PLAIN = standing_json(dict.fromkeys(COLUMNS) | {"cause": None, "content_sha256": "%s"})


def last(ref: str, at: Moment = None) -> QuerySet[Publication]:
    """Return the last publication of a claim, in force or not: a queryset of one row or none."""
    published = Publication.objects.published_by(at).filter(ref=ref)
    return published.order_by("-number")[:1]


def merged_into(row: dict, ref: str, at: Moment = None) -> str | None:
    """Return the ref of the public claim that the claim of a last row was merged into, if so."""
    has_merged = row["merged"] and (at is None or ended(row, at))
    return merge_target(ref, at) if has_merged else None


def merge_target(ref: str, at: Moment = None) -> str | None:
    """Follow the merges of a claim; None while their end is not public."""
    seen: set[str] = set()
    claim = Claim.objects.select_related("merged_into").get(ref=ref)
    while claim.merged_into and claim.ref not in seen and has_merged_by(claim, at):
        seen.add(claim.ref)
        claim = claim.merged_into
    is_public = Publication.objects.live(at).filter(claim=claim).exists()
    return claim.ref if is_public and claim.ref not in seen else None


def has_merged_by(claim: Claim, at: Moment) -> bool:
    events = Event.objects.filter(claim=claim, verb="merge", to_state="merged")
    return at is None or events.filter(at__lte=at).exists()
