"""The answers of a figure, from the public record, by each of its policies."""

import datetime

import pytest

from claims import desk
from claims.figures import answers, policies
from claims.models import Series
from tests.counts import START, WHY, Count
from tests.desk_steps import citation, published
from tests.factories import NOW, InterestFactory, ScopeFactory, SourceFactory, SourceLinkFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@world
def people(editor, reviewer):
    return editor, reviewer


@world
def count(people):
    count = Count(people=people)
    InterestFactory(source=count.source)
    for day, value in enumerate(["about 580,000", "more than 590,000"]):
        count.publish(day * 5, value)
    return count


@pytest.fixture
def alone(people):
    """A value outside every series, by a source of its own."""

    def publish(slug: str, value: str, **fields):
        given = {"as_of": START, "as_of_precision": "day", **fields}
        given.setdefault("citations", [citation(slug, end="own_reporting", quote=value)])
        return published(author=people[0], reviewer=people[1], value=value, **given)

    return publish


@pytest.fixture
def decide(editor):
    def set_policy(figure, policy: str, **kwargs):
        given = {"note": WHY, "by": editor, "at": NOW, **kwargs}
        return policies.set_policy(figure, policy=policy, **given)

    return set_policy


def text(figure, **clocks) -> str:
    return answers.find(figure, **clocks).answer.text


def reasons(figure, **clocks) -> dict[str, str]:
    return {o.candidate.ref: o.reason for o in answers.find(figure, **clocks).answer.alternatives}


def test_figure_without_a_policy_has_no_answer(count):
    figure = count.figure(at=NOW + DAY)

    assert answers.find(figure, known_at=NOW) is None
    assert answers.find(figure, known_at=NOW + DAY) is not None


def test_latest_of_a_series_is_hedged(count):
    told = answers.find(count.figure())

    assert told.answer.sentence == (
        "Russia has lost more than 590,000 soldiers (as of 6 August 2024), according to "
        "General Staff count, a party to the conflict; not independently verified"
    )
    assert told.answer.comparator == "gt"
    assert told.answer.time.last == START + 5 * DAY
    assert told.answer.earlier == 1
    assert told.policy.note == WHY


@pytest.mark.parametrize(
    ("day", "expected"),
    [(5, "more than 590,000"), (4, "approximately 580,000"), (0, "approximately 580,000")],
)
def test_answer_for_a_day_is_the_last_until_then(count, day, expected):
    assert text(count.figure(), as_of=START + day * DAY) == expected


def test_day_before_every_value_has_no_answer(count):
    answer = answers.find(count.figure(), as_of=START - DAY).answer

    assert (answer.missing, answer.value) == ("no_value", None)
    assert answer.sentence == "No public value answers this."


def test_series_without_a_value_is_missing_and_says_so(count, people, decide):
    figure = count.figure()
    empty = Count("empty", people=people).series

    decide(figure, "latest_of_series", series=empty)

    answer = answers.find(figure).answer
    assert answer.missing == "series_empty"
    assert set(reasons(figure).values()) == {"other_series"}


def test_series_that_the_policy_follows_is_read_among_however_many(count, people, monkeypatch):
    monkeypatch.setattr(answers, "MOST_SERIES", 1)
    last = Count("uk-mod", "UK MoD", people=people)
    last.publish(0, "about 500,000")

    assert text(last.figure()) == "approximately 500,000"
    assert len(reasons(last.figure("again"))) == 1


def test_preferred_claim_is_the_answer_whatever_is_newer(count, alone, decide):
    figure, claim = count.figure(), alone("mediazona", "about 165,000")

    decide(figure, "preferred_claim", preferred=claim)

    assert text(figure) == "approximately 165,000"
    assert reasons(figure) == {
        count.series.publications.get(as_of=START + 5 * DAY).ref: "not_preferred"
    }
    assert answers.find(figure, as_of=START - DAY).answer.missing


def test_preferred_claim_that_was_merged_stands_for_where_it_went(count, alone, people, decide):
    figure, claim = count.figure(), alone("mediazona", "about 165,000")
    target = alone("mediazona-again", "about 170,000")
    decide(figure, "preferred_claim", preferred=claim)

    at = NOW + DAY
    desk.propose_merge(claim, target, by=people[0], at=at, note="The same count.")
    desk.merge(claim, target, by=people[1], at=at)

    assert text(figure) == "approximately 170,000"
    assert text(figure, known_at=NOW) == "approximately 165,000"


def test_envelope_spans_what_can_be_compared(count, people, decide):
    figure = count.figure()
    Count("uk-mod", "UK MoD", people=people).publish(5, "400,000 to 610,000")

    decide(figure, "envelope")

    answer = answers.find(figure).answer
    assert answer.text == "at least 400,000"
    assert "the range of 2 comparable values, according to" in answer.sentence
    assert {one.compared.claimant for one in answer.used} == {
        count.source.pk,
        Series.objects.get(slug="uk-mod").claimant_id,
    }


@pytest.mark.parametrize("kind", ["speaks_for", "part_of", "derives_data_from"])
def test_median_counts_each_origin_once(count, people, alone, decide, kind):
    figure = count.figure()
    for slug, value in [("one", "500,000"), ("two", "520,000"), ("three", "900,000")]:
        three = alone(slug, value, as_of=START + 5 * DAY)
    SourceLinkFactory(
        from_source=SourceFactory(slug="speaker"), to_source=SourceFactory(slug="three")
    )
    again = alone(
        "paper",
        "905,000",
        as_of=START + 5 * DAY,
        citations=[citation("paper", "speaker", quote="905,000")],
    )
    decide(figure, "median_of_independent")

    told = answers.find(figure).answer

    assert told.text == "520,000"
    assert len(told.used) == 3
    assert again.ref in {one.ref for one in told.used}
    assert reasons(figure)[three.ref] == "not_independent"
    assert sorted(reasons(figure).values()) == ["not_independent", "open_ended"]
    assert "the median of 3 values with independent origins" in told.sentence


def test_median_takes_a_derived_count_for_the_one_it_is_taken_from(people, alone, decide):
    staff, ministry = Count(people=people), Count("uk-mod", "UK MoD", people=people)
    staff.publish(5, "700,000")
    ministry.publish(5, "690,000")
    alone("survey", "500,000", as_of=START + 5 * DAY)
    figure = staff.figure()
    decide(figure, "median_of_independent")
    assert text(figure) == "690,000"

    Series.objects.filter(pk=ministry.series.pk).update(
        derives_from=staff.series, derivation_note="It follows the daily count."
    )

    answer = answers.find(figure).answer
    assert answer.text == "500,000 to 690,000"
    assert list(reasons(figure).values()) == ["not_independent"]


def test_median_takes_what_the_first_says_elsewhere_for_the_same(people, alone, decide):
    staff, ministry = Count(people=people), Count("uk-mod", "UK MoD", people=people)
    ministry.publish(5, "690,000")
    alone(
        "paper",
        "700,000",
        as_of=START + 5 * DAY,
        citations=[citation("paper", staff.source.slug, quote="700,000")],
    )
    figure = staff.figure()
    decide(figure, "median_of_independent")
    assert len(answers.find(figure).answer.used) == 2

    Series.objects.filter(pk=ministry.series.pk).update(
        derives_from=staff.series, derivation_note="It follows the daily count."
    )

    assert len(answers.find(figure).answer.used) == 1


def test_figure_of_a_scope_is_answered_within_it(people, alone, django_assert_max_num_queries):
    kursk = ScopeFactory(within=ScopeFactory(slug="russia", name="Russia"))
    count = Count(people=people, scope=kursk)
    count.publish(0, "5,000")
    whole = alone("whole", "600,000", scope=kursk.within)
    figure = count.figure()

    with django_assert_max_num_queries(25) as few:
        assert text(figure) == "5,000"
    assert reasons(figure) == {whole.ref: "other_question"}

    for number in range(4):
        alone(f"other-{number}", f"{6000 + number}", scope=kursk)
    with django_assert_max_num_queries(len(few)):
        answers.find(figure)
