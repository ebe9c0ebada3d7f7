"""Series, figures and what they count: as the API gives them and the schema describes them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.models import Figure, Measure, Scope, Series, Subject
from claims.record.document import Code, Day, Named, PointShape, StoredClaim, dated
from claims.record.shape import DecimalText, code, day, moment, text, texts, whole, write
from claims.rules import choices
from claims.rules.comparison import RESULTS
from claims.rules.figures import MISSING, REASONS
from claims.rules.series import SUMS
from sources.api import TextOrNull, columns

BASE = "in base units; null: unbounded."
LOWER, UPPER = "interval.lower", "interval.upper"
COUNT = "measure subject scope"
SERIES = f"slug name {COUNT} claimant is_cumulative starts_on derives_from derivation_note"
FIGURE = f"slug question {COUNT}"


class MeasureRow(serializers.ModelSerializer):
    unit = serializers.SlugRelatedField(
        source="default_unit", read_only=True, slug_field="code", help_text="Its usual unit."
    )
    Meta = columns(
        Measure,
        "code name definition dimension is_cumulative unit",
        dimension="What it is a number of.",
    )


class SubjectRow(serializers.ModelSerializer):
    wikidata_id = TextOrNull(help_text="Its Wikidata item, such as Q846574.")
    Meta = columns(Subject, "slug name kind wikidata_id", kind="The kind of subject.")


class ScopeRow(serializers.ModelSerializer):
    note = TextOrNull(help_text="What it takes in, and what not.")
    Meta = columns(Scope, "slug name note")


def counted() -> tuple[serializers.Serializer, ...]:
    """Make the fields of what is counted: its measure, subject and scope."""
    return (
        Code(help_text="What is counted."),
        Named(help_text="Whom or what it is about."),
        Named(allow_null=True, help_text="The population, territory and rules of the count."),
    )


class SeriesRow(serializers.ModelSerializer):
    """A running count: of what, of whom, within which bounds, and by whom."""

    measure, subject, scope = counted()
    claimant = Named(help_text="Who counts.")
    derives_from = serializers.SerializerMethodField(
        help_text="Slug of the series that it is taken from, if that is public."
    )
    derivation_note = TextOrNull(help_text="How it derives.")
    Meta = columns(Series, SERIES)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_derives_from(self, series) -> str | None:
        return series.derives_from.slug if series.is_original_public else None


class MemberShape(serializers.Serializer):
    ref = text("The claim.")
    as_of = Day(help_text="The day that the value is for.")
    text = text("In words: approximately 585,140.")
    lower = DecimalText(f"The lowest value that the words allow, {BASE}", source=LOWER)
    upper = DecimalText(f"The highest value that the words allow, {BASE}", source=UPPER)

    def get_as_of(self, member) -> dict | None:
        return dated(member.as_of, member.as_of_precision)


class RevisionShape(serializers.Serializer):
    """A running count that fell: no number fits both values."""

    before = MemberShape(help_text="The value that was higher.")
    after = MemberShape(help_text="The value that followed it.")
    sentence = text("What happened, for people.")


class GapShape(serializers.Serializer):
    after = day("The day of the last value.", source="after.as_of")
    before = day("The day of the next one.", source="before.as_of")
    missing = whole("How many values, by the usual distance.")


class AlikeShape(serializers.Serializer):
    """A hint that two series are not independent; an editor decides."""

    series = text("Slug of the other series.")
    periods = whole("Common periods in which one of them moved.")
    correlation = DecimalText("Of the increments.")
    agreeing = whole("Periods that agree within 1 %.")
    reasons = texts("Why it is a hint.")
    sentence = text("The hint, for people.")

    def get_correlation(self, likely) -> str | None:
        return None if likely.correlation is None else str(likely.correlation)


class SumShape(serializers.Serializer):
    result = code(SUMS.items(), "What adding up the parts gives.")
    sentence = text("The same, for people.")


class SeriesDetail(SeriesRow):
    points = whole("How many values it has.")
    usual_days = whole("Days between two values.", null=True)
    first = MemberShape(allow_null=True, help_text="Its first value.")
    latest = MemberShape(allow_null=True, help_text="Its latest value.")
    revisions = RevisionShape(many=True, help_text="Where it fell.")
    gaps = GapShape(many=True, help_text="Where values are missing.")
    alike = AlikeShape(many=True, help_text="Hints that it is not independent of another.")
    sum = SumShape(allow_null=True, help_text="Whether the parts of the latest value add up.")

    Meta = columns(Series, f"{SERIES} points usual_days first latest revisions gaps alike sum")


class PointsAnswer(serializers.Serializer):
    series = text("Slug of the series.")
    points = PointShape(many=True, help_text="Its values, oldest first.")


class FigureRow(serializers.ModelSerializer):
    """A question: how much of a measure, of whom, within which bounds."""

    measure, subject, scope = counted()
    Meta = columns(Figure, FIGURE)


class PolicyShape(serializers.Serializer):
    policy = code(choices.FIGURE_POLICIES, "How the answer is chosen.")
    series = text("Slug of the series that answers.", null=True, source="series.slug")
    preferred = text("The ref of the claim.", null=True, source="preferred.ref")
    note = text("Why.")
    since = moment("Since when it holds.", source="at")


class AnswerShape(serializers.Serializer):
    comparator = text("How the number is meant.", source="value.comparator")
    amount = DecimalText("In `unit`.", source="value.amount")
    low = DecimalText("In `unit`.", source="value.low")
    high = DecimalText("In `unit`.", source="value.high")
    unit = Code(help_text="The unit of the measure.")
    text = text("In words.")
    lower = DecimalText(f"The lowest number that it allows, {BASE}", source=LOWER)
    upper = DecimalText(f"The highest number that it allows, {BASE}", source=UPPER)
    as_of = day("Of the newest value used.", source="time.last", null=True)
    earliest = day("Of the oldest value used.", source="earliest.last", null=True)
    refs = texts("What it rests on.")

    def get_unit(self, answer) -> dict:
        return {"code": answer.unit.code, "name": answer.unit.plural}

    def get_refs(self, answer) -> list[str]:
        return [candidate.ref for candidate in answer.used]


class AlternativeShape(serializers.Serializer):
    """A public value that is not the answer, and why."""

    ref = text("The claim.", source="candidate.ref")
    display = text("The sentence to print.")
    as_of = Day(allow_null=True, help_text="The day that the value is for.")
    reason = code([(reason, reason) for reason in REASONS], "Why it is not the answer.")
    sentence = text("The reason in words.")
    relation = code(
        RESULTS.items(), "How it stands to the answer.", null=True, source="relation.result"
    )


class ConflictShape(serializers.Serializer):
    first = text("The ref of the one claim.")
    second = text("The ref of the other.")
    rule = code([("values", "The values"), ("confirmed", "A person")], "What shows it.")
    sentence = text("The conflict, for people.")


class FigureAnswer(FigureRow):
    policy = PolicyShape(help_text="How the answer is chosen, and why.")
    as_of = day("The day that was asked for.", null=True)
    known_at = moment("The moment asked for.", null=True)
    display = text("The hedged sentence to print.")
    display_value = text("The value with its noun; null without an answer.", null=True)
    missing = code([(why, why) for why in MISSING], "Why there is no answer.", null=True)
    answer = AnswerShape(allow_null=True, help_text="The answer; null where there is none.")
    alternatives = AlternativeShape(many=True, help_text="Every other value, and why it is not it.")
    conflicts = ConflictShape(many=True, help_text="Values used or told that exclude each other.")
    claims = StoredClaim(
        many=True,
        required=False,
        help_text="With `include=claims`: the claims that the answer rests on, as published.",
    )

    Meta = columns(
        Figure,
        f"{FIGURE} policy as_of known_at display display_value missing answer alternatives "
        "conflicts claims",
    )


def figure_json(figure: Figure, told, *, as_of, known_at) -> dict:
    """Return a figure with its answer (``claims.figures.answers.Told``) as plain data."""
    answer = told.answer
    return write(
        FigureAnswer,
        figure,
        policy=told.policy,
        as_of=as_of,
        known_at=known_at,
        display=answer.sentence,
        display_value=answer.value_words,
        missing=answer.missing,
        answer=None if answer.missing else answer,
        alternatives=[
            write(AlternativeShape, one, display=document["display"], as_of=document["as_of"])
            for one in answer.alternatives
            for document in [told.documents[one.candidate.ref]]
        ],
        conflicts=answer.conflicts,
    )
