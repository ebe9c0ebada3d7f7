"""Series and figures as the API gives them, and as the schema describes them."""

from rest_framework import serializers

from claims.api.shapes.claims import Code, Day, Named, StoredClaim, ValueShape, code, decimal, text
from claims.loading.snapshot import instant, plain
from claims.models import Figure, Series
from claims.rules import choices
from claims.rules.comparison import RESULTS
from claims.rules.figures import MISSING, REASONS
from claims.rules.series import SUMS


class SeriesRow(serializers.ModelSerializer):
    """A running count: of what, of whom, within which bounds, and by whom."""

    measure, subject, scope = Code(), Named(), Named(allow_null=True)
    claimant = Named(help_text="Who counts.")
    derives_from = serializers.SerializerMethodField(
        help_text="Slug of the series that it is taken from, if that is public."
    )
    derivation_note = serializers.SerializerMethodField(help_text="How it derives.")

    class Meta:
        model = Series
        fields = ["slug", "name", "measure", "subject", "scope", "claimant", "is_cumulative"]
        fields += ["starts_on", "derives_from", "derivation_note"]

    def get_derives_from(self, series) -> str | None:
        return series.derives_from.slug if series.is_original_public else None

    def get_derivation_note(self, series) -> str | None:
        return series.derivation_note or None


def series_json(series: Series) -> dict:
    return SeriesRow(series).data


class MemberShape(serializers.Serializer):
    ref = text("The claim.")
    as_of = Day()
    text = text("In words: approximately 585,140.")
    lower = decimal("The lowest value that the words allow, in base units; null: unbounded.")
    upper = decimal("The highest value that the words allow, in base units; null: unbounded.")


def member_json(member) -> dict:
    return {
        "ref": member.ref,
        "as_of": {"date": plain(member.as_of), "precision": member.as_of_precision},
        "text": member.text,
        "lower": plain(member.interval.lower),
        "upper": plain(member.interval.upper),
    }


class RevisionShape(serializers.Serializer):
    """A running count that fell: no number fits both values."""

    before = MemberShape()
    after = MemberShape()
    sentence = text()


class GapShape(serializers.Serializer):
    after = serializers.DateField()
    before = serializers.DateField()
    missing = serializers.IntegerField(help_text="How many values, by the usual distance.")


class AlikeShape(serializers.Serializer):
    """A hint that two series are not independent; an editor decides."""

    series = text()
    periods = serializers.IntegerField(help_text="Common periods in which one of them moved.")
    correlation = decimal("Of the increments.")
    agreeing = serializers.IntegerField(help_text="Periods that agree within 1 %.")
    reasons = serializers.ListField(child=serializers.CharField())
    sentence = text()


class SumShape(serializers.Serializer):
    result = code(SUMS.items())
    sentence = text()


class SeriesDetail(SeriesRow):
    points = serializers.IntegerField(help_text="How many values it has.")
    usual_days = serializers.IntegerField(allow_null=True, help_text="Days between two values.")
    first = MemberShape(allow_null=True)
    latest = MemberShape(allow_null=True)
    revisions = RevisionShape(many=True)
    gaps = GapShape(many=True)
    alike = AlikeShape(many=True)
    sum = SumShape(allow_null=True, help_text="Whether the parts of the latest value add up.")

    class Meta(SeriesRow.Meta):
        fields = [*SeriesRow.Meta.fields, "points", "usual_days", "first", "latest"]
        fields += ["revisions", "gaps", "alike", "sum"]


class PointShape(serializers.Serializer):
    """One value of a series, as it was published."""

    series = text()
    ref = text("The claim.")
    number = serializers.IntegerField(help_text="Of its publication.")
    as_of = Day()
    value = ValueShape()
    display = text("The sentence to print.")
    verification_status = code(choices.VERIFICATION_STATUSES)
    independent_origins = serializers.IntegerField()
    claimants = serializers.ListField(child=serializers.CharField())
    stated_at = Day(allow_null=True)
    published_from = serializers.DateTimeField()


class PointsAnswer(serializers.Serializer):
    series = text()
    points = PointShape(many=True)


class FigureRow(serializers.ModelSerializer):
    """A question: how much of a measure, of whom, within which bounds."""

    measure, subject, scope = Code(), Named(), Named(allow_null=True)

    class Meta:
        model = Figure
        fields = ["slug", "question", "measure", "subject", "scope"]


class PolicyShape(serializers.Serializer):
    policy = code(choices.FIGURE_POLICIES)
    series = text(null=True)
    preferred = text("The ref of the claim.", null=True)
    note = text("Why.")
    since = serializers.DateTimeField()


class AnswerShape(serializers.Serializer):
    comparator = text("How the number is meant.")
    amount = decimal("In `unit`.")
    low = decimal("In `unit`.")
    high = decimal("In `unit`.")
    unit = Code()
    text = text("In words.")
    lower = decimal("The lowest number that it allows, in base units; null: unbounded.")
    upper = decimal("The highest number that it allows, in base units; null: unbounded.")
    as_of = serializers.DateField(allow_null=True, help_text="Of the newest value used.")
    earliest = serializers.DateField(allow_null=True, help_text="Of the oldest value used.")
    refs = serializers.ListField(child=serializers.CharField(), help_text="What it rests on.")


class AlternativeShape(serializers.Serializer):
    """A public value that is not the answer, and why."""

    ref = text()
    display = text()
    as_of = Day(allow_null=True)
    reason = code([(reason, reason) for reason in REASONS])
    sentence = text("The reason in words.")
    relation = code(RESULTS.items(), null=True, help_text="How it stands to the answer.")


class ConflictShape(serializers.Serializer):
    first = text()
    second = text()
    rule = code([("values", "The values"), ("confirmed", "A person")])
    sentence = text()


class FigureAnswer(FigureRow):
    policy = PolicyShape()
    as_of = serializers.DateField(allow_null=True, help_text="The day that was asked for.")
    known_at = serializers.DateTimeField(allow_null=True, help_text="The moment asked for.")
    display = text("The hedged sentence to print.")
    missing = code([(why, why) for why in MISSING], null=True, help_text="Why there is no answer.")
    answer = AnswerShape(allow_null=True)
    alternatives = AlternativeShape(many=True)
    conflicts = ConflictShape(many=True)
    claims = StoredClaim(
        many=True,
        required=False,
        help_text="With `include=claims`: the claims that the answer rests on, as published.",
    )

    class Meta(FigureRow.Meta):
        fields = [*FigureRow.Meta.fields, "policy", "as_of", "known_at", "display", "missing"]
        fields += ["answer", "alternatives", "conflicts", "claims"]


def figure_json(figure: Figure, told, *, as_of, known_at) -> dict:
    """A figure with its answer (``claims.figures.answers.Told``) as plain data."""
    found, policy = told.answer, told.policy
    return {
        **FigureRow(figure).data,
        "policy": {
            "policy": policy.policy,
            "series": policy.series.slug if policy.series else None,
            "preferred": policy.preferred.ref if policy.preferred else None,
            "note": policy.note,
            "since": instant(policy.at),
        },
        "as_of": plain(as_of),
        "known_at": known_at and instant(known_at),
        "display": found.sentence,
        "missing": found.missing or None,
        "answer": None if found.missing else answer_json(found),
        "alternatives": [
            {
                "ref": other.candidate.ref,
                "display": told.documents[other.candidate.ref]["display"],
                "as_of": told.documents[other.candidate.ref]["as_of"],
                "reason": other.reason,
                "sentence": other.sentence,
                "relation": other.relation and other.relation.result,
            }
            for other in found.alternatives
        ],
        "conflicts": [
            {
                "first": conflict.first,
                "second": conflict.second,
                "rule": conflict.rule,
                "sentence": conflict.sentence,
            }
            for conflict in found.conflicts
        ],
    }


def answer_json(found) -> dict:
    value = found.value
    return {
        "comparator": value.comparator,
        **{name: plain(getattr(value, name)) for name in ("amount", "low", "high")},
        "unit": {"code": found.unit.code, "name": found.unit.plural},
        "text": found.text,
        "lower": plain(found.interval.lower),
        "upper": plain(found.interval.upper),
        "as_of": plain(found.time.last) if found.time else None,
        "earliest": plain(found.earliest.last) if found.earliest else None,
        "refs": [candidate.ref for candidate in found.used],
    }
