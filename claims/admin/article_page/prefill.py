"""An article's proposals as the fields of the page, as a person would have typed them."""

from claims.admin.choosers import Rows
from claims.admin.claim_page.prefill import key
from claims.admin.nested_forms import named
from claims.articles import matching, reading
from claims.articles.proposals import lexicon
from claims.articles.proposals.tracing import key as name_key
from claims.attribution.phrases import ProposedHop
from claims.models import Measure, Scope, Subject
from claims.rules import values
from sources.admin.document import publisher_of
from sources.models import Source
from sources.urls import BadUrl


def fields(article: reading.Article, url: str, rows: Rows) -> dict[str, str]:
    """Return text by field name, and add every row that the choosers show to ``rows``."""
    head = article.head
    address = matching.canonical_or_blank(url or head.url)
    document = find_document(address, head)
    publisher = publisher_of(address) if address else None
    if publisher is None and head.site:
        publisher = Source.objects.named(head.site).first()
    topic = matching.topic(article.text)
    rows.add([document, publisher, topic])
    data = {
        "text": article.text,
        "doc-document": key(document and document.pk),
        "doc-url": url or head.url,
        "doc-title": head.title,
        "doc-byline": head.byline,
        "doc-published_on": iso(head.published_on),
        "doc-topic": key(topic and topic.pk),
        "publisher-source": key(publisher and publisher.pk),
        "publisher-name": "" if publisher else head.site,
        "publisher-kind": "news_outlet",
        "publisher-body": "",
    }
    speakers: dict[str, str] = {}
    registers = Registers(article.proposals)
    for number, proposal in enumerate(article.proposals):
        data |= draft(number, proposal, registers, rows)
        data |= chain(number, proposal, speakers, data, rows)
    return data


def find_document(address: str, head: reading.Head):
    try:
        return matching.document(address, head.title, head.published_on)
    except BadUrl:
        return None


class Registers:
    """The units, and the measures, subjects and scopes that the proposals name."""

    def __init__(self, proposals: tuple[reading.Proposal, ...]):
        measures, subjects, scopes = (
            [name for proposal in proposals for name in getattr(proposal, column)]
            for column in ("measures", "subjects", "scopes")
        )
        self.units = matching.all_units()
        self.measures = matching.by_name(Measure, measures)
        self.subjects = matching.by_name(Subject, subjects + scopes)
        self.scopes = matching.by_name(Scope, scopes)


def draft(
    number: int, proposal: reading.Proposal, registers: Registers, rows: Rows
) -> dict[str, str]:
    measure = matching.measure_of(registers.measures, proposal, registers.units)
    subject = matching.first(registers.subjects, proposal.subjects + proposal.scopes)
    scope = matching.first(registers.scopes, proposal.scopes)
    rows.add([measure, subject, scope])
    name = "" if subject or not proposal.subjects else proposal.subjects[0]
    when = proposal.times
    texts = {
        "decision": "",
        "statement": proposal.statement,
        "kind": proposal.kind,
        "speech_act": proposal.speech_act,
        "value": proposal.value[: values.AS_REPORTED_LENGTH],
        "measure": key(measure and measure.pk),
        "subject": key(subject and subject.pk),
        "subject_name": name,
        "subject_kind": kind_of_subject(name),
        "scope": key(scope and scope.pk),
        "as_of": iso(when.as_of),
        "period_start": iso(when.start),
        "period_end": iso(when.end),
        "period_precision": when.precision if when.start else "unknown",
        "stated_on": iso(proposal.stated_on),
        "quote": proposal.quote,
        "locator": proposal.place,
        "end": proposal.trail.end,
        "start": str(proposal.start),
        "rules": ", ".join(proposal.rules),
        "speaker": proposal.speaker[:200],
        "verb": proposal.verb,
    }
    return named(f"drafts-{number}", texts)


def chain(
    number: int,
    proposal: reading.Proposal,
    speakers: dict[str, str],
    data: dict[str, str],
    rows: Rows,
) -> dict[str, str]:
    """Return the hops of a draft, and add the speakers that it names first to ``speakers``."""
    hops = [(place, hop) for joint in proposal.trail.hops for place, hop in enumerate(joint)]
    texts = {}
    for row, (place, hop) in enumerate(hops):
        fields = {
            "who": speaker_key(hop, speakers, data, rows),
            "designation": hop.designation,
            "relation": hop.relation,
            "as_reported": hop.as_reported[:120],
            "joint": "on" if place else "",
        }
        texts |= named(f"drafts-{number}-hops-{row}", fields)
    return texts | {f"drafts-{number}-hops-{len(hops)}-who": ""}  # room for one more


def speaker_key(
    hop: ProposedHop, speakers: dict[str, str], data: dict[str, str], rows: Rows
) -> str:
    speaker = f"row {hop.match.pk}" if hop.match else name_key(hop.name)
    if speaker not in speakers:
        speakers[speaker] = f"s{len(speakers)}"
        rows.add([hop.match])
        source = key(hop.match and hop.match.pk)
        texts = {"source": source, "name": hop.name[:200], "kind": hop.kind, "body": hop.body[:200]}
        data |= named(f"speakers-{speakers[speaker]}", texts)
    return speakers[speaker]


def kind_of_subject(name: str) -> str:
    if not name:
        return "other"
    if name.endswith("forces"):
        return "armed_force"
    return "state" if lexicon.country_of(name) == name else "organization"


def iso(day) -> str:
    return day.isoformat() if day else ""
