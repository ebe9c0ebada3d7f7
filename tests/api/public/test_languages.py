"""Sentences in the language that is asked for, and the headers that say so."""

import csv
import io
import json

import pytest

from claims import desk
from claims.models import Claim, Unit
from claims.rules.saying import sentence
from tests.counts import Count
from tests.desk_steps import citation, draft, published
from tests.factories import NOW, SourceFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
FORMS = {"one": "особа", "few": "особи", "many": "осіб", "other": "особи"}
ENGLISH = "Russia has lost more than 62,000 soldiers, according to General Staff; "
UKRAINIAN = "Росія втратила понад 62 000 військових, як повідомляє Генеральний штаб; "
OPEN = "незалежно не підтверджено"
LIKES = "uk-UA,uk;q=0.9,en;q=0.8"


@world
def losses(db) -> Claim:
    SourceFactory(slug="general-staff", name="General Staff", names={"uk": "Генеральний штаб"})
    claim = published(
        translations={"uk": "Росія втратила понад 62 000 військових."},
        citations=[citation("outlet", "general-staff")],
    )
    Unit.objects.update(names={"uk": FORMS})
    return claim


@world
def count(losses):
    count = Count("count", "Count")
    count.publish(0, "about 580,000", translations={"uk": "Втрати: близько 580 000."})
    count.figure()
    return count


@pytest.fixture
def older(losses, monkeypatch):
    """A claim that was published before its document held the parts of its sentence."""
    claim = published(statement="An older one.", citations=[citation("paper", "agency")])
    monkeypatch.setattr(sentence, "is_whole", lambda document: document["ref"] != claim.ref)
    return claim


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def said(client, path: str, *, accepts: str | None = None, **query):
    headers = {} if accepts is None else {"Accept-Language": accepts}
    return client.get(f"/api/v1/{path}", query, headers=headers)


@pytest.mark.parametrize(
    ("accepts", "query", "wanted"),
    [
        (None, {}, "en"),
        (None, {"lang": "uk"}, "uk"),
        (LIKES, {}, "uk"),
        (LIKES, {"lang": "en"}, "en"),
        ("en;q=0.1, uk;q=0.2", {}, "uk"),
        ("de, uk;q=0", {}, "en"),
        ("de", {}, "en"),
        ("*", {}, "en"),
        ("uk;q=7, \x7f;;, en;q=", {}, "en"),
        ("uk," * 5_000, {}, "uk"),
    ],
)
def test_language_of_a_claim(client, losses, accepts, query, wanted):
    answer = said(client, f"claims/{losses.ref}/", accepts=accepts, **query)

    begins, ends = {"en": (ENGLISH, "not independently verified"), "uk": (UKRAINIAN, OPEN)}[wanted]
    assert plain(answer.json()["display"]) == begins + ends
    assert answer["Content-Language"] == wanted
    assert "Accept-Language" in answer["Vary"]


def test_language_that_we_do_not_have_is_refused(client, losses):
    for path in (f"claims/{losses.ref}/", "claims/", f"claims/{losses.ref}/publications/1/"):
        answer = said(client, path, lang="de")

        assert answer.status_code == 400
        assert answer.json()["errors"] == [
            {"field": "lang", "code": "unknown_value", "message": "“de” is not one of: en, uk."}
        ]


def test_languages_are_not_taken_where_nothing_is_said(client, losses):
    assert said(client, "sources/", lang="uk").json()["errors"][0]["code"] == "unknown_parameter"
    assert "Content-Language" not in said(client, "sources/", accepts="uk")


def test_etag_tells_the_languages_apart(client, losses):
    english, ukrainian = (said(client, f"claims/{losses.ref}/", lang=code) for code in ("en", "uk"))

    assert english["ETag"] != ukrainian["ETag"]
    for etag, status in ((english["ETag"], 200), (ukrainian["ETag"], 304)):
        headers = {"If-None-Match": etag, "Accept-Language": "uk"}
        again = client.get(f"/api/v1/claims/{losses.ref}/", headers=headers)
        assert again.status_code == status


def test_list_and_streams_are_said_in_the_language(client, losses):
    page = said(client, "claims/", lang="uk")
    assert page["Content-Language"] == "uk"
    assert plain(page.json()["results"][0]["display"]) == UKRAINIAN + OPEN

    stream = said(client, "claims/", lang="uk", format="csv")
    (row,) = csv.DictReader(io.StringIO(b"".join(stream.streaming_content).decode()))
    assert stream["Content-Language"] == "uk, en"
    assert plain(row["display"]) == UKRAINIAN + OPEN
    assert plain(row["display_value"]) == "більше ніж 62 000 people"  # as its unit had no names

    of_source = said(client, "sources/general-staff/claims/", lang="uk", fields="display")
    assert set(of_source.json()["results"][0]) == {"ref", "display"}
    assert plain(of_source.json()["results"][0]["display"]) == UKRAINIAN + OPEN


def test_stored_bytes_stay_english_unless_another_language_is_named(client, losses):
    path, row = f"claims/{losses.ref}/publications/1/", losses.publications.get()

    stored = said(client, path, accepts="uk")
    assert stored.content.decode() == row.content
    assert stored["ETag"] == f'"{row.content_sha256}"'
    assert stored["Content-Language"] == "en"
    assert "Accept-Language" not in stored.get("Vary", "")

    named = said(client, path, lang="uk")
    assert plain(named.json()["display"]) == UKRAINIAN + OPEN
    assert named["ETag"] != stored["ETag"]


def test_points_and_figures_are_said_in_the_language(client, count):
    words = "Втрати: близько 580 000 (станом на 1 серпня 2024 року), як повідомляє Count; " + OPEN

    points = said(client, "series/count/points/", lang="uk")
    assert [plain(point["display"]) for point in points.json()["points"]] == [words]
    lines = b"".join(
        said(client, "series/count/points/", lang="uk", format="ndjson").streaming_content
    )
    assert plain(json.loads(lines)["display"]) == words

    figure = said(client, "figures/losses/", lang="uk", include="claims").json()
    assert plain(figure["display"]) == words
    assert plain(figure["display_value"]) == "приблизно 580 000 осіб"
    assert plain(figure["claims"][0]["display"]) == words
    none = said(client, "figures/losses/", lang="uk", as_of="2020-01-01").json()
    assert (none["display"][:12], none["display_value"]) == ("Жодне оприлю", None)


def test_review_says_in_which_language_its_body_is(client, losses):
    reviews = {
        code: said(client, f"claims/{losses.ref}/", lang=code, format="jsonld").json()
        for code in ("en", "uk")
    }

    assert [review["inLanguage"] for review in reviews.values()] == ["en", "uk"]
    assert plain(reviews["uk"]["reviewBody"]) == UKRAINIAN + OPEN
    assert reviews["uk"]["itemReviewed"]["inLanguage"] == "en"


def test_retraction_is_told_in_the_language(client, losses, chief):
    desk.retract(losses, reason="our_error", public_note="Our error.", by=chief, at=NOW)

    path = f"claims/{losses.ref}/"
    assert said(client, path).json()["display"] == "Retracted: Our error"
    assert said(client, path, lang="uk").json()["display"].startswith("Відкликано: «Our error»")


def test_older_document_is_given_as_it_was_stored_and_says_so(client, older):
    path = f"claims/{older.ref}/"

    answer = said(client, path, lang="uk")

    assert answer["Content-Language"] == "en"
    assert answer.json()["display"] == json.loads(older.publications.get().content)["display"]
    assert said(client, "claims/", lang="uk")["Content-Language"] == "uk, en"


def test_open_reassessment_is_told_at_once(client, losses):
    Claim.objects.filter(pk=losses.pk).update(needs_reassessment=True, reassessment_cause="A grade")

    assert said(client, f"claims/{losses.ref}/").json()["display"].endswith("; to be assessed anew")
    assert (
        said(client, "claims/", lang="uk")
        .json()["results"][0]["display"]
        .endswith("; потребує повторної оцінки")
    )


def test_translations_are_entered_checked_and_kept_in_the_history(desk_of, losses, editor):
    claim = draft(author=editor, statement="Another one.")
    api = desk_of(editor)
    path = f"desk/claims/{claim.ref}/"
    given = {"version": claim.version}
    before = json.loads(claim.events.last().snapshot)["claim"]
    assert "translations" not in before

    for wrong, words in [
        ({"en": "The same."}, "The statement itself is in en"),
        ({"ukrainian language": "Це."}, "is not a language tag"),
        ({"uk": " "}, "give a text of 1 to 500 characters"),
        ({"uk": "a\nb"}, "remove the line breaks"),
    ]:
        refused = api.send("PATCH", path, given | {"translations": wrong}, status=400)
        assert refused["errors"][0]["field"].startswith("translations"), refused
        assert words in json.dumps(refused, ensure_ascii=False)

    answer = api.send("PATCH", path, given | {"translations": {"uk": "Це."}})
    assert answer["translations"] == {"uk": "Це."}
    claim.refresh_from_db()
    assert claim.version == given["version"] + 1
    snapshot = json.loads(claim.events.last().snapshot)["claim"]
    assert snapshot["translations"] == {"uk": "Це."}
    api.send("PATCH", path, {"version": claim.version, "translations": {}})
    claim.refresh_from_db()
    assert claim.translations is None
