"""Grades of reliability: they never change or overlap, and are looked up in one order."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sources.models import ReliabilityGrade
from sources.relations.surroundings import around
from sources.reliability import give_grade
from tests.factories import NOW, SourceFactory, SourceLinkFactory, TopicFactory, UserFactory
from tests.rows import stored
from tests.tampering import run

pytestmark = pytest.mark.django_db

WHY = "Its figures were later borne out by the register."


def day(month, number=1):
    return datetime.date(2025, month, number)


def grade_on(source, topic, on):
    return around([source]).grade_on(source, topic, on)


def give(source, grade="B", valid_from=None, **changes):
    given = {"rationale": WHY, "by": UserFactory(), "at": NOW, **changes}
    return give_grade(source, grade=grade, valid_from=valid_from or day(1), **given)


def test_new_grade_closes_the_open_one_on_its_first_day():
    source = SourceFactory()
    first = give(source, "B", day(1))

    give(source, "C", day(3))

    first.refresh_from_db()
    assert first.valid_until == day(3)
    assert [grade_on(source, None, d) for d in (day(1), day(2, 28), day(3))] == ["B", "B", "C"]


def test_grades_on_two_topics_and_in_general_stand_side_by_side():
    source, war, economy = SourceFactory(), TopicFactory(), TopicFactory(slug="economy")

    give(source, "B", topic=war)
    give(source, "D", topic=economy)
    give(source, "C")

    assert source.grades.filter(valid_until__isnull=True).count() == 3


@pytest.mark.parametrize("valid_from", [day(1), day(2), day(3)], ids=["earlier", "within", "same"])
def test_grade_that_would_overlap_is_refused_and_nothing_is_closed(valid_from):
    source = SourceFactory()
    give(source, "B", day(1, 15))
    give(source, "C", day(3))

    with pytest.raises(ValidationError) as refusal:
        give(source, "D", valid_from)

    (message,) = refusal.value.message_dict["valid_from"]
    assert message == "A grade already holds from 2025-03-01: a new one has to start after it."
    assert source.grades.get(valid_until__isnull=True).grade == "C"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rationale": "too short"}, "__all__"),
        ({"rationale": "short" + "\n" * 30}, "__all__"),
        ({"grade": "G"}, "grade"),
    ],
    ids=["short rationale", "rationale of new lines", "unknown grade"],
)
def test_bad_grade_is_refused_and_nothing_is_closed(changes, field):
    source = SourceFactory()
    give(source, "B", day(1))

    with pytest.raises(ValidationError) as refusal:
        give(source, **{"grade": "C", "valid_from": day(3), **changes})

    assert field in refusal.value.message_dict
    assert source.grades.get().valid_until is None


SPANS = {
    "same span": (day(2), day(4)),
    "open": (day(1), None),
    "within": (day(3), day(3, 2)),
    "around": (day(1), day(12)),
    "into its start": (day(1), day(2, 2)),
    "out of its end": (day(3), day(12)),
}


@pytest.mark.parametrize(("since", "until"), SPANS.values(), ids=SPANS)
def test_database_refuses_an_overlap_by_sql(since, until):
    grade = stored(ReliabilityGrade, valid_from=day(2), valid_until=day(4))

    with pytest.raises(IntegrityError, match="do not overlap"), transaction.atomic():
        run(
            "INSERT INTO sources_reliabilitygrade "
            "(source_id, topic_id, grade, valid_from, valid_until, rationale, by_id, at) "
            "VALUES (%s, NULL, 'C', %s, %s, %s, %s, %s)",
            grade.source_id,
            since,
            until,
            WHY,
            grade.by_id,
            NOW,
        )


@pytest.mark.parametrize(
    ("since", "until"), [(day(1), day(2)), (day(4), None)], ids=["before", "after"]
)
def test_database_takes_grades_that_only_touch(since, until):
    grade = stored(ReliabilityGrade, valid_from=day(2), valid_until=day(4))

    stored(ReliabilityGrade, source=grade.source, valid_from=since, valid_until=until)

    assert grade.source.grades.count() == 2


def test_look_up_goes_from_topic_to_general_to_body_to_f():
    source, body, topic = SourceFactory(), SourceFactory(), TopicFactory()
    SourceLinkFactory(from_source=source, to_source=body)
    answers = [grade_on(source, topic, day(6))]

    give(body, "E")
    answers.append(grade_on(source, topic, day(6)))
    give(body, "D", topic=topic)
    answers.append(grade_on(source, topic, day(6)))
    give(source, "C")
    answers.append(grade_on(source, topic, day(6)))
    give(source, "B", topic=topic)
    answers.append(grade_on(source, topic, day(6)))

    assert answers == ["F", "E", "D", "C", "B"]
    assert grade_on(source, None, day(6)) == "C"
    assert grade_on(source, TopicFactory(slug="economy"), day(6)) == "C"


def test_look_up_before_the_first_grade_and_with_a_link_not_in_force_gives_f():
    source, body = SourceFactory(), SourceFactory()
    SourceLinkFactory(from_source=source, to_source=body, valid_until=day(2))
    give(body, "B", day(1, 10))

    assert grade_on(source, None, day(1, 9)) == "F"
    assert grade_on(source, None, day(1, 31)) == "B"
    assert grade_on(source, None, day(2)) == "F"


def test_look_up_stops_at_the_nearest_body():
    source, near, far = SourceFactory(), SourceFactory(), SourceFactory()
    SourceLinkFactory(from_source=source, to_source=near, kind="part_of")
    SourceLinkFactory(from_source=near, to_source=far, kind="part_of")
    give(far, "A")
    assert grade_on(source, None, day(6)) == "A"

    give(near, "D")

    assert grade_on(source, None, day(6)) == "D"


def test_other_links_lend_no_grade():
    source, owner = SourceFactory(), SourceFactory()
    SourceLinkFactory(from_source=source, to_source=owner, kind="owned_by")
    give(owner, "A")

    assert grade_on(source, None, day(6)) == "F"


def test_merged_source_has_the_grade_of_the_one_it_was_merged_into():
    target = SourceFactory()
    old = SourceFactory(merged_into=target)
    give(target, "C")

    assert grade_on(old, None, day(6)) == "C"
