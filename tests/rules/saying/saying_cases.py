"""Claims of all kinds as parts, to be said in each language."""

import datetime
from decimal import Decimal

from claims.rules.saying import Day, Name, Other, Parts, Period, Unit, Voice
from claims.rules.values import UnitSpec, Value, phrase

PEOPLE = Unit(
    "person",
    "people",
    names={"uk": {"one": "особа", "few": "особи", "many": "осіб", "other": "особи"}},
)
DOLLARS = Unit(
    "US dollar",
    "US dollars",
    "US$",
    {
        "uk": {
            "one": "долар США",
            "few": "долари США",
            "many": "доларів США",
            "other": "долара США",
        }
    },
)
PERCENT = Unit("percent", "percent", "%")
SHELLS = Unit("shell", "shells")
SPECS = {
    "US$": UnitSpec("usd", "US dollar", "US dollars", "US$", "currency", currency="USD"),
    "%": UnitSpec("percent", "percent", "percent", "%", "ratio"),
}
STAFF = Name("General Staff", "the General Staff", {"uk": "Генеральний штаб"})
CRESCENT = Name("Red Crescent", "the Red Crescent", {"uk": "Червоний Півмісяць"})
KIM = Name("Kim Jong Un", others={"uk": "Кім Чен Ин"})
KCNA = Name("KCNA", others={"uk": "ЦТАК"})
SKY = Name("Sky News")
REUTERS = Name("Reuters", others={"uk": "Рейтер"})
CENTRE = Name("Open Source Centre", "the Open Source Centre")
PENTAGON = Name("Pentagon", "the Pentagon", {"uk": "Пентагон"})
SPOKESPERSON = Name(
    "State Department spokesperson",
    "a spokesperson for the State Department",
    {"uk": "речник Держдепу"},
)
APRIL = Day(datetime.date(2025, 4, 26))
LOST = "North Korea has lost more than 4,500 servicemen."
LOST_UK = "Північна Корея втратила понад 4500 військових."
FLOOD = "The flood in Derna killed 11,300 people."
FLOOD_UK = "Повінь у Дерні забрала життя 11 300 людей."
KIM_CONFIRMED = "Kim Jong Un confirmed that troops were sent."
KIM_UK = "Кім Чен Ин підтвердив, що військових відправили."


def value(comparator: str, amount=None, unit: Unit = PEOPLE, **more) -> dict:
    """Return a value with its unit and its words, as the parts of a claim have them."""
    numbers = {name: Decimal(str(one)) for name, one in more.items() if name != "range_kind"}
    amount = None if amount is None else Decimal(str(amount))
    kind = more.get("range_kind", "")
    said = Value(comparator, amount, range_kind=kind, **numbers)
    return {"value": said, "unit": unit, "text": phrase(said, SPECS.get(unit.symbol))}


def lost(*voices: Voice, **more) -> Parts:
    return Parts(LOST, translations={"uk": LOST_UK}, voices=voices, **value("gt", 4500), **more)


def flood(*voices: Voice, **more) -> Parts:
    return Parts(FLOOD, translations={"uk": FLOOD_UK}, voices=voices, **value("eq", 11300), **more)


def confirmed(verdict: str = "reported", **more) -> Parts:
    voice = Voice(KIM, verdict, channel=KCNA, kind="person", **more)
    return Parts(KIM_CONFIRMED, translations={"uk": KIM_UK}, kind="speech_act", voices=[voice])


def held(statement: str, uk: str = "", *voices: Voice, kind="state_of_affairs", **more) -> Parts:
    translations = {"uk": uk} if uk else {}
    return Parts(statement, translations=translations, kind=kind, voices=voices, **more)


OTHER = Other("CLM-000007", "The flood killed 4,255 people.")
SAID = {
    "a party": lost(Voice(STAFF, stake="belligerent")),
    "the original seen": lost(Voice(STAFF, "said")),
    "two voices, one with a stake": lost(Voice(STAFF, stake="belligerent"), Voice(REUTERS)),
    "a joint origin of three": lost(Voice(STAFF), Voice(REUTERS), Voice(CENTRE)),
    "five voices": lost(*(Voice(one) for one in (STAFF, REUTERS, CENTRE, SKY, PENTAGON))),
    "the same voice twice": lost(Voice(STAFF), Voice(STAFF)),
    "a day that the statement lacks": lost(Voice(STAFF), as_of=APRIL),
    "a month": lost(Voice(STAFF), as_of=Day(APRIL.date, "month")),
    "a quarter": lost(Voice(STAFF), as_of=Day(APRIL.date, "quarter")),
    "a year": lost(Voice(STAFF), as_of=Day(APRIL.date, "year")),
    "a period": lost(Voice(STAFF), period=Period(datetime.date(2023, 9, 1), APRIL.date, "month")),
    "a period of one month": lost(Voice(STAFF), period=Period(APRIL.date, APRIL.date, "month")),
    "a period without an end": lost(Voice(STAFF), period=Period(APRIL.date, None)),
    "a day that the statement names": held(
        "By May 2025 it had lost 500 men.", "", Voice(STAFF), as_of=APRIL, **value("eq", 500)
    ),
    "a prediction": held(
        "It will lose 500 men.",
        "",
        Voice(STAFF),
        kind="prediction",
        as_of=APRIL,
        verification="not_checkable",
        **value("eq", 500),
    ),
    "denied": flood(Voice(CRESCENT, "denied")),
    "denied, with a stake": flood(Voice(CRESCENT, "denied", "subject")),
    "denied by a person": flood(Voice(KIM, "denied", kind="person")),
    "one of two denies": flood(Voice(CRESCENT, "denied"), Voice(REUTERS)),
    "both deny": flood(Voice(CRESCENT, "denied"), Voice(REUTERS, "denied")),
    "misattributed": flood(Voice(CRESCENT, "misattributed"), verification="refuted"),
    "misattributed beside": flood(Voice(CRESCENT, "misattributed"), Voice(REUTERS, "said")),
    "says otherwise": flood(Voice(CRESCENT, "says_otherwise", other=OTHER)),
    "says otherwise by ref": flood(Voice(CRESCENT, "says_otherwise", other=Other("CLM-000007"))),
    "says otherwise beside": flood(
        Voice(REUTERS), Voice(KIM, "says_otherwise", kind="person", other=OTHER)
    ),
    "withdrew": flood(Voice(CRESCENT, "withdrew")),
    "withdrew beside": flood(Voice(CRESCENT, "withdrew"), Voice(REUTERS)),
    "cannot be told": flood(Voice(CRESCENT, "cannot_be_told")),
    "a speech act": confirmed(),
    "a speaker with a stake": confirmed(stake="belligerent"),
    "a speaker on a channel of his own": Parts(
        KIM_CONFIRMED, kind="speech_act", voices=[Voice(KIM, "said", channel=KIM, kind="person")]
    ),
    "a speaker who denies": confirmed("denied"),
    "a speaker who never said it": confirmed("misattributed"),
    "a speaker who says otherwise": confirmed("says_otherwise"),
    "a speaker who withdrew": confirmed("withdrew"),
    "a speaker of whom it cannot be told": confirmed("cannot_be_told"),
    "a spokesperson tells a speech act": held(
        "The State Department is concerned.",
        "Держдепартамент США стурбований.",
        Voice(SPOKESPERSON, designation="spokesperson_unnamed", channel=SKY, kind="role"),
        kind="speech_act",
    ),
    "an unnamed official": lost(Voice(None, designation="official_unnamed", channel=SKY)),
    "an unnamed spokesperson of a body": lost(
        Voice(PENTAGON, designation="spokesperson_unnamed", channel=SKY)
    ),
    "an unnamed official of a body": lost(Voice(PENTAGON, designation="official_unnamed")),
    "a leaked document": lost(Voice(PENTAGON, designation="leaked_document", channel=SKY)),
    "an anonymous source": lost(Voice(None, designation="anonymous", channel=SKY)),
    "two anonymous sources": lost(
        Voice(None, designation="anonymous", channel=SKY),
        Voice(None, designation="anonymous", channel=REUTERS),
    ),
    "nobody named": lost(channel=SKY, verification="unverifiable"),
    "nobody at all": lost(verification="unassessed"),
    "a statement with its own source": held(
        "It fell, according to Reuters.", "", Voice(REUTERS, channel=SKY)
    ),
    "a statement without its number": held(
        "Losses at the front", "Втрати на фронті", Voice(STAFF), **value("gt", 4500)
    ),
    "a number in words": held(
        "At least four million shells came.", "", Voice(REUTERS), **value("gte", 4_000_000, SHELLS)
    ),
    "a number with a suffix": held("It lost 4.5k men.", "", Voice(STAFF), **value("eq", 4500)),
    "another language": held(
        "Росія втратила 62 000 солдатів.", "", Voice(STAFF), language="uk-UA", **value("eq", 62000)
    ),
    "a language of nobody": held("Xyz.", "", Voice(STAFF), language="qqq"),
    "a per cent sign": held("It holds 100 %(x)s of 5 %.", "", Voice(STAFF)),
    "initials at the end": held("It came from the U.S.", "", Voice(STAFF)),
    "an assessment that is open again": flood(Voice(REUTERS), needs_reassessment=True),
    "a correction": flood(Voice(REUTERS), corrected_on=APRIL),
    "a successor": flood(Voice(REUTERS), superseded_by="CLM-000009"),
    "an end": flood(Voice(REUTERS), is_over=True, verification="disputed"),
}
VALUES = {
    "more": value("gt", 4500),
    "exactly one": value("eq", 1),
    "two": value("eq", 2),
    "five at least": value("gte", 5),
    "up to": value("lte", 22),
    "under": value("lt", 101),
    "about": value("approx", 2_500_000),
    "nearly": value("nearly", 1_700_000_000),
    "a range": value("between", low=5, high=22),
    "a range of millions": value("between", low=4_000_000, high=5_500_000),
    "a reported range": value("between", low=5, high=22, range_kind="reported_range"),
    "the best of a range": value("between", 10, low=5, high=22, range_kind="best_low_high"),
    "an interval": value(
        "between", low=5, high=22, range_kind="confidence_interval", confidence_level="0.95"
    ),
    "the best of an interval": value(
        "between", 10, low=5, high=22, range_kind="confidence_interval", confidence_level="0.95"
    ),
    "an open range": value("gt_lt", low=700, high=1000),
    "at least a range": value("gte_range", low=4, high=6),
    "vague": value("vague", low=200, high=1000),
    "at least, vague": value("gte_vague", low=300, high=1000),
    "a vague loss": value("vague", unit=DOLLARS, low=-100_000_000, high=-20_000_000),
    "just over": value("just_over", 500),
    "exact millions": value("eq", 1_200_000),
    "rounded millions": value("eq", 1_200_000, rounding=100_000),
    "rounded": value("eq", 62400, rounding=100),
    "money": value("gt", 20_000_000_000, DOLLARS),
    "a loss of money": value("eq", "-3.5", DOLLARS),
    "per cent": value("eq", "12.5", PERCENT),
    "a unit without names": value("gte", 4_000_000, SHELLS),
    "none": value("eq", 0),
}
