"""Sentences of an article: where they begin and end."""

import pytest

from claims.articles.text.passages import Paragraph, sentences


@pytest.mark.parametrize(
    "text",
    [
        "The count was given by J. Smith of the army.",
        "U.S. Marines said that 200 soldiers died.",
        "Gen. Brown spoke of 62,000 dead.",
        "It cost approx. US$20 billion, said Acme Inc. Directors.",
    ],
)
def test_dot_of_an_abbreviation_or_initial_ends_no_sentence(text):
    assert [sentence.text for sentence in sentences(Paragraph(text, 0, "", ""))] == [text]


def test_sentences_end_at_their_own_marks_and_know_where_they_begin():
    text = "It lost 200 tanks. “We saw 30.” Did it lose more? Nobody knows"

    found = list(sentences(Paragraph(text, 5, "Details", "Details, paragraph 1")))

    assert [sentence.text for sentence in found] == [
        "It lost 200 tanks.",
        "“We saw 30.”",
        "Did it lose more?",
        "Nobody knows",
    ]
    assert [sentence.start - 5 for sentence in found] == [text.index(one.text) for one in found]
