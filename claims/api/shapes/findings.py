"""What the rules find, as the schema describes it: needs, the band, and independent origins.

Descriptions only: what is public was stored as bytes, the desk shows it as computed.
"""

from rest_framework import serializers

from claims.rules import choices
from claims.rules.independence import RULES

SPLIT_EFFECTS = [
    ("separated", "The two origins count apart"),
    ("still_joined", "Something else joins them"),
    ("no_link", "No source link joined them in the first place"),
    ("not_counted", "One of the two does not count"),
]


def ids(help_text: str = ""):
    return serializers.ListField(child=serializers.IntegerField(), help_text=help_text)


def slugs(help_text: str):
    return serializers.ListField(child=serializers.CharField(), help_text=help_text)


class JoinShape(serializers.Serializer):
    first = serializers.IntegerField(help_text="The id of a citation.")
    second = serializers.IntegerField(help_text="The id of a citation.")
    reason = serializers.ChoiceField(choices=[(rule, rule) for rule in RULES])
    sentence = serializers.CharField()


class ClusterShape(serializers.Serializer):
    """One independent origin: the citations that come down to it, and what joins them."""

    citations = ids("Ids of citations.")
    origins = slugs("The sources that their chains lead to.")
    roots = slugs("The origins that derive from no other of the cluster.")
    interested = slugs("The origins with a stake in the topic.")
    disinterested = serializers.BooleanField(help_text="Whether some root has no stake.")
    joins = JoinShape(many=True)


class NotCountedShape(serializers.Serializer):
    citation = serializers.IntegerField()
    cause = serializers.CharField()
    sentence = serializers.CharField()


class DenialShape(serializers.Serializer):
    """An alleged origin that is out of the count."""

    origin = serializers.CharField()
    citation = serializers.IntegerField(help_text="The citation in which it is denied.")
    sentence = serializers.CharField()


class SplitShape(serializers.Serializer):
    """What became of a ruling that set two citations apart."""

    first = serializers.IntegerField()
    second = serializers.IntegerField()
    effect = serializers.ChoiceField(choices=SPLIT_EFFECTS)
    sentence = serializers.CharField()


class FindingShape(serializers.Serializer):
    """How many independent origins, and everything that it takes to follow the count."""

    independent_origins = serializers.IntegerField(min_value=0)
    disinterested_origins = serializers.IntegerField(min_value=0)
    clusters = ClusterShape(many=True)
    reasons = slugs("The rules that joined anything.")
    not_counted = NotCountedShape(many=True)
    denied = DenialShape(many=True)
    splits = SplitShape(many=True)
    contradictions = slugs("Refs of claims that contradict it, confirmed by a person.")
    denials = slugs("Titles of documents that deny that it is so.")


class IndependenceShape(FindingShape):
    """The finding that a publication rests on, as it was stored."""

    ref = serializers.CharField()
    number = serializers.IntegerField(help_text="The number of the publication.")


class NoIndependence(serializers.Serializer):
    """A retracted claim has no origins to count."""

    ref = serializers.CharField()
    number = serializers.IntegerField()
    retracted = serializers.BooleanField()


class NeedShape(serializers.Serializer):
    """One thing that a step or a status needs."""

    field = serializers.CharField(allow_blank=True, help_text="What to mend, as a path.")
    code = serializers.CharField()
    message = serializers.CharField()
    met = serializers.BooleanField()


class StatusNeedsShape(serializers.Serializer):
    """What each verification status needs."""

    def get_fields(self):
        return {status: NeedShape(many=True) for status, _label in choices.VERIFICATION_STATUSES}


class ChecklistShape(serializers.Serializer):
    """All that the claim needs, met or not: the same sentences as in a refusal."""

    submit = NeedShape(many=True)
    publish = NeedShape(many=True)
    statuses = StatusNeedsShape()
