"""The public page of a figure."""

import datetime

import pytest

from claims import desk
from claims.figures import policies
from claims.models import Figure
from sources.models import Source
from tests.admin.pages import text_of
from tests.counts import WHY
from tests.factories import NOW, MeasureFactory, ScopeFactory, SubjectFactory

pytestmark = pytest.mark.django_db
URL = "/figures/losses/"


def test_page_says_the_hedged_sentence_and_why(client, figure, count):
    words = text_of(client.get(URL))

    assert "How many soldiers has Russia lost?" in words
    assert (
        "more than 590,000 soldiers (as of 11 August 2024), according to General Staff count, "
        "a party to the conflict; not independently verified." in words
    )
    assert WHY in words
    assert "Second-hand" in words


def test_page_needs_neither_an_account_nor_a_script(client, figure):
    response = client.get(URL)

    html = response.content.decode()
    assert response.status_code == 200
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "<script" not in html and " style=" not in html and "onclick" not in html
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_picture_is_named_and_told_in_words(client, figure):
    html = client.get(URL).content.decode()

    assert html.count('role="img"') == 2
    assert '<title id="wide-title">How many soldiers has Russia lost?</title>' in html
    assert "3 values, from approximately 580,000 for 2024-08-01 to more than 590,000" in html
    assert "1 of them open at one end." in html
    assert '<path class="fade f3"' in html


@pytest.mark.parametrize(
    ("as_of", "value"),
    [("2024-08-06", "about 585,140"), ("2024-08-10", "about 585,140")],
)
def test_page_answers_for_a_day(client, figure, as_of, value):
    words = text_of(client.get(URL, {"as_of": as_of, "known_at": ""}))

    assert f"{value} soldiers (as of 6 August 2024), according to" in words
    assert "more than 590,000" not in words
    assert (
        f"/api/v1/figures/losses/?as_of={as_of}"
        in client.get(URL, {"as_of": as_of}).content.decode()
    )


def test_day_before_every_value_has_no_answer_and_says_why(client, figure):
    response = client.get(URL, {"as_of": "2020-01-01"})

    assert response.status_code == 200
    assert "No public value answers this." in text_of(response)
    assert "<svg class=" not in response.content.decode()


def test_page_shows_what_was_known_at_a_moment(client, figure, count):
    later = NOW + datetime.timedelta(days=10)
    count.publish(20, "about 600,000", at=later)

    now = text_of(client.get(URL))
    then = text_of(client.get(URL, {"known_at": "2025-05-02"}))

    assert "about 600,000 soldiers (as of 21 August 2024), according to" in now
    assert "more than 590,000 soldiers (as of 11 August 2024), according to" in then
    assert "about 600,000" not in then


def test_figure_was_not_there_before_its_policy(client, figure):
    assert client.get(URL, {"known_at": "2024-12-31"}).status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_of=2024-8-6", "Give a day such as 2025-04-28."),
        ("as_of=x%00", "Null characters are not allowed."),
        ("as_of=9999999999-01-01", "Give a day such as"),
        ("known_at=yesterday", "Give a moment such as"),
        ("known_at=3000-01-01", "That has not passed"),
        ("asof=2024-08-06", "There is no such parameter here. There is: as_of, known_at."),
        ("as_of=2024-08-06&as_of=2024-08-07", "Give this once."),
        ("%3Cscript%3E=1", "There is no such parameter here."),
        ("as_of=%27%3E%3Cscript%3E", "Give a day such as"),
        ("%FF%FE=1&as_of=%ED%A0%80", "There is no such parameter here."),
        ("a" * 4000 + "=1", "There is no such parameter here."),
    ],
    ids=lambda text: text[:24],
)
def test_bad_query_is_refused_by_name_on_the_page(client, figure, query, words):
    response = client.get(f"{URL}?{query}")

    html = response.content.decode()
    assert response.status_code == 400
    assert words in text_of(response)
    assert "<script" not in html
    assert len(html) < 20_000
    assert "590,000" not in html


@pytest.mark.parametrize("path", ["/figures/none/", "/series/none/", "/series/none/points.csv"])
def test_what_is_not_public_is_not_found(client, figure, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "There is nothing here" in text_of(response)


def test_figure_without_a_policy_is_not_public(client, figure):
    Figure.objects.create(
        slug="hidden", question="Hidden?", measure=MeasureFactory(), subject=SubjectFactory()
    )

    assert client.get("/figures/hidden/").status_code == 404
    assert client.get("/figures/hidden/", {"as_of": "x"}).status_code == 404


def test_page_is_read_only(client, figure):
    assert client.post(URL).status_code == 405
    assert client.head(URL).status_code == 200


def test_alternatives_say_why_they_are_not_the_answer(client, figure, publish_alone):
    other = publish_alone("mediazona", "about 165,000")

    words = text_of(client.get(URL))

    assert "approximately 165,000 people (as of 1 August 2024), according to Mediazona" in words
    assert other.ref in words
    assert "It is not of the series that the policy follows." in words
    assert "Beside the answer: Growth of a running count." in words


def test_what_a_person_confirmed_to_contradict_is_in_conflict(
    client, figure, publish_alone, count, editor, reviewer
):
    other = publish_alone("mediazona", "about 165,000")
    answer = count.series.publications.order_by("-as_of").first().claim
    link = desk.link(answer, other, kind="contradicts", by=editor, at=NOW, note="They differ.")
    desk.confirm_link(link, by=reviewer, at=NOW, note="They do.")

    words = text_of(client.get(URL))

    assert "In conflict" in words
    assert "a person confirmed that they contradict each other. Confirmed by a person." in words


def test_names_are_text_and_never_markup(client, figure, publish_alone):
    publish_alone("evil", "about 165,000")
    evil = "</title><script>alert(1)</script>\"&'<b>"
    Source.objects.filter(slug="evil").update(name=evil, in_sentence=evil)
    Figure.objects.filter(pk=figure.pk).update(question=evil)

    html = client.get(URL).content.decode()

    assert "<script" not in html and "<b>&" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_envelope_is_drawn_as_a_line_of_its_own(client, figure, count, another, editor):
    another("uk-mod", "UK MoD estimate").publish(10, "400,000 to 610,000")
    policies.set_policy(figure, policy="envelope", note=WHY, by=editor, at=NOW)

    response = client.get(URL)

    assert "The answer" in text_of(response)
    lines = [one["drawn"].name for one in response.context["picture"]["key"]]
    assert lines == ["General Staff count", "UK MoD estimate", "The answer"]


def test_value_of_another_scope_is_listed_and_not_drawn(client, figure, publish_alone):
    publish_alone("mediazona", "about 5,000", scope=ScopeFactory())

    response = client.get(URL)

    assert "It answers another question. Not comparable: the scope differs." in text_of(response)
    assert [one["drawn"].name for one in response.context["picture"]["key"]] == [
        "General Staff count"
    ]


def test_queries_do_not_grow_with_the_values(
    client, figure, count, django_assert_max_num_queries, publish_alone
):
    publish_alone("mediazona", "about 165,000")
    with django_assert_max_num_queries(40) as few:
        client.get(URL)
    for day in range(20, 26):
        count.publish(day, f"about {600 + day},000")
    publish_alone("mediazona", "about 166,000")

    with django_assert_max_num_queries(len(few)):
        client.get(URL)
