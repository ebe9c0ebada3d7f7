"""The sentence on a claim in each language: what it says, and that no combination is nonsense."""

import itertools
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.exceptions import ValidationError

from claims.models.vocabulary import check_plurals
from claims.rules import chains, choices
from claims.rules.citations import VERDICTS
from claims.rules.figures import MISSING
from claims.rules.saying import (
    LANGUAGES,
    Parts,
    Voice,
    say,
    say_answer,
    say_document,
    say_retraction,
)
from claims.rules.saying.quantity import comparison
from claims.rules.saying.tongue import CATALOGUES
from claims.rules.saying.voices import personal
from claims.rules.values import COMPARATORS
from claims.rules.verification import STATUSES
from sources.link_kinds import STAKES
from tests import ROOT
from tests.rules.saying.saying_cases import (
    KCNA,
    KIM,
    LOST,
    LOST_UK,
    SAID,
    SKY,
    STAFF,
    VALUES,
    value,
)

pytestmark = pytest.mark.once
# A sentence for each claim of ``SAID``, in English and in Ukrainian, to be read by people.
LINES = (Path(__file__).parent / "said.txt").read_text(encoding="utf-8").splitlines()
WANTED = {
    LINES[at]: (LINES[at + 1].strip(), LINES[at + 2].strip()) for at in range(0, len(LINES), 3)
}
VALUES_SAID = {
    "more": ("more than 4,500 people", "більше ніж 4 500 осіб"),
    "exactly one": ("1 person", "1 особа"),
    "two": ("2 people", "2 особи"),
    "five at least": ("at least 5 people", "щонайменше 5 осіб"),
    "up to": ("at most 22 people", "щонайбільше 22 особи"),
    "under": ("less than 101 people", "менше ніж 101 особа"),
    "about": ("approximately 2.5 million people", "приблизно 2,5 мільйона осіб"),
    "nearly": ("nearly 1.7 billion people", "майже 1,7 мільярда осіб"),
    "a range": ("5 to 22 people", "5 – 22 особи"),
    "a range of millions": (
        "4 million to 5.5 million people",
        "4 мільйони – 5,5 мільйона осіб",
    ),
    "a reported range": ("a range of 5 to 22 people", "діапазон 5 – 22 особи"),
    "the best of a range": (
        "10 people (5 to 22 people)",
        "5 – 22 особи, найкраща оцінка — 10 осіб",
    ),
    "an interval": (
        "5 to 22 people (95 % confidence interval)",
        "5 – 22 особи (довірчий інтервал 95 %)",
    ),
    "the best of an interval": (
        "10 people (95 % confidence interval 5 to 22 people)",
        "10 осіб (довірчий інтервал 95 %: 5 – 22 особи)",
    ),
    "an open range": (
        "more than 700 but less than 1,000 people",
        "більше ніж 700, але менше ніж 1 000 осіб",
    ),
    "at least a range": ("at least 4 to 6 people", "щонайменше 4 – 6 осіб"),
    "vague": ("hundreds of people", "сотні осіб"),
    "at least, vague": ("at least several hundred people", "щонайменше кілька сотень осіб"),
    "a vague loss": (
        "minus tens of millions of US dollars",
        "мінус десятки мільйонів доларів США",
    ),
    "just over": ("just over 500 people", "трохи більше ніж 500 осіб"),
    "exact millions": ("1,200,000 people", "1 200 000 осіб"),
    "rounded millions": ("1.2 million people", "1,2 мільйона осіб"),
    "rounded": ("62,400 people to the nearest 100 people", "62 400 осіб (округлення: 100 осіб)"),
    "money": ("more than US$20 billion", "більше ніж 20 мільярдів доларів США"),
    "a loss of money": ("-US$3.5", "-3,5 долара США"),
    "per cent": ("12.5 %", "12,5 %"),
    "a unit without names": ("at least 4 million shells", "щонайменше 4 мільйони shells"),
    "none": ("0 people", "0 осіб"),
}
FORMS = {"one": "особа", "few": "особи", "many": "осіб", "other": "особи"}
# Calls that take texts of the catalogues.
KEYWORDS = {"text": None, "texts": (1, 2), "N_": None}


def in_plain_spaces(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", SAID)
def test_sentence(case, language):
    said = say(SAID[case], language)

    assert in_plain_spaces(said.display) == WANTED[case][LANGUAGES.index(language)]
    assert said.language == language


def test_every_sentence_that_is_wanted_is_tried():
    assert list(WANTED) == list(SAID)
    assert list(VALUES_SAID) == list(VALUES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", VALUES)
def test_value_has_its_noun(case, language):
    said = say(Parts("It is so.", **VALUES[case]), language)

    assert in_plain_spaces(said.display_value) == VALUES_SAID[case][LANGUAGES.index(language)]


def test_claim_without_a_value_has_no_short_form():
    assert say(SAID["a speech act"]).display_value is None


def test_digits_of_a_number_stay_together():
    assert say(Parts("It is so.", **value("gt", 4500)), "uk").display_value.count("\xa0") == 2


VOICES = list(itertools.product(VERDICTS, ["", *STAKES], ["", *choices.DESIGNATIONS]))


def voices(name):
    return [
        Voice(name, verdict, stake, designation, channel, kind)
        for verdict, stake, designation in VOICES
        for channel, kind in ((None, "military"), (KCNA, "person"), (SKY, "role"))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [STAFF, KIM, None], ids=["a body", "the speaker", "nobody"])
def test_no_combination_is_nonsense(name, language):
    statuses = itertools.cycle(STATUSES)
    beside = Voice(STAFF, "denied", "belligerent", "spokesperson_unnamed", SKY, "military")
    for index, voice in enumerate(voices(name)):
        said = say(
            Parts(
                "Kim Jong Un said that it lost more than 4,500 men.",
                translations={"uk": "Кім Чен Ин сказав, що втрати — понад 4500 військових."},
                kind=("quantity", "speech_act")[index % 2],
                voices=[voice, beside][: 1 + index % 3 // 2],
                verification=next(statuses),
                needs_reassessment=index % 5 == 0,
                **value("gt", 4500),
            ),
            language,
        )
        assert not nonsense(said.display), said.display


def nonsense(text: str) -> list[str]:
    """Return what no sentence may hold: a doubled word or mark, a placeholder, a period behind."""
    words = re.findall(r"\w+", text.casefold())
    doubled = [word for word, next_word in itertools.pairwise(words) if word == next_word]
    return [
        *doubled,
        *re.findall(r"\bNone\b|%|\(\s*\)|\s\s|\s[,;:.)]|[,;:]\s*[,;:]|\($|\.$|…$|[,;:]$", text),
        *(["parentheses"] if text.count("(") != text.count(")") else []),
    ]


@pytest.mark.parametrize("text", ["a a b", "a , b", "a;; b", "None", "a ()", "a.", "a (b"])
def test_nonsense_is_found(text):
    assert nonsense(text)


def test_hedge_of_every_status_is_said():
    for code, status in STATUSES.items():
        assert say(Parts(LOST, verification=code)).display.endswith(f"; {status.hedge}")


def test_retraction_says_why_and_gives_no_value():
    assert say_retraction("It was our error.").display == "Retracted: It was our error"
    assert say_retraction("Our error.", "uk").display == (
        "Відкликано: «Our error» (мова оригіналу — англійська)"
    )


def test_computed_answer_is_said_with_its_question():
    voices = [Voice(STAFF, stake="belligerent"), Voice(KIM), Voice(KIM)]
    parts = Parts("How many?", voices=voices, verification="disputed", **value("eq", 5))
    note = ("the range of %(number)s comparable values", 2)

    assert say_answer(parts, note).display == (
        "How many? 5 people, the range of 2 comparable values, according to the General Staff "
        "(a party to the conflict) and Kim Jong Un; disputed"
    )
    assert in_plain_spaces(say_answer(parts, note, "uk").display) == (
        "«How many?» (мова оригіналу — англійська) 5 осіб, межі порівнянних значень (усього 2), "
        "як повідомляють Генеральний штаб (сторона конфлікту) і Кім Чен Ин; спірно"
    )


def test_name_in_an_english_sentence_is_no_name_in_another_language():
    only_english = Voice(STAFF.__class__("Staff", "the Staff"))
    parts = Parts(LOST, translations={"uk": LOST_UK}, voices=[only_english])

    assert "the Staff" in say(parts).display
    assert "повідомляє Staff;" in say(parts, "uk").display


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_catalogue_is_compiled(language, tmp_path):
    folder = CATALOGUES / language / "LC_MESSAGES"
    with (folder / "django.po").open("rb") as file:
        catalogue = read_po(file)
    with (tmp_path / "django.mo").open("wb") as file:
        write_mo(file, catalogue)

    compiled = (tmp_path / "django.mo").read_bytes()

    assert compiled == (folder / "django.mo").read_bytes(), (
        "Run `pybabel compile -D django -d claims/locale`."
    )


def texts() -> set:
    """Return every text of the catalogues: those in the code, and those of tables."""
    found = {
        message
        for path in (ROOT / "claims" / "rules").rglob("*.py")
        for _line, message, _comments, _context in extract_from_file("python", path, KEYWORDS)
    }
    found |= {status.hedge for status in STATUSES.values()} | set(STAKES.values())
    found |= {
        comparison(code) for code, row in COMPARATORS.items() if not row.is_range and code != "eq"
    }
    found |= {row.words for row in COMPARATORS.values() if row.words != "%(range)s"}
    verdicts = [(row.alone, row.beside, row.speaker) for row in VERDICTS.values() if row.alone]
    found |= {said for texts in verdicts for text in texts for said in (text, personal(text))}
    found |= set(MISSING.values())
    rows = chains.DESIGNATIONS.values()
    return found | {text for row in rows for text in (row.named, row.role, row.nameless) if text}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_catalogue_has_every_text_with_its_parts_and_no_other(language):
    with (CATALOGUES / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        messages = {message.id: message for message in read_po(file) if message.id}

    assert set(messages) == texts()
    for message in messages.values():
        assert not message.fuzzy
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        translated = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in translated:
            assert text, message.id
            assert parts_of(text) == parts_of(ids[0]), text


def parts_of(text: str) -> list[str]:
    return sorted(re.findall(r"%\((\w+)\)s|(?<!%)%(?!%|\()", text))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "Give an object of languages"),
        ({"uk": {"other": "особи"}}, "uk: give these forms and no others: one, few, many, other."),
        ({"uk": {**FORMS, "two": "x"}}, "uk: give these forms and no others"),
        ({"uk": {**FORMS, "few": ""}}, "uk, few: give a text of 1 to 500 characters."),
        ({"ja": {"one": "人"}}, "ja: give these forms and no others: other."),
    ],
)
def test_plural_forms_are_those_of_the_language(given, message):
    with pytest.raises(ValidationError, match=re.escape(message)):
        check_plurals(given)


def test_plural_forms_of_any_language_are_taken():
    check_plurals(
        {"uk": FORMS, "ja": {"other": "人"}, "de": {"one": "Mensch", "other": "Menschen"}}
    )


def test_older_document_is_said_as_it_was_stored_in_english():
    document = {"ref": "CLM-000001", "display": "5, according to X; confirmed"}

    said = say_document(document, {"needs_reassessment": True}, "uk")

    assert (said.display, said.display_value, said.language) == (document["display"], None, "en")
