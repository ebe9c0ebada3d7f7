"""The public page of a series, its CSV, and another series beside it."""

import csv
import datetime
import io

import pytest

from claims.models import Series
from tests.admin.pages import text_of
from tests.factories import NOW, MeasureFactory, SubjectFactory, UnitFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
URL = "/series/general-staff/"


@world
def running(count):
    """Return a series of fifteen days with one fall and one day missing."""
    for day, value in enumerate([100, 110, 120, 115, 130, 140]):
        count.publish(day, f"{value}")
    count.publish(8, "150")
    return count


def test_page_says_the_latest_value_and_what_the_rules_find(client, running):
    words = text_of(client.get(URL))

    assert "150 soldiers (as of 9 August 2024), according to General Staff count; not" in words
    assert "the latest of 7 values since 2024-08-01, as a rule every day" in words
    assert "1 downward revision" in words
    assert "Revised downward: 120 as of 2024-08-03, 115 as of 2024-08-04." in words
    assert "2 missing between 2024-08-06 and 2024-08-09" in words
    assert "What the latest value rests on" in words


def test_revision_is_marked_in_the_picture_and_the_table(client, running):
    html = client.get(URL).content.decode()

    assert html.count("▼1</text>") == 2
    assert "115 <span" in html


def test_line_is_not_drawn_across_the_gap(client, running):
    picture = client.get(URL).context["picture"]

    assert [len(chart.lines[0].paths) for _kind, chart in picture["charts"]] == [1, 1]
    assert len(picture["charts"][0][1].lines[0].marks) == 7


def test_page_goes_back_in_the_world_and_in_the_record(client, running):
    running.publish(9, "160", at=NOW + datetime.timedelta(days=3))

    by_day = text_of(client.get(URL, {"as_of": "2024-08-04"}))
    by_moment = text_of(client.get(URL, {"known_at": "2025-05-02"}))

    assert "115 soldiers (as of 4 August 2024), according to" in by_day
    assert "the latest of 4 values" in by_day
    assert "150 soldiers (as of 9 August 2024), according to" in by_moment
    assert client.get(URL, {"known_at": "2024-01-01"}).status_code == 404


def test_day_before_the_first_value_says_so(client, running):
    response = client.get(URL, {"as_of": "2020-01-01"})

    assert response.status_code == 200
    assert "No value is public for a time that was over by 2020-01-01." in text_of(response)


def test_series_of_drafts_only_is_not_public(client, count):
    assert client.get(URL).status_code == 404


def test_other_measure_stands_beside_it_and_is_not_comparable(client, running, another):
    measure = MeasureFactory(
        code="photographed",
        name="Losses by photograph",
        definition="Those that a photograph shows.",
        is_cumulative=True,
    )
    another("photographs", "Photographic count", measure=measure).publish(8, "60")

    response = client.get(URL, {"beside": "photographs"})

    words = text_of(response)
    assert "Not comparable: the measure differs." in words
    assert "Those that a photograph shows." in words
    lines = [one["drawn"].name for one in response.context["picture"]["key"]]
    assert lines == ["General Staff count", "Photographic count"]


def test_value_of_no_series_stands_beside_it(client, running, publish_alone):
    measure = MeasureFactory(code="photographed", name="Losses by photograph", is_cumulative=True)
    claim = publish_alone("oryx", "90", measure=measure, as_of=None, as_of_precision="unknown")

    response = client.get(URL, {"beside": claim.ref})

    words = text_of(response)
    assert "Beside a value of no series" in words
    assert f"{claim.ref} : {claim.statement}" in words
    assert "Not comparable: the measure differs." in words
    assert len(response.context["picture"]["key"]) == 1
    assert f'<option value="{claim.ref}" selected>' in response.content.decode()


def test_value_of_a_series_or_of_another_subject_is_not_offered_alone(
    client, running, publish_alone
):
    elsewhere = publish_alone("oryx", "90", subject=SubjectFactory(slug="other"))
    member = running.series.publications.first()

    for ref in (elsewhere.ref, member.ref):
        response = client.get(URL, {"beside": ref})
        assert response.status_code == 400
        assert ref not in {claim.ref for claim in response.context["claims"]}


def test_other_unit_has_no_place_on_the_axis(client, running, another):
    unit = UnitFactory(code="tank", name="tank", plural="tanks", dimension="items")
    measure = MeasureFactory(code="tanks", name="Tanks", dimension="items", default_unit=unit)
    another("tanks", "Tank count", measure=measure).publish(8, "60")

    response = client.get(URL, {"beside": "tanks"})

    assert "has no place on this axis" in text_of(response)
    assert len(response.context["picture"]["key"]) == 1


@pytest.mark.parametrize("beside", ["none", "general-staff", "<script>", "drafts", "elsewhere"])
def test_only_a_public_series_of_the_subject_stands_beside(client, running, another, beside):
    another("drafts", "Drafts")
    another("elsewhere", "Elsewhere", subject=SubjectFactory(slug="other")).publish(1, "5")

    response = client.get(URL, {"beside": beside})

    assert response.status_code == 400
    assert "Choose a public series about the same subject" in text_of(response)
    assert "<script" not in response.content.decode()


def test_derivation_is_told(client, running, another):
    other = another("uk-mod", "UK MoD")
    Series.objects.filter(pk=other.series.pk).update(
        derives_from=running.series, derivation_note="It follows the daily count."
    )
    other.publish(3, "about 110")

    assert "It derives from General Staff count : It follows the daily count." in text_of(
        client.get("/series/uk-mod/")
    )


def test_csv_has_every_value_and_no_formula(client, running):
    Series.objects.filter(pk=running.series.pk).update(name="=cmd()")

    response = client.get(f"{URL}points.csv", {"as_of": "2024-08-04"})
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert [(row["as_of"], row["amount"], row["lower"]) for row in rows] == [
        ("2024-08-01", "100", "100"),
        ("2024-08-02", "110", "110"),
        ("2024-08-03", "120", "120"),
        ("2024-08-04", "115", "115"),
    ]
    assert rows[0]["claimants"] == "general-staff-source"
    assert client.get(f"{URL}points.csv?as_of=x").status_code == 400


def test_queries_do_not_grow_with_the_values(client, running, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as few:
        client.get(URL)
    for day in range(10, 16):
        running.publish(day, f"{200 + day}")

    with django_assert_max_num_queries(len(few)):
        client.get(URL)
