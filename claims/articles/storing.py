"""The storing of accepted proposals: document, sources, subjects and drafts at once."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from claims import desk
from claims.desk.gate import refuse_if
from claims.loading import facts
from claims.models import Claim, Subject
from claims.models.validation import needs_of
from claims.rules import requirements
from claims.rules.refusals import Invalid, Need, NotAllowed
from sources import lookup
from sources.changes import captured
from sources.evidence.keeping import keep_by_hand
from sources.evidence.locating import locate
from sources.models import Capture, Document, Source, Topic
from sources.relations.standing import resolve
from sources.urls import BadUrl, canonical

NOTE = "Read from an article."
BEFORE_AND_AFTER = 64  # characters of the text that a citation keeps around its quote


@dataclass(frozen=True)
class NewSource:
    """A source as the editor left it: a known source, or the name of one to create."""

    source: Source | None
    name: str = ""
    kind: str = ""
    body: str = ""
    create: bool = False


@dataclass(frozen=True)
class Draft:
    """One accepted proposal. ``path`` leads to its fields, such as ``drafts.3``.

    ``fields`` are the fields of ``desk.create`` without topic. ``hops`` stand behind the publisher,
    each with ``who``, the key of a speaker, and ``path``. ``end`` is the end of the chain.
    ``start`` is the place of the sentence in the text.
    """

    path: str
    fields: Mapping
    citation: Mapping
    hops: Sequence[Mapping]
    end: str
    start: int = 0
    subject_name: str = ""
    subject_kind: str = ""


@dataclass(frozen=True)
class Accepted:
    text: str
    topic: Topic | None
    document: Document | None
    new_document: Mapping
    publisher: NewSource
    speakers: Mapping[str, NewSource]
    drafts: Sequence[Draft] = field(default=())


@transaction.atomic
def store(accepted: Accepted, *, by, at: datetime.datetime) -> list[Claim]:
    """Create all accepted drafts or none. Raises ``NotAllowed``, or ``Invalid`` with every need."""
    refuse_if(NotAllowed, requirements.permission_needs("create", facts.actor(None, by)))
    needs: list[Need] = []
    document = accepted.document or new_document(accepted, needs, by=by, at=at)
    if accepted.topic is None:
        needs.append(Need("required", "Choose the topic.", "doc.topic"))
    used = {hop["who"] for draft in accepted.drafts for hop in draft.hops if hop["who"]}
    sources = {
        key: source_of(accepted.speakers[key], f"speakers.{key}", needs, by=by)
        for key in sorted(used & set(accepted.speakers))
    }
    claims = []
    for draft in accepted.drafts:
        try:
            with transaction.atomic():
                claims.append(create(draft, accepted, document, sources, by=by, at=at))
        except Invalid as refused:
            needs += refused.needs
    refuse_if(Invalid, needs)
    if document:
        quotes = [draft.citation["quote"] for draft in accepted.drafts]
        keep(document, accepted.text, quotes, by=by, at=at)
    return claims


def keep(document: Document, text: str, quotes: Iterable[str], *, by, at: datetime.datetime):
    """Keep a pasted text as a capture, unless it is not needed.

    It is not needed if the latest capture has every quote, or is the page as fetched. A long
    article is pasted in parts: each further part is joined to those that people have brought.
    Nothing is kept for a user without the permission to capture.
    """
    if not by.has_perm("sources.add_capture"):
        return
    latest = document.captures.filter(text__isnull=False).order_by("-id").first()
    if latest and (latest.method == "fetched" or has_all(latest, quotes)):
        captured(document, at=at)
        return
    parts = [latest.words(), text] if latest else [text]
    keep_by_hand(document, text="\n".join(parts), by=by, at=at, note=NOTE)


def has_all(capture: Capture, quotes: Iterable[str]) -> bool:
    words = capture.words()
    return all(locate(quote, words).outcome in ("found", "moved") for quote in quotes)


def create(
    draft: Draft,
    accepted: Accepted,
    document: Document | None,
    sources: Mapping[str, Source | None],
    *,
    by,
    at: datetime.datetime,
) -> Claim:
    """Create one draft through the verb. Raises ``Invalid`` with paths that begin with its own."""
    needs: list[Need] = []
    fields = {**draft.fields, "topic": accepted.topic}
    fields["subject"] = fields.get("subject") or new_subject(draft, needs, by=by)
    hops = hops_of(draft, document, sources)
    if document is None or accepted.topic is None or any(hop["source"] is None for hop in hops):
        refuse_if(Invalid, needs)
        raise Invalid([])  # the document, the topic or the speaker has given the reason
    citation = {**draft.citation, **around(accepted.text, draft.citation["quote"], draft.start)}
    plain = [{name: value for name, value in hop.items() if name != "path"} for hop in hops]
    citation |= {"document": document, "hops": plain}
    try:
        claim = desk.create(fields, [citation], by=by, at=at, note=NOTE)
    except Invalid as refused:
        fields_named = {need.field for need in needs}
        refused_needs = [
            Need(need.code, need.message, placed(need.field, draft, hops)) for need in refused.needs
        ]
        needs += [need for need in refused_needs if need.field not in fields_named]
        raise Invalid(needs) from refused
    refuse_if(Invalid, needs)
    return claim


def placed(path: str, draft: Draft, hops: Sequence[Mapping]) -> str:
    """Return the form's field of a need's path, such as "citations.0.hops.2.source"."""
    names = path.split(".")
    if names[0] != "citations":
        return f"{draft.path}.{path}"
    if len(names) > 3 and names[2] == "hops":
        number = int(names[3]) if len(names) > 3 and names[3].isdecimal() else len(hops) - 1
        column = "who" if names[-1] in ("source", "position") else names[-1]
        row = hops[number].get("path") if number < len(hops) else ""
        return f"{row}.{column}" if row and column != "end" else f"{draft.path}.end"
    return f"{draft.path}.{names[-1]}" if len(names) > 2 else f"{draft.path}.quote"


def new_document(accepted: Accepted, needs: list[Need], *, by, at) -> Document | None:
    """Return the document of this address: a known one, or a new one."""
    columns = accepted.new_document
    try:
        address = canonical(columns["url"])
    except BadUrl as error:
        message = "Give the article’s address, or choose a known document."
        needs.append(Need("bad_url", str(error) if columns["url"] else message, "doc.url"))
        return None
    if document := Document.objects.filter(canonical_url=address).first():
        return document
    if not by.has_perm("sources.add_document"):
        needs.append(Need("role", "You may not add documents: choose a known one.", "doc.document"))
        return None
    publisher = source_of(accepted.publisher, "publisher", needs, by=by)
    if publisher is None:
        return None
    row = Document(publisher=publisher, accessed_at=at, canonical_url=address, **columns)
    try:
        row.full_clean()
    except ValidationError as error:
        needs += [
            Need(need.code, f"The document’s {named(need.field)}: {need.message}", need.field)
            for need in needs_of(error, "doc")
        ]
        return None
    defaults = {**columns, "publisher": publisher, "accessed_at": at}
    # A colleague may save the same article at the same time.
    return Document.objects.get_or_create(canonical_url=address, defaults=defaults)[0]


def named(path: str) -> str:
    return path.rpartition(".")[2].replace("_", " ")


def source_of(choice: NewSource, path: str, needs: list[Need], *, by) -> Source | None:
    if choice.source:
        return resolve(choice.source)
    if not choice.name:
        needs.append(Need("required", "Choose a source, or name a new one.", f"{path}.source"))
        return None
    if not choice.create:
        message = f"“{choice.name}” is not known: choose a source, or tick “Create it”."
        needs.append(Need("unknown_source", message, f"{path}.create"))
        return None
    try:
        with transaction.atomic():
            return lookup.create_source(choice.name, choice.kind, choice.body, by=by)
    except ValidationError as error:
        needs += [Need("invalid", message, f"{path}.name") for message in error.messages]
        return None


def new_subject(draft: Draft, needs: list[Need], *, by) -> Subject | None:
    """Return the known or new subject of this name; None, with a need, without a valid name."""
    name, where = draft.subject_name, f"{draft.path}.subject"
    if not name:
        needs.append(Need("required", "Choose the subject, or name a new one.", where))
        return None
    if subject := Subject.objects.filter(name__iexact=name).first():
        return subject
    if not by.has_perm("claims.add_subject"):
        needs.append(Need("role", "You may not add subjects: choose a known one.", where))
        return None
    subject = Subject(name=name, slug=slugify(name)[:80], kind=draft.subject_kind or "other")
    if not subject.slug:
        message = f"“{name[:80]}” makes no slug in Latin letters: add it on its own page."
        needs.append(Need("no_slug", message, f"{draft.path}.subject_name"))
        return None
    try:
        subject.full_clean(validate_unique=False)
    except ValidationError as error:
        needs += [Need(n.code, n.message, f"{draft.path}.subject_name") for n in needs_of(error)]
        return None
    columns = {"name": subject.name, "kind": subject.kind}
    return Subject.objects.get_or_create(slug=subject.slug, defaults=columns)[0]


def hops_of(
    draft: Draft, document: Document | None, sources: Mapping[str, Source | None]
) -> list[dict]:
    """Return the whole chain from the publisher on, which is not repeated as the first hop."""
    publisher = resolve(document.publisher) if document else None
    hops = [{"position": 0, "source": publisher, "is_read": True, "relation": ""}]
    position = 0
    for hop in draft.hops:
        if not hop["who"]:
            continue
        source = sources.get(hop["who"])
        if source is not None and source == publisher and position == 0:
            continue
        position += not (hop["joint"] and position)
        if not hop["joint"]:
            hops[-1]["relation"] = hop["relation"]
        here = {name: hop[name] for name in ("designation", "as_reported", "path")}
        relation = "produced_jointly" if hop["relation"] == "produced_jointly" else ""
        hops.append({**here, "position": position, "source": source, "relation": relation})
    last = hops[-1]["position"]
    for hop in hops:
        hop["end"] = draft.end if hop["position"] == last else ""
    return hops


def around(text: str, quote: str, start: int) -> dict[str, str]:
    """Return the words before and after a quote, within its line, as a citation keeps them."""
    at = place_of(text, quote, start)
    if at is None:
        return {}
    before = text[max(0, at - BEFORE_AND_AFTER) : at].rpartition("\n")[2]
    after = text[at + len(quote) : at + len(quote) + BEFORE_AND_AFTER].partition("\n")[0]
    return {"quote_prefix": before.lstrip(), "quote_suffix": after.rstrip()}


def place_of(text: str, quote: str, start: int) -> int | None:
    """Return the place of a quote: from its sentence on, else anywhere; None if it is not there."""
    if not quote:
        return None
    at = text.find(quote, start)
    at = text.find(quote) if at < 0 else at
    return None if at < 0 else at
