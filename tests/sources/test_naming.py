"""Names of sources: properties of ``normalize``, and the search for a source by a name."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sources.languages import check_by_language
from sources.models import Alias, Source
from sources.naming import normalize
from tests.factories import SourceFactory

CASES = {
    "case": ("Sky News", "sky news"),
    "spaces and punctuation": ("  The  B.B.C.—News ", "the b b c news"),
    "underscore": ("sky_news", "sky news"),
    "German sharp s": ("Straße", "strasse"),
    "wide letters": ("ＢＢＣ", "bbc"),
    "ligature": ("ﬁnance", "finance"),
    "Ukrainian": ("Українська Правда", "українська правда"),
    "nothing but signs": ("— … —", ""),
}


@pytest.mark.parametrize(("name", "expected"), CASES.values(), ids=CASES)
def test_normalize(name, expected):
    assert normalize(name) == expected


@given(st.text())
def test_normalizing_twice_changes_nothing_more(name):
    assert normalize(normalize(name)) == normalize(name)


@given(st.text())
def test_normalized_name_has_single_spaces_only_between_words(name):
    assert normalize(name) == " ".join(normalize(name).split())


@given(st.text(), st.sampled_from([" ", "\t", "…", "—", "."]))
def test_spacing_and_punctuation_around_a_name_do_not_matter(name, sign):
    assert normalize(f"{sign}{name}{sign}") == normalize(name)


@pytest.mark.django_db
def test_source_is_found_by_its_own_name_and_by_each_alias():
    source = SourceFactory(name="Sky News")
    Alias.objects.create(source=source, name="Sky  NEWS (UK)")

    assert Source.objects.named("SKY-NEWS").get() == source
    assert Source.objects.named("sky news uk").get() == source
    assert not Source.objects.named("Sky").exists()


@pytest.mark.django_db
def test_two_sources_cannot_share_a_name():
    SourceFactory(name="Sky News")

    with pytest.raises(ValidationError, match="Another source already has this name"):
        Alias(source=SourceFactory(), name="sky-news").full_clean()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["uk"], "Give an object of languages and texts"),
        ({"Ukrainian": "Рейтер"}, "“Ukrainian” is not a language tag"),
        ({"uk": 5}, "uk: give a text of 1 to 500 characters."),
        ({"uk": " "}, "uk: give a text of 1 to 500 characters."),
        ({"uk": "x" * 501}, "uk: give a text of 1 to 500 characters."),
        ({"uk": "a\x00b"}, "uk: remove the line breaks and control characters."),
        ({f"a{chr(97 + n)}": "x" for n in range(21)}, "Give at most 20 languages."),
    ],
)
def test_names_by_language_are_checked(given, message):
    with pytest.raises(ValidationError, match=re.escape(message)):
        check_by_language(given)


def test_names_by_language_are_taken():
    check_by_language({"uk": "Рейтер", "pt-BR": "Reuters", "zh-Hant": "路透社"})
