"""Proposals from invented articles in several styles, none of them absurd."""

import datetime

import pytest

from tests.articles.conftest import way

# Article → (the value's words, what is counted, the first measure, the chain) of each proposal.
FIGURES = {
    "agency": [
        (
            "At least 38",
            "people",
            "Deaths",
            "reuters ← “National Emergency Service” [origin_named]",
        ),
        ("112", "", "Wounded", "reuters ← “National Emergency Service” [origin_named]"),
        ("2,300", "residents", "Displaced people", "reuters ← “Ana Duarte” [origin_named]"),
        ("14", "people", "Missing people", "reuters ← “Red Cross” [origin_named]"),
    ],
    "press_release": [("£310 million", "", "Revenue", "[unnamed]")],
    "match_report": [],
    "markets": [("$1.3 billion", "", "Profit", "“Acme” [origin_named]")],
    "recipe": [],
    "election": [
        ("More than 14.2 million", "people voted", None, "“AP” [unnamed]"),
        ("51.3%", "of the vote", None, "“AP” [unnamed]"),
        ("46.8%", "", None, "“AP” [unnamed]"),
        ("At least six", "people", "Deaths", "“AP” ← “Human Rights Watch” [origin_named]"),
        ("112", "people", "Arrests", "“AP” ← “Peter Njoroge” [origin_named]"),
        ("$380 million", "", None, "“AP” ← “Finance Ministry” [origin_named]"),
        ("8.4%", "", None, "“AP” [unnamed]"),
        ("3,400", "complaints", None, "“AP” ← reuters ← “James Kip” [origin_named]"),
    ],
    "results": [
        ("$1.24 billion", "", "Revenue", "[]"),
        ("$210 million", "", "Profit", "[]"),
    ],
    "science": [
        ("12 hectares", "", None, "[unnamed]"),
        ("57", "houses", None, "[unnamed]"),
    ],
    "shelling": [
        ("three", "people", "Deaths", "“Oleksandr Prokudin” [origin_named]"),
        ("11", "", "Wounded", "“Oleksandr Prokudin” [origin_named]"),
        ("three", "dead", "Deaths", "“Oleksandr Prokudin” [origin_named]"),
        ("14", "", "Wounded", "[unnamed]"),
        ("at least 25", "Patriot systems", None, "“Volodymyr Zelenskyy” [origin_named]"),
        (
            "at least 12,300",
            "civilian deaths",
            "Deaths",
            "“UN Human Rights Monitoring Mission in Ukraine” [origin_named]",
        ),
    ],
    "tips": [("25%", "of heat", None, "“Energy Saving Trust” [origin_named]")],
    "broadcast": [
        ("57", "civilians", "Deaths", "“Al Jazeera” ← “Omar Said” [origin_named]"),
        (
            "between 12,000 and 15,000",
            "people",
            "Displaced people",
            "“United Nations” [origin_named]",
        ),
        ("23", "tanks", "Tanks lost", "[unnamed]"),
        ("about 40", "vehicles", "Vehicles lost", "[unnamed]"),
        ("nearly 900", "soldiers", "Killed", "[unnamed]"),
        ("more than €4.2 billion", "", None, "“European Commission” [origin_named]"),
        ("Some 2,000", "people", "Arrests", "[unnamed]"),
        ("Up to 300", "fighters", "Wounded", "“Yusuf Karim” [origin_named]"),
        ("12%", "of households", None, "“University of Ghent” [origin_named]"),
    ],
}


@pytest.mark.parametrize("name", FIGURES)
def test_article_gives_these_figures_and_no_other(read, name):
    proposals = read(name).proposals

    figures = [
        (one.value, one.unit_words, next(iter(one.measures), None), way(one))
        for one in proposals
        if one.value
    ]
    assert figures == FIGURES[name]


@pytest.mark.parametrize("name", FIGURES)
def test_every_proposal_quotes_the_article_and_names_its_rules(read, name):
    article = read(name)

    for proposal in article.proposals:
        assert proposal.quote in article.text
        assert 0 < len(proposal.quote) <= 300
        assert 0 < len(proposal.statement) <= 500
        assert proposal.statement[0].isupper() or proposal.statement[0].isdigit() or proposal.value
        assert proposal.rules


LEFT_OUT = {
    "age": ("agency", "54"),
    "street_address": ("agency", "12"),
    "telephone": ("agency", "912"),
    "duration": ("agency", "36"),
    "first_person": ("match_report", "110 percent"),
    "score": ("match_report", "4-0"),
    "sport": ("match_report", "24"),
    "opinion": ("match_report", "Coach Lia Moss said it was the best game of the season"),
    "market": ("markets", "1.2%"),
    "recipe": ("recipe", "200"),
    "small_number": ("recipe", "4 eggs"),
    "list_number": ("broadcast", "714"),
    "clock": ("broadcast", "45"),
    "date": ("broadcast", "25"),
    "prediction": ("broadcast", "Israel's army said it would not comment"),
    "nobody_says_it": ("press_release", "£12"),
    "out_of": ("shelling", "70"),
    "per_share": ("results", "$0.84"),
    "says_too_little": ("science", '"It is the largest of its kind,"'),
    "year": ("press_release", "1987"),
    "ordinal": ("press_release", "10"),
}


@pytest.mark.parametrize("rule", LEFT_OUT)
def test_what_is_no_claim_is_left_out_with_its_rule(read, rule):
    name, words = LEFT_OUT[rule]

    left_out = {(left.rule, left.text) for left in read(name).left_out}

    assert (rule, words) in left_out


SENTENCES = {
    "“more than” 2,000, not a year": (
        "Police said more than 2000 people were arrested.",
        ["more than 2000"],
    ),
    "a year": ("Police said people were arrested in 2000 in Rome.", []),
    "an aircraft": ("The ministry said an F-16 and two Su-35 were seen near Boeing 737 jets.", []),
    "a phone": ("The ministry said to call 0800 123 456 or (020) 7946 0958.", []),
    "an age behind a name": ("Police said John Roe, 45, was killed.", []),
    "one in five": ("The ministry said one in five households was hit.", []),
    "a page": ("The ministry said on page 12 of the report that Article 5 holds.", []),
    "an e-mail": ("The ministry said so to desk24@example.org at 12:30 on 3 May.", []),
    "decimals of one number": ("The ministry said 1.5 million people fled.", ["1.5 million"]),
    "number in words": ("The army said twenty-three soldiers were killed.", ["twenty-three"]),
    "half a million": ("The agency said half a million people fled.", ["half a million"]),
    "or more": ("Police said 300 or more people were arrested.", ["300 or more"]),
    "a range": ("Police said 200-300 people were detained.", ["200-300"]),
    "vague": ("The ministry said hundreds of people were killed.", ["hundreds of"]),
    "a few days": ("The ministry said it fell silent a few days ago, several times.", []),
    "an open range": (
        "Police said more than 700 but fewer than 1,000 people were arrested.",
        ["more than 700 but fewer than 1,000"],
    ),
    "at least a range": ("The army said at least 40 to 60 soldiers died.", ["at least 40 to 60"]),
    "a question": ("The minister asked how many of the 4 were found?", []),
    "minus signs and dashes": ("The ministry said – 12 – 13 – 14 – was the code.", []),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_sentence_gives_these_values(read, case):
    sentence, expected = SENTENCES[case]

    article = read(sentence)

    assert [one.value for one in article.proposals if one.value] == expected


def test_head_gives_address_title_byline_and_day(read):
    head = read("broadcast").head

    assert head.url == "https://www.example.org/world/2025/02/11/aid?utm_source=mail"
    assert head.title == "Aid convoy reaches besieged town, minister says"
    assert head.published_on == datetime.date(2025, 2, 11)
    assert read("agency").head.byline == "Maria Lopes and Tom Ode"


def test_town_before_the_date_is_no_byline(read):
    assert read("markets").head.byline == ""


def test_dateline_is_no_part_of_the_first_sentence(read):
    first = read("agency").proposals[0]

    assert first.statement.startswith("At least 38 people were killed")


def test_pronoun_gives_way_to_the_name(read):
    statements = [one.statement for one in read("markets").proposals]

    assert statements == ["Acme’s profit was $1.3 billion in 2023."]


def test_subject_of_the_dead_is_not_who_killed_them(read):
    killed = read("shelling").proposals[0]

    assert (killed.value, killed.subjects) == ("three", ())


def test_head_in_capitals_is_read(read):
    head = read("shelling").head

    assert (head.byline, head.published_on) == ("Alina Koval", datetime.date(2025, 1, 9))


def test_figures_of_a_list_keep_what_became_of_whom(read):
    quoted = read("The ministry said there are three dead and 11 injured in the town.")

    assert [one.statement for one in quoted.proposals] == [
        "There are three dead in the town.",
        "There are 11 injured in the town.",
    ]


def test_speaker_behind_a_relative_clause_has_his_full_name(read):
    thanked = next(one for one in read("election").proposals if one.speech_act == "thanked")

    assert thanked.statement.startswith("President Samuel Okoro thanked voters")
