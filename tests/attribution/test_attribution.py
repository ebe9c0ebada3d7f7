import re
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.attribution.line_reader import LONGEST_LINE, read
from claims.attribution.phrases import LONGEST_PHRASE
from claims.rules import chains
from tests.steps import steps_of

SEED_LINE = (
    "Source: Sky News, citing a spokesperson for the US State Department; "
    "Russian news outlet Kommersant"
)


def sketch(reading):
    """Each chain as one line: names, joined by ← and +, with the end in brackets."""
    return [
        " ← ".join(" + ".join(hop.name for hop in hops) for hops in chain.hops) + f" [{chain.end}]"
        for chain in reading.chains
    ]


def knowing(*names, kind=""):
    """A look-up that knows these names, by the name in lower case."""
    known = {name.lower(): SimpleNamespace(name=name, kind=kind) for name in names}
    return lambda name: known.get(name.lower())


def only_hop(line, find=lambda name: None):
    (chain,) = read(line, find).chains
    ((hop,),) = chain.hops
    return hop


def test_line_of_the_seed_article_gives_two_chains():
    reading = read(SEED_LINE)

    state, kommersant = reading.chains
    ((sky,), (spokesperson,)), ((outlet,),) = state.hops, kommersant.hops
    assert reading.unread == ()
    assert (state.rule, state.end) == ("citing", "origin_named")
    assert state.text == "Sky News, citing a spokesperson for the US State Department"
    assert (sky.name, sky.relation, sky.kind) == ("Sky News", "cites", "broadcaster")
    assert spokesperson.name == "US State Department spokesperson"
    assert spokesperson.as_reported == "a spokesperson for the US State Department"
    assert spokesperson.descriptor == "a spokesperson for"
    assert spokesperson.body == "US State Department"
    assert spokesperson.designation == "spokesperson_unnamed"
    assert (spokesperson.kind, spokesperson.relation) == ("role", "cites")
    assert (kommersant.rule, kommersant.end) == ("name", "")
    assert (outlet.name, outlet.descriptor) == ("Kommersant", "Russian news outlet")
    assert (outlet.as_reported, outlet.kind) == ("Russian news outlet Kommersant", "news_outlet")


CHAINS = {
    "Reuters, citing Sky News": ["Reuters ← Sky News []"],
    "Reuters with reference to the General Staff": ["Reuters ← General Staff [origin_named]"],
    "Ukrinform, referring to Interfax": ["Ukrinform ← Interfax []"],
    "according to the Pentagon": ["Pentagon [origin_named]"],
    "Sky News reported, citing Reuters": ["Sky News ← Reuters []"],
    "Sky News has also reported, citing Reuters": ["Sky News ← Reuters []"],
    "as reported by Reuters": ["Reuters []"],
    "The Kremlin, as reported by TASS": ["TASS ← Kremlin [origin_named]"],
    "via Reuters": ["Reuters []"],
    "Via: Reuters": ["Reuters []"],
    "Kommersant via TASS": ["TASS ← Kommersant []"],
    "US officials (via NYT)": ["NYT ← US officials [unnamed]"],
    "US officials via NYT and AFP": [
        "NYT ← US officials [unnamed]",
        "AFP ← US officials [unnamed]",
    ],
    "US officials, according to The New York Times": ["New York Times ← US officials [unnamed]"],
    "Reuters, according to two officials": ["Reuters ← two officials [unnamed]"],
    "Dmitry Peskov told TASS": ["TASS ← Dmitry Peskov [origin_named]"],
    "The Pentagon told CNN": ["CNN ← Pentagon [origin_named]"],
    "an official at the Pentagon told CNN on condition of anonymity": [
        "CNN ← official at the Pentagon [unnamed]"
    ],
    "Kyrylo Budanov, head of the Main Intelligence Directorate, in an interview with Reuters": [
        "Reuters ← Kyrylo Budanov [origin_named]"
    ],
    "Reuters in cooperation with the Open Source Centre": [
        "Reuters + Open Source Centre [origin_named]"
    ],
    "KBS, citing Reuters in cooperation with the Open Source Centre": [
        "KBS ← Reuters + Open Source Centre [origin_named]"
    ],
    "Reuters and the Open Source Centre": ["Reuters + Open Source Centre [origin_named]"],
    "Reuters and Bellingcat": ["Reuters + Bellingcat [origin_named]"],
    "Reuters and AFP": ["Reuters + AFP []"],
    "Reuters and two officials": ["Reuters + two officials []"],
    "two officials and a diplomat": ["two officials + diplomat [unnamed]"],
    "A & B": ["A + B [origin_named]"],
    "A; B": ["A []", "B []"],
    "Reuters, AFP and Kommersant": ["Reuters []", "AFP []", "Kommersant []"],
    "Reuters, AFP, and Kommersant": ["Reuters []", "AFP []", "Kommersant []"],
    "Sources: Reuters and AFP": ["Reuters []", "AFP []"],
    "Sources: Reuters; AFP": ["Reuters []", "AFP []"],
    "Source - Reuters": ["Reuters []"],
    "SOURCE: dpa": ["dpa []"],
    "Reuters and AFP, citing US officials": [
        "Reuters ← US officials [unnamed]",
        "AFP ← US officials [unnamed]",
    ],
    "Reuters, citing the IMF and the World Bank": ["Reuters ← IMF + World Bank [origin_named]"],
    "A, citing B, which in turn cites C": ["A ← B ← C []"],
    "Reuters, citing three sources": ["Reuters ← three sources [unnamed]"],
    "TASS, quoting Kremlin spokesman Dmitry Peskov": ["TASS ← Dmitry Peskov [origin_named]"],
    "leaked documents obtained by Der Spiegel": ["Der Spiegel ← leaked documents []"],
    "court documents seen by Reuters": ["Reuters ← court documents [origin_named]"],
    "Reuters (citing AFP)": ["Reuters ← AFP []"],
    "Zelenskyy on Telegram": ["Zelenskyy []"],
    "An investigation by Bellingcat": ["Bellingcat [own_reporting]"],
    "a spokesperson": ["spokesperson [unnamed]"],
    "experts": ["experts [unnamed]"],
    "Source: Reuters\nSource: AFP": ["Reuters []", "AFP []"],
    "Sky News, citing a spokesperson for the Pentagon, and Kommersant": [
        "Sky News ← Pentagon spokesperson [origin_named]",
        "Kommersant []",
    ],
    "Sky News (citing a Pentagon spokesman), Kommersant": [
        "Sky News ← Pentagon spokesman [origin_named]",
        "Kommersant []",
    ],
    "KBS, citing Reuters, AFP": ["KBS ← Reuters + AFP []"],
}


@pytest.mark.parametrize(("line", "expected"), CHAINS.items(), ids=CHAINS.keys())
def test_line_is_read_whole(line, expected):
    reading = read(line)

    assert sketch(reading) == expected
    assert reading.unread == ()


HOPS = {
    "Institute for the Study of War (ISW)": {
        "name": "Institute for the Study of War",
        "kind": "research",
        "descriptor": "",
    },
    "(ISW)": {"name": "ISW"},
    "Source: Kommersant (a Russian daily)": {"name": "Kommersant", "descriptor": "a Russian daily"},
    "Kommersant newspaper": {"name": "Kommersant", "descriptor": "newspaper"},
    "Kommersant, a Russian daily": {
        "name": "Kommersant",
        "descriptor": "a Russian daily",
        "kind": "news_outlet",
    },
    "Dmitry Peskov, Kremlin spokesman, on Telegram": {
        "name": "Dmitry Peskov",
        "as_reported": "Dmitry Peskov, Kremlin spokesman, on Telegram",
        "descriptor": "Kremlin spokesman",
    },
    "Kremlin's press service": {"name": "Kremlin press service", "body": "Kremlin"},
    "White House press secretary Karoline Leavitt at a briefing": {"name": "Karoline Leavitt"},
    "TASS state news agency": {"name": "TASS", "kind": "news_agency"},
    "a Ukrainian think tank": {"name": "Ukrainian think tank", "kind": "research"},
    "Source: the company website of Acme": {"name": "company website of Acme", "kind": "other"},
    "the General Staff of the Armed Forces of Ukraine on Facebook": {
        "name": "General Staff of the Armed Forces of Ukraine",
        "as_reported": "the General Staff of the Armed Forces of Ukraine on Facebook",
        "designation": "official_document",
        "kind": "military",
    },
    "a statement by the Ministry of Defence": {
        "name": "Ministry of Defence",
        "descriptor": "a statement by",
        "designation": "official_document",
        "kind": "government",
    },
    "a report by Reuters": {"name": "Reuters", "designation": "", "kind": "news_agency"},
    "data from the UN": {"name": "UN", "designation": "", "descriptor": "data from"},
    "ISW's Telegram channel": {"name": "ISW", "designation": ""},
    "a source familiar with the matter": {
        "name": "source familiar with the matter",
        "designation": "anonymous",
        "kind": "other",
    },
    "two officials who spoke on condition of anonymity": {"designation": "official_unnamed"},
    "an adviser to the President who declined to be named": {"designation": "anonymous"},
    "Pentagon officials": {"designation": "official_unnamed", "body": "Pentagon"},
    "US officials": {"designation": "official_unnamed", "body": "", "kind": "role"},
    "sources in the General Staff": {"designation": "anonymous", "body": "General Staff"},
    "Reuters sources": {"designation": "anonymous", "body": ""},
    "people with knowledge of the matter": {"designation": "anonymous", "body": ""},
    "Kremlin spokesman Dmitry Peskov": {
        "name": "Dmitry Peskov",
        "descriptor": "Kremlin spokesman",
        "body": "Kremlin",
        "designation": "on_record_named",
        "kind": "person",
    },
    "Dmitry Peskov, Kremlin spokesman": {
        "name": "Dmitry Peskov",
        "as_reported": "Dmitry Peskov, Kremlin spokesman",
        "descriptor": "Kremlin spokesman",
        "body": "Kremlin",
        "kind": "person",
    },
    "a spokesperson for the US State Department, Tammy Bruce": {
        "name": "Tammy Bruce",
        "descriptor": "a spokesperson for the US State Department",
        "body": "US State Department",
        "designation": "on_record_named",
    },
    "Russian leader Vladimir Putin": {"name": "Vladimir Putin", "body": "", "kind": "person"},
    "Defence Minister Rustem Umerov on Facebook": {
        "name": "Rustem Umerov",
        "descriptor": "Defence Minister",
        "designation": "on_record_named",
    },
    "General Valerii Zaluzhnyi": {"name": "Valerii Zaluzhnyi", "descriptor": "General"},
    "Source: Gen. Zaluzhnyi": {"name": "Zaluzhnyi", "descriptor": "Gen"},
    "Kremlin spokesman": {
        "name": "Kremlin spokesman",
        "body": "Kremlin",
        "designation": "spokesperson_unnamed",
        "kind": "role",
    },
    "the head of the Main Intelligence Directorate": {
        "name": "head of the Main Intelligence Directorate",
        "descriptor": "the head of",
        "body": "Main Intelligence Directorate",
        "designation": "on_record_role",
    },
    "Source: the minister of defence": {"body": "", "designation": "on_record_role"},
    "Analysts at the Institute for the Study of War (ISW)": {
        "body": "Institute for the Study of War",
        "designation": "on_record_role",
    },
    "Office of the President of Ukraine": {
        "name": "Office of the President of Ukraine",
        "designation": "",
        "kind": "government",
    },
    "Chief Intelligence Directorate": {"designation": "", "kind": "intelligence"},
    "Syrskyi said on Telegram": {"name": "Syrskyi", "as_reported": "Syrskyi said on Telegram"},
    "[Reuters)": {"name": "Reuters", "as_reported": "Reuters"},
    "(Reuters": {"name": "Reuters"},
    "路透社": {"name": "路透社"},
}


@pytest.mark.parametrize(("line", "expected"), HOPS.items(), ids=HOPS.keys())
def test_words_about_a_source_are_kept_with_it(line, expected):
    hop = only_hop(line)

    assert {field: getattr(hop, field) for field in expected} == expected


WHOLE_NAMES = [
    "Ministry of Health and Social Care",
    "Office for National Statistics and Census",
    "Food and Agriculture Organization",
    "Johnson & Johnson Ltd",
]


@pytest.mark.parametrize("name", WHOLE_NAMES)
def test_and_inside_a_bodys_name_divides_nothing(name):
    assert only_hop(name).name == name


@pytest.mark.parametrize(
    "name", ["Trinidad and Tobago", "Ernst & Young", "Reuters and AFP", "Kyiv, Lviv", "A via B"]
)
def test_name_known_whole_is_never_divided(name):
    hop = only_hop(f"Source: the {name}", knowing(name))

    assert (hop.name, hop.match.name) == (name, name)


def test_name_known_whole_is_not_divided_after_another():
    reading = read("Reuters and Trinidad and Tobago", knowing("Trinidad and Tobago"))

    assert sketch(reading) == ["Reuters + Trinidad and Tobago [origin_named]"]


AND_DIVIDES = {
    "a body's first word": "Ministry of Health and Ministry of Defence",
    "an outlet on the right": "Ministry of Health and Reuters",
    "an abbreviation": "Ministry of Health and WHO",
    "an article": "Department of War and the Kremlin",
    "two plain names": "Meduza and Mediazona",
}


@pytest.mark.parametrize("line", AND_DIVIDES.values(), ids=AND_DIVIDES.keys())
def test_and_between_two_names_divides_them(line):
    assert sketch(read(line)) == [line.replace(" and ", " + ").replace("the ", "")
                                  + " [origin_named]"]  # fmt: skip


def test_and_after_an_abbreviation_in_brackets_divides():
    line = "Institute for the Study of War (ISW) and General Staff"

    assert sketch(read(line)) == ["Institute for the Study of War + General Staff [origin_named]"]


def test_and_divides_two_known_names_whatever_their_words():
    find = knowing("Office for Statistics", "Census")

    assert sketch(read("Office for Statistics and Census", find)) == [
        "Office for Statistics + Census [origin_named]"
    ]


@pytest.mark.parametrize(
    ("line", "alias"),
    [
        ("The Institute for the Study of War (ISW)", "Institute for the Study of War"),
        ("The Institute for the Study of War (ISW)", "ISW"),
        ("The New York Times", "The New York Times"),
        ("the Kremlin", "Kremlin"),
        ("a spokesperson for the US State Department", "US State Department spokesperson"),
        ("Russian news outlet Kommersant", "Kommersant"),
        ("iStories", "iStories"),
    ],
    ids=["full name", "abbreviation", "with article", "without", "role", "described", "lower case"],
)
def test_known_source_is_found_by_its_alias(line, alias):
    assert only_hop(line, knowing(alias)).match.name == alias


def test_unknown_source_keeps_its_words_and_no_match():
    assert only_hop("Kommersant").match is None


def test_known_kind_beats_the_guess():
    hop = only_hop("Hromadske", knowing("Hromadske", kind="broadcaster"))

    assert hop.kind == "broadcaster"


def test_known_outlet_that_is_told_something_makes_nobody_a_person():
    (chain,) = read("Novaya Gazeta told TASS", knowing("Novaya Gazeta", kind="news_outlet")).chains

    assert chain.hops[-1][0].designation == ""


def test_look_up_is_asked_once_for_each_name_and_never_for_nothing():
    asked = []

    read(f"{SEED_LINE}; Sky News; ; Sky News and AFP", asked.append)

    assert len(asked) == len(set(asked))
    assert all(asked)


RELATIONS = {
    "TASS, quoting Peskov": ["cites", "quotes"],
    "TASS, paraphrasing Peskov": ["cites", "paraphrases"],
    "MSN, republishing Reuters": ["cites", "syndicates"],
    "Meduza, translated from Kommersant": ["cites", "translates"],
    "Peskov, quoted by TASS": ["cites", "quotes"],
    "quoting Peskov": ["quotes"],
    "Reuters jointly with AFP": ["produced_jointly", "produced_jointly"],
    "Reuters & AFP": ["produced_jointly", "produced_jointly"],
}


@pytest.mark.parametrize(("line", "expected"), RELATIONS.items(), ids=RELATIONS.keys())
def test_linking_words_give_the_relation(line, expected):
    (chain,) = read(line).chains

    assert [hop.relation for hops in chain.hops for hop in hops] == expected


RULES = {
    "Reuters": "name",
    "Reuters, citing AFP": "citing",
    "US officials (via NYT)": "via",
    "Reuters and the Kremlin": "joint",
    "Reuters, AFP": "list",
}


@pytest.mark.parametrize(("line", "rule"), RULES.items(), ids=RULES.values())
def test_chain_carries_the_name_of_the_rule_that_read_it(line, rule):
    assert {chain.rule for chain in read(line).chains} == {rule}


UNREAD = {
    "nothing": ("", [], []),
    "blanks": (" \n\t ", [], []),
    "a label alone": ("Source:", [], []),
    "a picture's credit": ("Photo: Getty Images", [], ["Photo: Getty Images"]),
    "a picture's credit after a source": (
        "Source: Reuters. Photo: Getty Images",
        ["Reuters []"],
        ["Photo: Getty Images"],
    ),
    "an address": ("https://example.org/a", [], ["https://example.org/a"]),
    "a date": ("Monday, 28 April 2025, 09:36", [], ["Monday, 28 April 2025, 09:36"]),
    "digits": ("62,000", [], ["62,000"]),
    "a pronoun": ("He told reporters", [], ["He told reporters"]),
    "prose": ("the weather was fine", [], ["the weather was fine"]),
    "prose with names": (
        "Russia has lost 62,000 soldiers, according to the Pentagon",
        ["Pentagon [origin_named]"],
        ["Russia has lost 62,000 soldiers"],
    ),
    "what was reported": (
        "Sky News reported that it rained",
        ["Sky News []"],
        ["reported that it rained"],
    ),
    "an aside": ("Meanwhile, Reuters", ["Reuters []"], ["Meanwhile"]),
    "a clause in a list": (
        "Source: Reuters, with additional reporting",
        ["Reuters []"],
        ["with additional reporting"],
    ),
    "a link that leads nowhere": (
        "Pentagon, citing prices that rose, via Reuters",
        ["Pentagon []"],
        [", citing prices that rose, via Reuters"],
    ),
    "more words than a name has": (
        "Source: A b c d e f g h i j k l m",
        [],
        ["A b c d e f g h i j k l m"],
    ),
    "a word longer than a name": ("A" * 121, [], ["A" * 121]),
    "half of what a link leads to": (
        "Reuters, citing Kyiv, among others",
        ["Reuters ← Kyiv []"],
        ["among others"],
    ),
    "several at several places": (
        "Reuters and AFP, citing TASS and RIA Novosti, citing Kyiv",
        [],
        ["Reuters and AFP, citing TASS and RIA Novosti, citing Kyiv"],
    ),
}


@pytest.mark.parametrize(("line", "expected", "unread"), UNREAD.values(), ids=UNREAD.keys())
def test_what_names_no_source_is_handed_back(line, expected, unread):
    reading = read(line)

    assert sketch(reading) == expected
    assert list(reading.unread) == unread


def test_clause_that_ends_beyond_the_limit_is_unread():
    beyond = "AFP, citing " + "B" * LONGEST_LINE

    reading = read(f"Source: Reuters; {beyond}")

    assert sketch(reading) == ["Reuters []"]
    assert reading.unread == (beyond,)


def test_endless_clause_is_unread_whole():
    line = "A " * LONGEST_LINE

    assert read(line).unread == (line.strip(),)


@pytest.mark.parametrize(
    "piece",
    ["(", ")", "((a)", "a and ", "A, ", " ", "A via ", "said ", "A told B and C ", "which has "],
)
def test_work_grows_with_the_length_of_a_line_not_with_its_square(piece):
    line = (piece * LONGEST_LINE)[:LONGEST_LINE]

    assert steps_of(read, line) < 3 * steps_of(read, line[: LONGEST_LINE // 2])


# The words that a reading uses up: labels, links, and what says that somebody said something.
CONNECTIVES = re.compile(
    r"sources?|original|via|citing|cites|which|who|in|turn|according|to|as|reported|by|told|quoted|"
    r"cooperation|jointly|with|and|a|said|has|that"
)
KINDS = {
    "news_agency", "news_outlet", "broadcaster", "social_channel", "government", "military",
    "intelligence", "court", "intergovernmental", "ngo", "research", "academic", "company",
    "person", "role", "dataset", "other",
}  # fmt: skip
PHRASES = st.sampled_from(
    [
        "Sky News", "Reuters", "a spokesperson for the US State Department", "the Kremlin",
        "US officials", "A", "Dmitry Peskov", "Kremlin spokesman", "three sources", "(ISW)",
        "Ministry of Health and Social Care", "it rained", "62,000", "Photo: Getty Images",
        "leaked documents", "An investigation by Bellingcat", "the minister", "on Telegram",
    ]
)  # fmt: skip
GLUE = st.sampled_from(
    [
        ", citing ", " via ", " and ", " & ", ", ", "; ", " (via ", ") ", "Source: ", "\n",
        ", which in turn cites ", " reported ", " said that ", ". ", " in cooperation with ", " ",
        ", according to ", "(", " as quoted by ", " jointly with ", " told ",
    ]
)  # fmt: skip
LINES = st.lists(st.one_of(PHRASES, GLUE), max_size=14).map("".join)


def words_of(text):
    return re.findall(r"\w+", text)


@given(st.one_of(st.text(), LINES))
@example("A" * 3000)
def test_no_word_is_lost(line):
    reading = read(line)

    kept = " ".join(
        [*reading.unread, *(h.as_reported for c in reading.chains for hops in c.hops for h in hops)]
    )
    lost = {word.lower() for word in words_of(line)} - {word.lower() for word in words_of(kept)}
    assert {word for word in lost if not CONNECTIVES.fullmatch(word)} == set()


@given(LINES)
@settings(max_examples=300)
def test_chain_that_is_read_can_be_stored_behind_its_publisher(line):
    for chain in read(line).chains:
        hops = [chains.Hop(0, "the publisher")]
        for position, joint in enumerate(chain.hops, start=1):
            is_last = position == len(chain.hops)
            hops += [
                chains.Hop(
                    position,
                    hop.name,
                    end=chain.end if is_last else "",
                    relation=hop.relation,
                    designation=hop.designation,
                )
                for hop in joint
            ]
        assert {problem.code for problem in chains.problems(hops)} <= {"circular_reporting"}


@given(LINES)
def test_hop_is_made_of_the_lines_own_words(line):
    for chain in read(line).chains:
        assert chain.text in line
        for hop in (hop for hops in chain.hops for hop in hops):
            assert hop.as_reported in chain.text
            assert 0 < len(hop.as_reported) <= LONGEST_PHRASE
            assert hop.name
            assert {*words_of(hop.descriptor), *words_of(hop.body)} <= {*words_of(hop.as_reported)}
            assert hop.kind in KINDS


@given(LINES, LINES)
def test_lines_are_read_one_by_one(first, second):
    both, one, other = read(f"{first}\n{second}"), read(first), read(second)

    assert both.chains == one.chains + other.chains
    assert both.unread == one.unread + other.unread
