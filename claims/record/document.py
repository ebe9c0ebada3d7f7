"""The one shape of a published document: what each member is, and where it comes from.

Publishing writes it (``content``). The API's schema, the columns of CSV and the data dictionary
(``docs/analysts/data-dictionary.md``) are derived from it.
"""

import copy
import datetime
import json

from rest_framework import serializers

from claims.loading.facts import ordered, stored_value, unit_spec
from claims.loading.findings import Examination
from claims.loading.snapshot import plain
from claims.loading.verdicts import AllegedOrigin
from claims.models import Claim, Publication, Unit
from claims.record.shape import (
    DecimalText,
    Lean,
    code,
    complete,
    day,
    flag,
    moment,
    text,
    texts,
    whole,
    write,
)
from claims.rules import chains, choices, saying, values
from claims.rules.verification.band import COSTS
from sources.api import Moment, TopicName
from sources.models import Source
from sources.models.document import PRECISIONS
from sources.models.grade import CANNOT_BE_JUDGED, RELIABILITY_GRADES
from sources.models.link import INTEREST_ROLES
from sources.models.source import SOURCE_KINDS
from sources.relations.surroundings import lineage

# Publications without a version have the first shape: docs/clients/versions.md.
SCHEMA_VERSION = 2


class Code(serializers.Serializer):
    code = text("Names it in the API; stays for good.")
    name = text("Its name.")


class Named(serializers.Serializer):
    slug = text("Names it in the API; stays for good.")
    name = text("Its name.")


class Claimant(Lean):
    """A source by name: its place in a chain gives the kind, and ``attribution`` the stake."""

    slug = text("Names it in the API; stays for good.")
    name = text("Its name.")
    kind = code(SOURCE_KINDS, "The kind of source. Only in version 1.", required=False)
    country = text("ISO 3166-1, two letters. Only in version 1.", required=False)
    interest = code(
        INTEREST_ROLES, "Its stake in the topic. Only in version 1.", required=False, null=True
    )

    def get_interest(self, source: Source) -> None:
        return None


def by_language(help_text: str, child: serializers.Field):
    """Declare texts by language; the member is left out where there are none."""
    return serializers.DictField(child=child, required=False, help_text=help_text, allow_null=True)


class NamedSource(Lean):
    """A source in a chain; ``sources/`` has the rest."""

    slug = text("Names it in the API; stays for good.")
    name = text("Its name.")
    spoken_name = text(
        "The name in an English sentence, where it differs.", source="in_sentence", null=True
    )
    names = by_language("The name in other languages, in the nominative.", text())
    kind = code(SOURCE_KINDS, "The kind of source.")
    country = text("ISO 3166-1, two letters. Only in version 1.", required=False)

    def get_names(self, source: Source) -> dict | None:
        return source.names or None


class GradeShape(Lean):
    """A grade of reliability (Admiralty code, NATO AJP-2.1) with its grounds."""

    grade = code(RELIABILITY_GRADES, "A to E; F: cannot be judged, or nobody has judged.")
    topic = text("Slug of the topic that it is for; left out: in general.", null=True)
    of = text("Slug of the body whose grade it is, where the source has none.", null=True)
    valid_from = day("Since when it holds.", null=True)
    valid_until = day("The day on which it ceases to hold.", null=True)
    rationale = text("Why.", null=True)


class ClaimName(Lean):
    ref = text("The claim.")
    statement = text("The claim in our words.", null=True)
    language = text("BCP 47.", null=True)
    translations = by_language("The statement in other languages.", text())

    def get_translations(self, claim: Claim) -> dict | None:
        return claim.translations or None


class AttributionShape(Lean):
    """One alleged origin, and the verdict on “did they say it?”."""

    source = Named(help_text="Who is said to have said it.")
    verdict = code(choices.VERDICTS, "Did they say it?")
    checked_at = moment("When somebody last checked it; left out: nobody did.", null=True)
    checked_by = text("Who checked it, for people who have given a name for print.", null=True)
    method = code(choices.CHECK_METHODS, "How it was checked.", null=True)
    citations = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Ids of the citations that it rests on; their chains say through whom.",
    )
    says = ClaimName(allow_null=True, help_text="The claim that holds what the origin does say.")
    interest = code(INTEREST_ROLES, "Its stake in the topic, if it has one.", null=True)
    grade = GradeShape(help_text="The grade of its reliability, on the topic, that day.")


class Day(Lean):
    date = day("The day, or the first one of a month or year.")
    precision = code(PRECISIONS, "How exact the date is.")


class Period(Lean):
    start = day("The first day; null: open.", source="period_start", null=True)
    end = day("The last day; null: open.", source="period_end", null=True)
    precision = code(PRECISIONS, "How exact the days are.", source="period_precision")


class UnitName(Lean):
    code = text("Names it in the API; stays for good.")
    name = text("Its plural, as in a sentence.", source="plural")
    singular = text("One of them.", source="name", null=True)
    symbol = text("Left out for what is counted.", null=True)
    names = by_language(
        "Its plural forms (Unicode CLDR) in other languages.",
        serializers.DictField(child=serializers.CharField()),
    )

    def get_names(self, unit: Unit) -> dict | None:
        return unit.names or None


class ValueShape(Lean):
    """A value as it was said, with the numbers that the words allow."""

    comparator = code(choices.COMPARATORS, "How the number is meant. Read no number without it.")
    amount = DecimalText("The number as it was said, in `unit`; null for a range.")
    low = DecimalText("The low end of a range, in `unit`.")
    high = DecimalText("The high end of a range, in `unit`.")
    rounding = DecimalText("The value was given to the nearest of this.")
    confidence_level = DecimalText("Between 0 and 1, for a confidence interval.")
    lower = DecimalText("The lowest value that the words allow, in base units; null: unbounded.")
    lower_inclusive = flag("Whether `lower` is allowed itself.", null=True)
    upper = DecimalText("The highest value that the words allow, in base units; null: unbounded.")
    upper_inclusive = flag("Whether `upper` is allowed itself.", null=True)
    derived = code(
        choices.DERIVATIONS,
        "The rule of ours that gives a bound; left out where the words give them.",
        null=True,
    )
    range_kind = code(choices.RANGE_KINDS, "What the range is.", null=True)
    unit = UnitName(help_text="The unit of what was said.")
    as_reported = text("The value in their words.", null=True)
    text = text("The value in words: more than 62,000.")

    def get_derived(self, claim: Claim) -> str | None:
        return next(iter(values.derivation(stored_value(claim)) or ()), None)

    def get_lower_inclusive(self, claim: Claim) -> bool | None:
        return None if claim.lower is None else claim.lower_inclusive

    def get_upper_inclusive(self, claim: Claim) -> bool | None:
        return None if claim.upper is None else claim.upper_inclusive

    def get_text(self, claim: Claim) -> str:
        return value_text(claim)


def value_text(claim: Claim) -> str:
    """Return the value in words; empty where the claim has none."""
    value = stored_value(claim)
    return values.phrase(value, unit_spec(claim.unit)) if value else ""


class HopDocument(Lean):
    id = whole("Names it in `documents/`.")
    url = serializers.URLField(source="canonical_url", help_text="Address of the document.")


class ChainHop(Lean):
    """One source on the way from the document to the origin."""

    position = whole("0 is the publisher of the document we read.")
    source = NamedSource(help_text="Who stands there.")
    roles = serializers.ListField(
        child=code(choices.SOURCE_ROLES),
        required=False,
        help_text="What the source is in this chain. Only in version 1: position and end say it.",
    )
    document = HopDocument(allow_null=True, help_text="What this source published.")
    is_read = flag("true where we read it ourselves.", null=True)
    relation = code(choices.RELATIONS, "How it came by what it says.", null=True)
    designation = code(choices.DESIGNATIONS, "How the document names the source.", null=True)
    channel = code(choices.CHANNELS, "Where its words came out.", null=True)
    end = code(choices.CHAIN_ENDS, "How the trail ends, at its last hop.", null=True)
    as_reported = text("As the document says it.", null=True)

    def get_is_read(self, hop) -> bool | None:
        return hop.is_read or hop.position == 0 or None


class CitedDocument(Lean):
    id = whole("Names it in `documents/`.")
    url = serializers.URLField(source="canonical_url", help_text="Address of the document.")
    title = text("Its title.")
    publisher = NamedSource(
        required=False, help_text="Who published it. Only in version 1: the first hop says it."
    )
    published_at = Moment(allow_null=True, help_text="When it was published.")
    language = text("BCP 47.")
    byline = text("Who signed it.", null=True)

    def get_published_at(self, document) -> dict | None:
        return dated(document.published_at, document.published_precision)


class CitationShape(Lean):
    """A place in a document that the claim rests on, or that speaks against it."""

    id = whole("What `independence/` names it by.")
    document = CitedDocument(help_text="What we read.")
    stance = code(choices.STANCES, "What the document does with the claim.")
    quote = text("A short passage, verbatim.", null=True)
    locator = text("Where in the document: a page, a minute.", null=True)
    as_reported = text("The value in its words.", null=True)
    drift = code(choices.DRIFTS, "What changed on the way from the origin.")
    primary_evidence = code(
        choices.PRIMARY_EVIDENCE, "What kind of evidence it is itself.", null=True
    )
    source_status = code(choices.SOURCE_STATUSES, "Did they say it?", source="status")
    chain = ChainHop(many=True, help_text="The sources from the publisher to the origin.")

    def get_chain(self, citation) -> list:
        return ordered(citation)


class AssessmentShape(Lean):
    """The assessment of people, and its reasons."""

    confidence = code(choices.CONFIDENCES, "The strength of our basis.", null=True)
    method = texts("How it was looked into.")
    rationale = text("Why the statuses are what they are.")
    assessed_at = moment("When it was assessed.", source="at")
    evidence = serializers.ListField(
        child=serializers.IntegerField(),
        required=False,
        allow_null=True,
        help_text="Ids of the citations that it rests on.",
    )

    def get_evidence(self, assessment) -> list[int] | None:
        return sorted(citation.pk for citation in assessment.evidence.all()) or None


class BandStep(serializers.Serializer):
    code = text("The step, for programs.")
    sentence = text("The step, for people.", source="message")
    met = flag("Whether the claim meets it.")


class BandShape(Lean):
    """The strength of the basis, in a word; never a number, and nothing about likelihood."""

    level = serializers.ChoiceField(choices=choices.BANDS, help_text="How strong the basis is.")
    missing = serializers.ListField(
        child=serializers.ChoiceField(choices=list(COSTS)),
        required=False,
        allow_null=True,
        help_text="The steps to a higher level that are not met; docs/analysts/rules.md has all.",
    )
    steps = BandStep(many=True, required=False, help_text="All steps. Only in version 1.")
    raised_by = serializers.ListField(
        source="raises",
        child=serializers.ListField(child=serializers.CharField()),
        help_text="The cheapest ways to a higher level: each a list of steps met together.",
    )

    def get_missing(self, band) -> list[str]:
        return [step.code for step in band.steps if not step.met]


class PublicationHead(Lean):
    """Which publication of the claim this is."""

    number = whole("Counts the publications of a claim from 1.")
    kind = code(choices.PUBLICATION_KINDS, "What the publication was.")
    published_from = moment("Since when we say so.")
    public_note = text("What was corrected, or why it was retracted.", null=True)


class StoredClaim(Lean):
    """A claim as it was published. A member that would be null is left out."""

    schema_version = whole("The version of this shape; left out: 1.", required=False)
    ref = text("Such as CLM-000123; never given to another claim.")
    publication = PublicationHead(help_text="Which publication of the claim this is.")
    statement = text("The claim in our words.")
    language = text("BCP 47.")
    translations = by_language("The statement in other languages.", text())
    kind = code(choices.CLAIM_KINDS, "The kind of claim.")
    topic = TopicName(help_text="The topic that it is filed under.")
    subject = Named(help_text="Whom or what it is about.")
    measure = Code(allow_null=True, help_text="What is counted.")
    scope = Named(allow_null=True, help_text="The population, territory and rules of the count.")
    series = Named(allow_null=True, help_text="The running count that this is a value of.")
    speech_act = code(choices.SPEECH_ACTS, "What the claimant did by saying it.", null=True)
    value = ValueShape(allow_null=True, help_text="The value; null where the claim has none.")
    display = text("The sentence to print: what was said, by whom, and how far it holds.")
    display_value = text("The value with its noun; null where the claim has none.", null=True)
    as_of = Day(allow_null=True, help_text="The day that the value is for.")
    period = Period(allow_null=True, help_text="The days that it is about.")
    stated_at = Moment(allow_null=True, help_text="When the claimant said it.")
    basis = code(choices.BASES, "What the value rests on.")
    claimants = Claimant(many=True, help_text="Who makes the claim.")
    attribution = AttributionShape(
        many=True, required=False, help_text="Each alleged origin, with its verdict."
    )
    attribution_status = code(choices.SOURCE_STATUSES, "Did they say it?")
    verification_status = code(choices.VERIFICATION_STATUSES, "Is it so?")
    credibility = code(
        choices.CREDIBILITIES, "1 to 5, from confirmed to improbable; 6: cannot be judged."
    )
    assessment = AssessmentShape(help_text="What people found on it, and why.")
    independent_origins = whole(
        "How many origins came to it each by their own way; a lower bound.", min_value=0
    )
    disinterested_origins = whole("How many of these have no stake in the topic.", min_value=0)
    band = BandShape(help_text="How strong the basis is.")
    citations = CitationShape(many=True, help_text="Where it is said, and through whom.")

    def get_translations(self, claim: Claim) -> dict | None:
        return claim.translations or None

    def get_value(self, claim: Claim) -> Claim | None:
        return claim if claim.comparator else None

    def get_as_of(self, claim: Claim) -> dict | None:
        return dated(claim.as_of, claim.as_of_precision)

    def get_period(self, claim: Claim) -> Claim | None:
        return claim if claim.period_precision != "unknown" else None

    def get_stated_at(self, claim: Claim) -> dict | None:
        return dated(claim.stated_at, claim.stated_precision)


class StoredRetraction(serializers.Serializer):
    """The notice in the place of a retracted claim: no statement and no value."""

    ref = text("The claim.")
    publication = PublicationHead(help_text="Which publication of the claim this is.")
    kind = code(choices.CLAIM_KINDS, "The kind of claim.", source="claim_kind")
    topic = TopicName(help_text="The topic that it is filed under.")
    subject = Named(help_text="Whom or what it is about.")
    retraction_reason = code(choices.RETRACTION_REASONS, "Why it was taken back.")
    display = text("The sentence to print.")


class PointShape(serializers.Serializer):
    """One value of a series, as it was published."""

    series = text("Slug of the series.")
    ref = text("The claim.")
    number = whole("The number of its publication.")
    as_of = Day(help_text="The day that the value is for.")
    value = ValueShape(help_text="The value.")
    display = text("The sentence to print.")
    display_value = text("The value with its noun.")
    verification_status = code(choices.VERIFICATION_STATUSES, "Is it so?")
    independent_origins = whole("How many origins came to it each by their own way; a lower bound.")
    claimants = texts("Slugs of who says so.")
    stated_at = Moment(allow_null=True, help_text="When it was said.")
    published_from = moment("Since when we say so.")


def dated(date, precision: str) -> dict | None:
    """Return a day or a moment with its precision; None without one."""
    return None if date is None else {"date": plain(date), "precision": precision}


def content(examined: Examination, head: dict) -> dict:
    """Return the public document of a claim; ``head`` is its ``publication`` part."""
    document = written(
        examined,
        publication=head,
        display="",
        display_value=None,
        claimants=[one.source for one in examined.claimants],
    )
    document |= {
        "schema_version": SCHEMA_VERSION,
        "attribution": [attribution(examined, one) for one in examined.alleged],
    }
    said = saying.say(saying.read(completed(copy.deepcopy(document))))
    if said.display_value:
        document["display_value"] = said.display_value
    return document | {"display": said.display}


def written(examined: Examination, **given) -> dict:
    """Return a claim as ``StoredClaim``; ``given``: who makes it, its sentence and its head."""
    dossier = examined.dossier
    return write(
        StoredClaim,
        dossier.claim,
        assessment=next(reversed(dossier.assessments), None),
        independent_origins=examined.finding.independent_origins,
        disinterested_origins=examined.finding.disinterested_origins,
        band=examined.band(dossier.claim.verification_status),
        citations=dossier.active,
        **given,
    )


def attribution(examined: Examination, one: AllegedOrigin) -> dict:
    """Return an alleged origin with the verdict on it and the grounds of that."""
    check = one.check
    return write(
        AttributionShape,
        one,
        checked_at=check and check.at,
        checked_by=check and check.by.get_full_name(),
        method=check and check.method,
        citations=[citation.pk for citation in one.citations],
        says=check and check.says,
        interest=stake_of(examined, one.source),
        grade=grade(examined, one.source),
    )


def grade(examined: Examination, source: Source) -> dict:
    """Return the grade of a source on the claim's topic, with whose it is and why."""
    claim, around = examined.dossier.claim, examined.dossier.registers.surroundings
    row = around.grading(source, claim.topic, day_of(claim))
    if row is None:
        return {"grade": CANNOT_BE_JUDGED}
    owner = around.sources[row.source_id].slug
    topic = next((one.slug for one in lineage(claim.topic) if one.pk == row.topic_id), None)
    return write(GradeShape, row, of=None if owner == source.slug else owner, topic=topic)


def stake_of(examined: Examination, source: Source) -> str:
    """Return the stake of a source in the claim's topic; empty if it has none."""
    claim = examined.dossier.claim
    stake = examined.dossier.registers.surroundings.interest_of(source, claim.topic, day_of(claim))
    return stake.role if stake else ""


def day_of(claim: Claim) -> datetime.date:
    """Return the day for which stakes and grades of a claim's origins are looked up."""
    return (claim.stated_at or claim.created_at).date()


def read(text: str) -> dict:
    """Return a stored document of any version as the newest one has it, its nulls filled in."""
    return completed(json.loads(text))


def completed(document: dict) -> dict:
    """Fill in what a stored document of any version leaves out, in place; returns the document."""
    if "statement" not in document:
        return complete(StoredRetraction, document)
    complete(StoredClaim, document)
    document.setdefault("attribution", [])
    stakes = {one["source"]["slug"]: one["interest"] for one in document["attribution"]}
    kinds = {
        hop["source"]["slug"]: hop["source"]["kind"]
        for citation in document["citations"]
        for hop in citation["chain"]
    }
    for one in document["claimants"]:
        one["interest"] = one["interest"] or stakes.get(one["slug"])
        one.setdefault("kind", kinds[one["slug"]])
    for citation in document["citations"]:
        chain = citation["chain"]
        citation["document"].setdefault("publisher", chain[0]["source"])
        links = [chains.Hop(hop["position"], hop["source"]["slug"], hop["end"]) for hop in chain]
        for hop in chain:
            slug = hop["source"]["slug"]
            hop.setdefault("roles", [role for one, role in chains.roles(links) if one == slug])
    return document


def retraction_content(live: Publication, head: dict, reason: str) -> dict:
    """Return what stands in the place of a retracted claim: no statement, no value, only why."""
    said = saying.say_retraction(head["public_note"])
    return write(
        StoredRetraction, live, publication=head, retraction_reason=reason, display=said.display
    )


def point(document: dict) -> dict:
    """Return a public document as a point of its series: enough to draw it and to say it."""
    document = complete(StoredClaim, copy.deepcopy(document))
    head = document["publication"]
    told = document | {
        "series": document["series"]["slug"],
        "claimants": [source["slug"] for source in document["claimants"]],
        "number": head["number"],
        "published_from": head["published_from"],
    }
    return {name: told[name] for name in PointShape._declared_fields}
