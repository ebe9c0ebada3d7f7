"""The English words for a figure's measure and subject: candidates for names in the registers."""

import re
from dataclasses import dataclass

SOLDIERS = (
    "soldiers|servicemen|servicewomen|service members|servicemembers|troops|fighters|"
    "military personnel|personnel|conscripts|marines|officers|combatants|infantrymen|militants"
)
PERSONS = (
    f"{SOLDIERS}|people|persons|civilians|residents|children|women|men|patients|workers|"
    "employees|students|migrants|refugees|prisoners|hostages|villagers|passengers|voters|victims|"
    "deaths|fatalities|casualties|bodies|demonstrators|protesters|households|families|staff|jobs"
)
MUNITIONS = (
    "(?:artillery |mortar |rocket )?(?:shells|rounds|rockets|munitions|missiles|projectiles)"
)
VEHICLES = (
    "tanks|aircraft|airplanes|helicopters|drones|ships|submarines|vehicles|artillery systems|"
    "armored vehicles|armoured vehicles|cruise missiles"
)
KILLED = "killed|killing|kills|dead|died|deaths|fatalities"
WOUNDED = "wounded|wounding|injured|injuring|injures|injuries|hurt"


@dataclass(frozen=True)
class Words:
    """The words of a measure.

    ``pattern`` finds the words; ``counted`` is what the figure has to count: soldiers, persons,
    money, munitions or vehicles, or "" for anything. ``names``: measures to look up.
    """

    rule: str
    pattern: re.Pattern
    counted: str
    names: tuple[str, ...]


def _words(rule: str, pattern: str, counted: str, *names: str) -> Words:
    return Words(rule, re.compile(rf"\b(?:{pattern})\b", re.I), counted, names)


# The first one counts if two stand at the same distance from a number.
MEASURES = (
    _words("soldiers_killed", KILLED, "soldiers", "Killed"),
    _words("deaths", f"{KILLED}|death toll|drowned", "persons", "Deaths"),
    _words("soldiers_lost", "lost|losses|lose|losing", "soldiers", "Personnel losses"),
    _words("wounded", WOUNDED, "persons", "Wounded", "Injured"),
    _words("displaced", "displaced|fled|evacuated", "persons", "Displaced people", "Displaced"),
    _words("arrested", "arrested|arresting|detained", "persons", "Arrests", "Arrested", "Detained"),
    _words("missing", "missing|unaccounted for", "persons", "Missing people", "Missing"),
    _words(
        "munitions_delivered",
        "supplied|delivered|shipped|sent|transferred|provided|handed over",
        "munitions",
        "Munitions delivered",
    ),
    _words("revenue", "earned|revenues?|turnover|earnings", "money", "Revenue"),
    _words("profit", "profits?|net income", "money", "Profit"),
    _words("vehicles_lost", "lost|destroyed|destroying|losses|downed", "vehicles"),
)
COUNTED = {
    "soldiers": re.compile(rf"\b(?:{SOLDIERS})\b", re.I),
    "persons": re.compile(rf"\b(?:{PERSONS})\b", re.I),
    "munitions": re.compile(rf"\b{MUNITIONS}\b", re.I),
    "vehicles": re.compile(rf"\b(?:{VEHICLES})\b", re.I),
}

# The countries and their adjectives; a longer name comes before a name that it contains.
_DEMONYMS = (
    "North Korea: North Korean, South Korea: South Korean, United States: American, US: US, "
    "United Kingdom: British, UK: UK, Britain: British, European Union: European, "
    "Afghanistan: Afghan, Australia: Australian, Belarus: Belarusian, Brazil: Brazilian, "
    "Canada: Canadian, China: Chinese, Egypt: Egyptian, Ethiopia: Ethiopian, France: French, "
    "Gaza: Palestinian, Germany: German, Greece: Greek, India: Indian, Iran: Iranian, "
    "Iraq: Iraqi, Israel: Israeli, Italy: Italian, Japan: Japanese, Lebanon: Lebanese, "
    "Libya: Libyan, Mexico: Mexican, Myanmar: Myanmar, Nigeria: Nigerian, Pakistan: Pakistani, "
    "Poland: Polish, Romania: Romanian, Russian Federation: Russian, Russia: Russian, "
    "Saudi Arabia: Saudi, Spain: Spanish, Sudan: Sudanese, Syria: Syrian, Turkey: Turkish, "
    "Ukraine: Ukrainian, Yemen: Yemeni"
)
DEMONYMS = dict(pair.split(": ") for pair in _DEMONYMS.split(", "))
SAME_COUNTRY = {"Russian Federation": "Russia", "US": "United States", "UK": "United Kingdom"}
_PLACES = sorted({*DEMONYMS, *DEMONYMS.values()}, key=len, reverse=True)
PLACE = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, _PLACES))})(?![\w-])")


def country_of(words: str) -> str:
    """Return the first country that the words name, or its adjective (“North Korean”), or ""."""
    place = PLACE.search(words)
    if not place:
        return ""
    if place[1] in DEMONYMS:
        return SAME_COUNTRY.get(place[1], place[1])
    country = next(name for name, adjective in DEMONYMS.items() if adjective == place[1])
    return SAME_COUNTRY.get(country, country)


def names_of(country: str) -> tuple[str, ...]:
    """Return the names under which a register may hold a country."""
    return (country, *(alias for alias, name in SAME_COUNTRY.items() if name == country))


def forces_of(country: str) -> tuple[str, ...]:
    adjective = DEMONYMS.get(country, "")
    return (f"{adjective} forces", f"{adjective} armed forces") if adjective else ()
