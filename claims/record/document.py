"""The one shape of a published document: what each member is, and where it comes from.

Publishing writes it (``content``). The API's schema, the columns of CSV and the data dictionary
(``docs/analysts/data-dictionary.md``) are derived from it.
"""

from rest_framework import serializers

from claims.loading.attribution import Alleged, alleged
from claims.loading.facts import claimants, hop_roles, ordered, stored_value, unit_spec
from claims.loading.findings import Examination
from claims.loading.snapshot import plain
from claims.models import Claim, Publication
from claims.record.shape import DecimalText, code, day, flag, moment, text, texts, whole, write
from claims.rules import choices, saying, values
from sources.api import Moment, SourceRow, TopicName
from sources.models.document import PRECISIONS
from sources.models.link import INTEREST_ROLES


class Code(serializers.Serializer):
    code = text("Names it in the API; stays for good.")
    name = text("Its name.")


class Named(serializers.Serializer):
    slug = text("Names it in the API; stays for good.")
    name = text("Its name.")


class Claimant(SourceRow):
    interest = code(INTEREST_ROLES, "Its stake in the topic, if it has one.", null=True)

    class Meta(SourceRow.Meta):
        fields = [*SourceRow.Meta.fields, "interest"]


def by_language(help_text: str, child: serializers.Field):
    """Declare texts by language; the member is left out where there are none."""
    return serializers.DictField(child=child, required=False, help_text=help_text)


class SpokenSource(SourceRow):
    """A source with its names for sentences."""

    spoken_name = text("The name in an English sentence, where it differs.", null=True)
    names = by_language("The name in other languages, in the nominative.", text())

    class Meta(SourceRow.Meta):
        fields = [*SourceRow.Meta.fields, "spoken_name", "names"]


def spoken(source) -> dict | None:
    """Return a source with its names for sentences; None for none."""
    if source is None:
        return None
    row = write(SpokenSource, source, spoken_name=source.in_sentence)
    return row | ({"names": source.names} if source.names else {})


class AttributionShape(serializers.Serializer):
    """An alleged origin of the claim, and whether it said so."""

    source = SpokenSource(help_text="Who is said to say it.")
    verdict = code(choices.VERDICTS, "Whether it said so.")
    interest = code(INTEREST_ROLES, "Its stake in the topic, if it has one.", null=True)
    designation = code(choices.DESIGNATIONS, "How the document names it.", null=True)
    channel = SpokenSource(allow_null=True, help_text="Through whom it was heard.")


class Day(serializers.Serializer):
    date = day("The day, or the first one of a month or year.")
    precision = code(PRECISIONS, "How exact the date is.")


class Period(serializers.Serializer):
    start = day("The first day; null: open.", source="period_start", null=True)
    end = day("The last day; null: open.", source="period_end", null=True)
    precision = code(PRECISIONS, "How exact the days are.", source="period_precision")


class UnitName(serializers.Serializer):
    code = text("Names it in the API; stays for good.")
    name = text("Its plural, as in a sentence.", source="plural")
    singular = text("One of them.", source="name")
    symbol = text("Empty for what is counted.")
    names = by_language(
        "Its plural forms (Unicode CLDR) in other languages.",
        serializers.DictField(child=serializers.CharField()),
    )


class ValueShape(serializers.Serializer):
    """A value as it was said, with the numbers that the words allow."""

    comparator = code(choices.COMPARATORS, "How the number is meant. Read no number without it.")
    amount = DecimalText("The number as it was said, in `unit`; null for a range.")
    low = DecimalText("The low end of a range, in `unit`.")
    high = DecimalText("The high end of a range, in `unit`.")
    rounding = DecimalText("The value was given to the nearest of this.")
    confidence_level = DecimalText("Between 0 and 1, for a confidence interval.")
    lower = DecimalText("The lowest value that the words allow, in base units; null: unbounded.")
    lower_inclusive = flag("Whether `lower` is allowed itself.")
    upper = DecimalText("The highest value that the words allow, in base units; null: unbounded.")
    upper_inclusive = flag("Whether `upper` is allowed itself.")
    range_kind = code(choices.RANGE_KINDS, "What the range is.", null=True)
    unit = UnitName(help_text="The unit of what was said.")
    as_reported = text("The value in their words.", null=True)
    text = text("The value in words: more than 62,000.")

    def get_text(self, claim: Claim) -> str:
        return value_text(claim)

    def get_unit(self, claim: Claim) -> dict | None:
        """Return the unit with its plural forms, where it has any."""
        if claim.unit is None:
            return None
        row = write(UnitName, claim.unit)
        return row | ({"names": claim.unit.names} if claim.unit.names else {})


def value_text(claim: Claim) -> str:
    """Return the value in words; empty where the claim has none."""
    value = stored_value(claim)
    return values.phrase(value, unit_spec(claim.unit)) if value else ""


class ChainHop(serializers.Serializer):
    """One source on the way from the document to the origin."""

    position = whole("0 is the publisher of the document we read.")
    source = SourceRow(help_text="Who stands there.")
    roles = serializers.ListField(
        child=code(choices.SOURCE_ROLES), help_text="What the source is in this chain."
    )
    relation = code(choices.RELATIONS, "How it came by what it says.", null=True)
    designation = code(choices.DESIGNATIONS, "How the document names the source.", null=True)
    end = code(choices.CHAIN_ENDS, "How the trail ends, at its last hop.", null=True)
    as_reported = text("As the document says it.", null=True)


class CitedDocument(serializers.Serializer):
    id = whole("Names it in `documents/`.")
    url = serializers.URLField(source="canonical_url", help_text="Address of the document.")
    title = text("Its title.")
    publisher = SourceRow(help_text="Who published it.")
    published_at = Moment(allow_null=True, help_text="When it was published.")
    language = text("BCP 47.")
    byline = text("Who signed it.", null=True)

    def get_published_at(self, document) -> dict | None:
        return dated(document.published_at, document.published_precision)


class CitationShape(serializers.Serializer):
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

    def get_chain(self, citation) -> list[dict]:
        roles = hop_roles(citation)
        return [write(ChainHop, hop, roles=roles[hop.source_id]) for hop in ordered(citation)]


class AssessmentShape(serializers.Serializer):
    """The assessment of people, and its reasons."""

    confidence = code(choices.CONFIDENCES, "The strength of our basis.", null=True)
    method = texts("How it was looked into.")
    rationale = text("Why the statuses are what they are.")
    assessed_at = moment("When it was assessed.", source="at")


class BandStep(serializers.Serializer):
    code = text("The step, for programs.")
    sentence = text("The step, for people.", source="message")
    met = flag("Whether the claim meets it.")


class BandShape(serializers.Serializer):
    """The strength of the basis, in a word; never a number, and nothing about likelihood."""

    level = serializers.ChoiceField(choices=choices.BANDS, help_text="How strong the basis is.")
    steps = BandStep(many=True, help_text="What leads to a higher level, met or not.")
    raised_by = serializers.ListField(
        source="raises",
        child=serializers.ListField(child=serializers.CharField()),
        help_text="The cheapest ways to a higher level: each a list of changes made together.",
    )


class PublicationHead(serializers.Serializer):
    """Which publication of the claim this is."""

    number = whole("Counts the publications of a claim from 1.")
    kind = code(choices.PUBLICATION_KINDS, "What the publication was.")
    published_from = moment("Since when we say so.")
    public_note = text("What was corrected, or why it was retracted.", null=True)


class StoredClaim(serializers.Serializer):
    """A claim as it was published."""

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
    attribution = AttributionShape(many=True, help_text="Its alleged origins, named or not.")
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
    dossier = examined.dossier
    claim = dossier.claim
    around = dossier.registers.surroundings
    on = (claim.stated_at or claim.created_at).date()

    def stake(source) -> str | None:
        interest = around.interest_of(source, claim.topic, on)
        return interest.role if interest else None

    document = written(
        examined,
        publication=head,
        display="",
        display_value=None,
        claimants=[write(Claimant, one, interest=stake(one)) for one in claimants(dossier.active)],
        attribution=[attribution(one, stake) for one in alleged(dossier.active)],
    )
    if claim.translations:
        document["translations"] = claim.translations
    said = saying.say(saying.read(document))
    return document | {"display": said.display, "display_value": said.display_value}


def attribution(one: Alleged, stake) -> dict:
    return write(
        AttributionShape,
        one.hop,
        source=spoken(one.source),
        verdict=one.verdict,
        interest=stake(one.source),
        channel=spoken(one.channel),
    )


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


def retraction_content(live: Publication, head: dict, reason: str) -> dict:
    """Return what stands in the place of a retracted claim: no statement, no value, only why."""
    said = saying.say_retraction(head["public_note"])
    return write(
        StoredRetraction, live, publication=head, retraction_reason=reason, display=said.display
    )


def point(document: dict) -> dict:
    """Return a public document as a point of its series: enough to draw it and to say it."""
    head = document["publication"]
    told = document | {
        "series": document["series"]["slug"],
        "claimants": [source["slug"] for source in document["claimants"]],
        "number": head["number"],
        "published_from": head["published_from"],
    }
    return {name: told[name] for name in PointShape._declared_fields}
