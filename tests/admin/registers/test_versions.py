"""Two people on one page of a register: the second is refused and shown both."""

import datetime
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from claims.figures import policies
from claims.models import Figure, FigurePolicy, Series
from sources.models import RegisterEvent, RegisterHead, Source
from sources.registers.faults import all_faults
from sources.registers.recorded import registers
from sources.reliability import give_grade
from tests.admin.pages import text_of
from tests.desk.test_concurrency import at_once
from tests.factories import (
    NOW,
    DocumentFactory,
    InterestFactory,
    MeasureFactory,
    ScopeFactory,
    SourceFactory,
    SourceLinkFactory,
    SubjectFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
)
from tests.rows import LONG_ENOUGH, TODAY, stored

MAKERS = {
    "topic": TopicFactory,
    "source": SourceFactory,
    "document": DocumentFactory,
    "unit": UnitFactory,
    "measure": MeasureFactory,
    "subject": SubjectFactory,
    "scope": ScopeFactory,
    "series": lambda: stored(Series),
    "figure": lambda: stored(Figure),
}
each_register = pytest.mark.parametrize("name", MAKERS)


class Fields(HTMLParser):
    """The fields of a page as its browser sends them."""

    def __init__(self, html: str):
        super().__init__()
        self.sent, self.select, self.area, self.inside = {}, None, None, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name")
        if tag == "form":
            self.inside = given.get("id", "").endswith("_form")
        if not self.inside:
            return
        is_off = given.get("type") in ("checkbox", "radio") and "checked" not in given
        if tag == "input" and name and given.get("type") != "submit" and not is_off:
            self.sent[name] = given.get("value") or ("on" if "checked" in given else "")
        if tag == "select" and name:
            self.select = name
            self.sent.setdefault(name, [] if "multiple" in given else "")
        if tag == "option" and self.select and "selected" in given:
            chosen, value = self.sent[self.select], given.get("value", "")
            self.sent[self.select] = [*chosen, value] if isinstance(chosen, list) else value
        if tag == "textarea" and name:
            self.area, self.sent[name] = name, ""

    def handle_data(self, data):
        if self.area:
            self.sent[self.area] += data.removeprefix("\n") if not self.sent[self.area] else data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        if tag == "textarea":
            self.area = None
        if tag == "form":
            self.inside = False


def address(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def fields_of(response) -> dict:
    found = Fields(response.content.decode()).sent
    return {name: text for name, text in found.items() if "__prefix__" not in name}


def as_person(username: str, **columns) -> Client:
    client = Client()
    roles = ["chief editor", "source curator", "editor"]
    client.force_login(UserFactory(username=username, roles=roles, **columns))
    return client


@pytest.fixture
def both(db):
    return as_person("rosa"), as_person("ravi")


def a_name(row) -> str:
    return next(name for name in ("name", "title", "question") if hasattr(row, name))


@each_register
def test_second_to_save_is_refused_and_told_who_changed_what(both, name):
    row = MAKERS[name]()
    first, second = both
    opened = [fields_of(client.get(address(row))) for client in both]
    field, before = a_name(row), getattr(row, a_name(row))

    saved = first.post(address(row), {**opened[0], field: "What Rosa typed"})
    refused = second.post(address(row), {**opened[1], field: "What Ravi typed"})

    assert saved.status_code == 302
    assert refused.status_code == 412
    row.refresh_from_db()
    assert getattr(row, field) == "What Rosa typed"
    words = text_of(refused)
    assert re.search(
        rf"You saw version 1 of .* version 2. In the meantime rosa changed the {field}", words
    )
    assert f"{before} What Rosa typed What Ravi typed" in words
    assert fields_of(refused)[field] == "What Ravi typed"

    assert second.post(address(row), fields_of(refused)).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "What Ravi typed"
    assert list(all_faults()) == []


def test_every_register_has_a_page_with_a_version():
    assert MAKERS.keys() == registers().keys()


def with_parts() -> Source:
    source, topic = SourceFactory(slug="reuters", description="An agency."), TopicFactory()
    SourceLinkFactory(from_source=source, to_source=SourceFactory(slug="owner"), kind="owned_by")
    InterestFactory(source=source, topic=topic)
    source.domains.create(host="reuters.com")
    return source


def test_saving_again_keeps_what_the_other_changed_elsewhere(both):
    source = with_parts()
    link, domain = source.links.get(), source.domains.get()
    first, second = as_person("root", is_superuser=True), both[1]
    mine = fields_of(second.get(address(source)))
    theirs = fields_of(first.get(address(source)))
    theirs |= {"country": "GB", "links-0-note": "Since 2008.", "domains-0-DELETE": "on"}
    theirs |= {"aliases-TOTAL_FORMS": "2", "aliases-1-name": "RTRS"}
    theirs["aliases-1-source"] = str(source.pk)
    mine |= {"description": "The agency.", "links-0-kind": "part_of", "domains-0-host": "x.com"}
    mine |= {"aliases-TOTAL_FORMS": "2", "aliases-1-name": "Thomson Reuters"}
    mine["aliases-1-source"] = str(source.pk)
    assert first.post(address(source), theirs).status_code == 302

    refused = second.post(address(source), mine)
    answer = second.post(address(source), fields_of(refused))

    assert refused.status_code == 412
    sentence = re.search(r"the meantime (.*?) \(", text_of(refused))[1]
    assert sentence == "root changed the country, alias, source link, domain"
    assert answer.status_code == 302, text_of(answer)
    source.refresh_from_db()
    link.refresh_from_db()
    assert (source.country, source.description) == ("GB", "The agency.")
    assert (link.kind, link.note) == ("part_of", "Since 2008.")
    assert {alias.name for alias in source.aliases.all()} == {"Reuters", "RTRS", "Thomson Reuters"}
    assert {one.host for one in source.domains.all()} == {"x.com"}
    assert domain.pk not in {one.pk for one in source.domains.all()}
    assert list(all_faults()) == []


def test_a_new_grade_is_a_new_version_of_the_source(both):
    source, (first, second) = SourceFactory(), both
    mine = fields_of(second.get(address(source)))
    grade = {"grade": "B", "valid_from": TODAY, "rationale": LONG_ENOUGH}
    first.post(f"{address(source).removesuffix('change/')}grade/", grade)

    refused = second.post(address(source), {**mine, "country": "GB"})

    assert refused.status_code == 412
    assert "rosa changed the reliability grade" in text_of(refused)
    assert LONG_ENOUGH in text_of(refused)
    assert fields_of(refused)["country"] == "GB"


def test_a_check_of_its_address_is_no_new_version_of_a_document(both):
    document, (client, _other) = DocumentFactory(), both
    mine = fields_of(client.get(address(document)))
    type(document).objects.filter(pk=document.pk).update(state="gone")

    assert client.post(address(document), {**mine, "title": "New"}).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.state) == ("New", "gone")


@pytest.mark.parametrize("seen", ["0", "x", "", "99999999999999999999", "1\x00"])
def test_version_that_makes_no_sense_is_refused_and_nothing_typed_is_lost(both, seen):
    topic, (client, _other) = TopicFactory(), both
    mine = fields_of(client.get(address(topic)))

    refused = client.post(address(topic), {**mine, "name": "New", "version": seen})

    assert refused.status_code == 412
    assert fields_of(refused)["name"] == "New"
    assert fields_of(refused)["version"] == "1"


def test_history_shows_who_changed_what_with_the_reasons(both):
    source, (client, _other) = with_parts(), both
    fields = fields_of(client.get(address(source)))
    client.post(
        address(source), {**fields, "name": "Reuters News", "links-0-valid_until": "2026-01-01"}
    )
    give_grade(
        source, grade="B", valid_from=TODAY, rationale=LONG_ENOUGH, by=UserFactory(username="sol"),
        at=NOW,
    )  # fmt: skip

    page = client.get(address(source).replace("change/", "history/"))

    words = text_of(page)
    assert "Graded by sol" in words
    given = "grade: B – usually reliable; valid from: 2025-05-01; rationale: "
    assert f"{given}{LONG_ENOUGH}; by: sol; at: 2025-05-01 12:00 UTC" in words
    assert "Changed by rosa" in words
    assert "Name Reuters Reuters News" in words
    assert "to source: Owner; kind: is owned by; valid until: 2026-01-01" in words
    assert "Added by The program" in words


@pytest.mark.django_db
def test_history_is_for_those_who_may_see_the_register(client):
    topic = TopicFactory()
    url = address(topic).replace("change/", "history/")
    client.force_login(UserFactory())
    assert client.get(url).status_code == 403
    client.force_login(UserFactory(roles=["analyst"]))
    assert client.get(url).status_code == 200
    assert client.get(url.replace(f"/{topic.pk}/", "/987654/")).status_code == 302


def test_decision_on_a_figure_is_an_event_of_the_figure(db):
    figure, keeper = stored(Figure), UserFactory(roles=["chief editor"])

    policies.set_policy(figure, policy="envelope", note=LONG_ENOUGH, by=keeper, at=NOW)

    event = RegisterEvent.objects.filter(registry="figure", row=figure.pk).latest("number")
    assert (event.verb, event.by, event.note) == ("decide", keeper, LONG_ENOUGH)
    assert FigurePolicy.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(90)
def test_of_two_who_save_at_once_one_is_refused():
    topic = TopicFactory()
    clients = [as_person(name) for name in ("rosa", "ravi")]
    fields = fields_of(clients[0].get(address(topic)))

    answers = at_once(
        *[
            lambda c=client, n=name: c.post(address(topic), {**fields, "name": n}).status_code
            for client, name in zip(clients, ("One", "Two"), strict=True)
        ]
    )

    assert sorted(answers) == [302, 412]
    assert RegisterHead.objects.get(registry="topic", row=topic.pk).number == 2
    assert list(all_faults()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(90)
def test_a_page_is_saved_while_others_grade_and_name_the_source():
    source, client = SourceFactory(), as_person("rosa")
    sol = UserFactory(roles=["source curator"])
    for number in range(3):
        fields = fields_of(client.get(address(source)))
        day = TODAY + datetime.timedelta(days=number)
        grade = {"grade": "B", "rationale": LONG_ENOUGH, "valid_from": day, "by": sol, "at": NOW}

        answers = at_once(
            lambda f=fields, n=number: (
                client.post(address(source), {**f, "description": f"Number {n}."}).status_code
            ),
            lambda g=grade: give_grade(source, **g).grade,
            lambda n=number: source.aliases.create(name=f"Name {n}").name,
        )

        assert answers[0] in (302, 412)
        assert answers[1:] == ["B", f"Name {number}"]
    assert list(all_faults()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(90)
def test_many_who_write_parts_of_one_source_at_once_leave_one_chain():
    source = SourceFactory()
    at = datetime.datetime.now(datetime.UTC)

    def add(number):
        source.aliases.create(name=f"Name {number}")
        source.domains.create(host=f"d{number}.example.org")

    answers = at_once(*[lambda n=number: add(n) for number in range(4)])

    assert answers == [None] * 4
    numbers = RegisterEvent.objects.filter(registry="source", row=source.pk).values_list("number")
    assert [number for (number,) in numbers.order_by("number")] == list(range(1, 10))
    assert RegisterEvent.objects.latest("pk").at > at
    assert list(all_faults()) == []
