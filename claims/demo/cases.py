"""Cases that show judgement: derived counts, a denial, a correction, a retraction.

The facts are those of the shared cases in ``tests/vectors/``; where the demo holds no text of a
document, the citation says so in place of a quote.
"""

import datetime

from claims.demo.article import UP

NO_TEXT = "The demo holds no text of this document, only its chain."


def own(source: str, designation: str = "own_reporting") -> list[dict]:
    """A chain of one: the publisher is the origin."""
    return [{"source": source, "designation": designation, "end": "own_reporting"}]


CASES = [
    {
        "key": "losses-march-2025",
        "state": "published",
        "author": "eva",
        "statement": "Russian forces lost 40,670 soldiers in March 2025.",
        "kind": "quantity",
        "subject": "russian-forces",
        "measure": "personnel-losses",
        "value": "40,670",
        "period": (datetime.date(2025, 3, 1), datetime.date(2025, 3, 31)),
        "basis": "official_declaration",
        "document": "general-staff",
        "no_quote_reason": "The difference of two daily counts: 915,230 less 874,560.",
        "chain": own("general-staff-ua"),
        "found": "The count is the General Staff’s own, day by day.",
        "source_status": "original_seen",
        "also": [
            {
                "document": "uk-mod",
                "stance": "repeats",
                "no_quote_reason": NO_TEXT,
                "chain": own("uk-mod"),
                "found": "The monthly figure follows the General Staff’s daily count.",
            }
        ],
    },
    {
        "key": "killed-by-registry",
        "state": "published",
        "author": "carla",
        "statement": "About 165,000 Russian soldiers had been killed by the end of 2024.",
        "kind": "quantity",
        "subject": "russian-forces",
        "scope": "full-scale-invasion",
        "measure": "killed",
        "value": "about 165,000",
        "as_of": datetime.date(2024, 12, 31),
        "basis": "statistical_estimate",
        "document": "mediazona",
        "no_quote_reason": NO_TEXT,
        "chain": own("mediazona"),
        "found": "An estimate from the registry of inheritance cases, made with Meduza.",
        "correction": {
            "fields": {"as_of_precision": "month"},
            "note": "The estimate is for the end of the year, not for one day of it.",
            "public_note": "We gave the estimate for 31 December 2024; it is for the month.",
        },
    },
    {
        "key": "derna-deaths",
        "state": "published",
        "author": "eva",
        "statement": "The flood in Derna killed 11,300 people.",
        "kind": "quantity",
        "topic": "derna-flood",
        "subject": "derna",
        "measure": "deaths",
        "value": "11,300",
        "as_of": datetime.date(2023, 9, 16),
        "document": "ocha",
        "no_quote_reason": NO_TEXT,
        "chain": [
            {"source": "ocha", "relation": "cites"},
            {
                "source": "libyan-red-crescent",
                "designation": "on_record_role",
                "end": "origin_named",
            },
        ],
        "found": "The update names the Libyan Red Crescent and no document of it.",
        "denied": "The Libyan Red Crescent says that it gave no such number.",
    },
    {
        "key": "shells-a-month",
        "state": "published",
        "author": "carla",
        "statement": "North Korea supplies Russia with at least four million artillery shells a "
        "month.",
        "kind": "quantity",
        "subject": "north-korea",
        "measure": "munitions-delivered",
        "value": "at least four million",
        "as_of": datetime.date(2025, 4, 28),
        "document": "article",
        "quote": "over the past 20 months North Korea has supplied Russia with at least four "
        "million artillery shells",
        "chain": [
            {"source": UP, "relation": "cites"},
            {"source": "reuters", "designation": "own_reporting", "end": "origin_named"},
        ],
        "found": "The article names the investigation.",
        "retraction": "We wrote “a month”; the source gives four million as a total over 20 "
        "months. See the claim on that total.",
    },
]
