"""Descriptions of the findings of the rules for the schema: needs and independent origins."""

from rest_framework import serializers

from claims.loading.hints import ACTIONS
from claims.record.shape import code, day, flag, text, texts, whole
from claims.rules import choices
from claims.rules.independence import RULES
from claims.source_reports.relays import DIRECTIONS
from sources.api import SourceRow

SPLIT_EFFECTS = [
    ("separated", "The two origins count apart"),
    ("still_joined", "Something else joins them"),
    ("no_link", "No source link and no chain that goes on joined them in the first place"),
    ("not_counted", "One of the two does not count"),
]

RELAY_DIRECTIONS = [
    ("relays", "This source hands on the other"),
    ("relayed_by", "The other hands on this source"),
]
assert {code for code, _label in RELAY_DIRECTIONS} == set(DIRECTIONS)


class JoinShape(serializers.Serializer):
    first = whole("The id of a citation.")
    second = whole("The id of a citation.")
    reason = code([(rule, rule) for rule in RULES], "The rule that joins them.")
    sentence = text("The reason, for people.")


class ClusterShape(serializers.Serializer):
    """One independent origin: the citations that lead to it, and what joins them."""

    citations = serializers.ListField(child=whole(), help_text="Ids of citations.")
    origins = texts("The sources that their chains lead to.")
    roots = texts("The origins that derive from no other of the cluster.")
    relays = texts("Origins of a chain that goes on in another citation.", required=False)
    interested = texts("The origins with a stake in the topic.")
    disinterested = flag("Whether some root has no stake.")
    joins = JoinShape(many=True, help_text="What makes them one.")


class NotCountedShape(serializers.Serializer):
    citation = whole("The id of a citation.")
    cause = text("Why it does not count, for programs.")
    sentence = text("Why it does not count, for people.")


class DenialShape(serializers.Serializer):
    """An alleged origin that does not count."""

    origin = text("Slug of the source.")
    citation = whole("The citation in which it is denied or withdrawn.")
    sentence = text("What is denied or withdrawn, for people.")


class SplitShape(serializers.Serializer):
    """The effect of a ruling that set two citations apart."""

    first = whole("The id of a citation.")
    second = whole("The id of a citation.")
    effect = code(SPLIT_EFFECTS, "What came of it.")
    sentence = text("The same, for people.")


class HintShape(serializers.Serializer):
    """Something in the chains that may be one origin: for an editor to look at, no finding."""

    rule = text(f"The rule that noticed it: {', '.join(ACTIONS)}.")
    sentence = text("What was noticed.")
    action = text("What an editor can do.")
    sources = texts("Slugs of the sources it is about.")
    citations = serializers.ListField(child=whole(), help_text="Ids of the citations it is about.")
    path = text("The page of the desk where to do it.")


class FindingShape(serializers.Serializer):
    """The count of independent origins, with all its grounds."""

    independent_origins = whole(
        "How many origins came to it each by their own way; a lower bound.", min_value=0
    )
    disinterested_origins = whole("How many of these have no stake in the topic.", min_value=0)
    clusters = ClusterShape(many=True, help_text="The independent origins.")
    reasons = texts("The rules that joined anything.")
    not_counted = NotCountedShape(many=True, help_text="The citations that do not count.")
    denied = DenialShape(many=True, help_text="Alleged origins that are out of the count.")
    withdrawn = DenialShape(
        many=True, required=False, help_text="Origins that took back what they said."
    )
    splits = SplitShape(many=True, help_text="What became of rulings that set two apart.")
    contradictions = texts("Refs of claims that contradict it, confirmed by a person.")
    denials = texts("Titles of documents that deny that it is so.")


class IndependenceShape(FindingShape):
    """The finding that a publication rests on, as it was stored."""

    ref = text("The claim.")
    number = whole("The number of the publication.")


class NoIndependence(serializers.Serializer):
    """A retracted claim has no origins to count."""

    ref = serializers.CharField()
    number = serializers.IntegerField()
    retracted = serializers.BooleanField()


class NeedShape(serializers.Serializer):
    """One thing that a step or a status needs."""

    field = text("What to mend, as a path.", allow_blank=True)
    code = serializers.CharField()
    message = serializers.CharField()
    met = serializers.BooleanField()


class StatusNeedsShape(serializers.Serializer):
    """The needs of each verification status."""

    def get_fields(self):
        return {status: NeedShape(many=True) for status, _label in choices.VERIFICATION_STATUSES}


class ChecklistShape(serializers.Serializer):
    """The needs of the claim, met or not: the same sentences as in a refusal."""

    submit = NeedShape(many=True)
    publish = NeedShape(many=True)
    statuses = StatusNeedsShape()


class RelayRow(serializers.Serializer):
    """A source that stands next to another in the chains of publications."""

    source = SourceRow(help_text="The other source.")
    direction = code(RELAY_DIRECTIONS, "Which of the two hands on what the other says.")
    claims = whole("The number of claims with such a chain.")
    citations = whole("The number of such chains.")
    first_on = day("The day of the oldest document, where it is known.", null=True)
    last_on = day("The day of the newest document, where it is known.", null=True)
    is_lower_bound = flag("Whether older claims were not counted: only the newest are read.")
