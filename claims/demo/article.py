"""Ten claims of one news item: Ukrainska Pravda, 28 April 2025, 09:36, by Stanislav Pohorilov."""

import datetime

UP = "ukrainska-pravda"
SPOKESPERSON = [
    {"source": UP, "relation": "cites"},
    {"source": "sky-news", "relation": "quotes", "as_reported": "Sky News"},
    {
        "source": "us-state-department-spokesperson",
        "designation": "spokesperson_unnamed",
        "end": "origin_named",
        "as_reported": "a spokesperson for the US State Department",
    },
]
KREMLIN = [
    {"source": UP, "relation": "cites"},
    {"source": "kommersant", "relation": "cites", "as_reported": "Russian news outlet Kommersant"},
    {
        "source": "kremlin",
        "designation": "on_record_role",
        "end": "origin_named",
        "as_reported": "the Kremlin",
    },
]


def named(source: str, as_reported: str, designation: str = "on_record_role") -> list[dict]:
    """A chain of two: the article, and the origin that it names."""
    origin = {
        "source": source,
        "designation": designation,
        "end": "origin_named",
        "as_reported": as_reported,
    }
    return [{"source": UP, "relation": "cites"}, origin]


def investigation(outlet: str) -> list[dict]:
    """A chain of an outlet and one joint origin: Reuters with the Open Source Centre."""
    joint_origin = {
        "position": 1,
        "relation": "produced_jointly",
        "designation": "own_reporting",
        "end": "origin_named",
    }
    return [
        {"source": outlet, "relation": "cites"},
        {"source": "reuters", "as_reported": "Reuters", **joint_origin},
        {"source": "open-source-centre", "as_reported": "the Open Source Centre", **joint_origin},
    ]


def joint(outlet: str) -> dict:
    """One more outlet that hands on the same investigation."""
    return {
        "document": outlet,
        "stance": "repeats",
        "no_quote_reason": "The demo holds no text of this report, only its chain.",
        "chain": investigation(outlet),
        "found": "It names Reuters and the Open Source Centre, and nobody else.",
    }


# Each: a key that stays, the state that it is brought to, who wrote it, and the claim.
CLAIMS = [
    {
        "key": "putin-confirmed",
        "state": "in_review",
        "author": "eva",
        "statement": "Vladimir Putin confirmed that North Korean troops take part in the war "
        "against Ukraine on Russia’s side.",
        "kind": "speech_act",
        "speech_act": "confirmed",
        "subject": "russia",
        "stated_on": datetime.date(2025, 4, 28),
        "quote": "confirmed the involvement of North Korean troops on Russia’s side in the war "
        "against Ukraine",
        "chain": KREMLIN,
        "locator": "Lead",
    },
    {
        "key": "putin-thanked",
        "state": "submitted",
        "author": "eva",
        "statement": "Vladimir Putin thanked North Korean units for fighting Ukrainian forces in "
        "Kursk Oblast.",
        "kind": "speech_act",
        "speech_act": "thanked",
        "subject": "russia",
        "stated_on": datetime.date(2025, 4, 28),
        "quote": "thanked the North Korean units for participating in battles against the "
        "formations of the Armed Forces of Ukraine in Kursk Oblast",
        "chain": KREMLIN,
        "locator": "Details, paragraph 3",
    },
    {
        "key": "state-department-concerned",
        "state": "published",
        "author": "eva",
        "statement": "The US State Department is concerned about North Korea’s direct "
        "involvement in the war against Ukraine.",
        "kind": "speech_act",
        "speech_act": "expressed_concern",
        "subject": "north-korea",
        "quote": 'about North Korea’s "direct involvement" in the war',
        "chain": SPOKESPERSON,
        "locator": "Details, paragraph 1",
        "found": "The article names Sky News, and Sky News an unnamed spokesperson, by e-mail. "
        "We have not seen the e-mail.",
        "also": [
            {
                "document": "copy",
                "stance": "repeats",
                "no_quote_reason": "A verbatim copy: the quote stands in the original.",
                "chain": [{"source": "uanews", "relation": "cites"}, *SPOKESPERSON[1:]],
                "found": "Word for word the same item as Ukrainska Pravda’s.",
            }
        ],
    },
    {
        "key": "state-department-demands",
        "state": "published",
        "author": "carla",
        "statement": "The US State Department demands an end to North Korea’s military "
        "deployment to Russia and to Russian support in return.",
        "kind": "speech_act",
        "speech_act": "demanded",
        "subject": "north-korea",
        "quote": "military deployment to Russia and any support provided by the Russian "
        "Federation [to North Korea] in return must end",
        "chain": SPOKESPERSON,
        "locator": "Details, paragraph 2",
        "found": "The article quotes the sentence from an e-mail to Sky News by an unnamed "
        "spokesperson. We have not seen the e-mail.",
    },
    {
        "key": "kim-confirmed",
        "state": "changes_requested",
        "author": "carla",
        "statement": "Kim Jong Un confirmed that North Korean troops were sent to fight against "
        "Ukraine, citing the Comprehensive Strategic Partnership Treaty.",
        "kind": "speech_act",
        "speech_act": "confirmed",
        "subject": "north-korea",
        "quote": "complies with the provisions of the Comprehensive Strategic Partnership Treaty",
        "chain": named("kim-jong-un", "North Korean leader Kim Jong Un", "on_record_named"),
        "locator": "Background, item 1",
        "comment": "Please add when he said it, and through whom the article has it: "
        "it names nobody between itself and him.",
    },
    {
        "key": "russian-losses-kursk",
        "state": "published",
        "author": "eva",
        "statement": "Russia has lost more than 62,000 soldiers in the Kursk operational zone "
        "since the start of the Kursk operation.",
        "kind": "quantity",
        "subject": "russian-forces",
        "measure": "personnel-losses",
        "scope": "kursk-operation",
        "value": "more than 62,000",
        "as_of": datetime.date(2025, 4, 26),
        "basis": "official_declaration",
        "quote": "Russia has lost more than 62,000 soldiers",
        "chain": named("general-staff-ua", "The General Staff of the Armed Forces of Ukraine"),
        "locator": "Background, item 2",
        "found": "The article names the General Staff and no document of it.",
    },
    {
        "key": "north-korean-losses-kursk",
        "state": "published",
        "author": "eva",
        "statement": "North Korea has lost more than 4,500 servicemen in the Kursk operational "
        "zone since the start of the Kursk operation.",
        "kind": "quantity",
        "subject": "north-korean-forces",
        "measure": "personnel-losses",
        "scope": "kursk-operation",
        "value": "more than 4,500",
        "as_of": datetime.date(2025, 4, 26),
        "basis": "official_declaration",
        "quote": "more than 4,500 North Korean servicemen in the Kursk operational zone",
        "chain": named("general-staff-ua", "The General Staff of the Armed Forces of Ukraine"),
        "locator": "Background, item 2",
        "found": "The article names the General Staff and no document of it.",
    },
    {
        "key": "north-korean-revenue",
        "state": "published",
        "author": "carla",
        "statement": "North Korea has earned over US$20 billion through its involvement in "
        "Russia’s war against Ukraine.",
        "kind": "quantity",
        "subject": "north-korea",
        "measure": "revenue",
        "value": "over US$20 billion",
        "quote": "North Korea has earned over US$20 billion",
        "chain": named("kida", "The Korea Institute for Defence Analyses (KIDA)"),
        "locator": "Background, item 3",
        "found": "The article names the institute and no study of it.",
    },
    {
        "key": "shells",
        "state": "published",
        "author": "eva",
        "statement": "North Korea has supplied Russia with at least four million artillery shells "
        "in 20 months.",
        "kind": "quantity",
        "subject": "north-korea",
        "measure": "munitions-delivered",
        "value": "at least four million",
        "period": (datetime.date(2023, 9, 1), datetime.date(2025, 3, 31)),
        "quote": "over the past 20 months North Korea has supplied Russia with at least four "
        "million artillery shells",
        "chain": investigation(UP),
        "locator": "Background, item 4",
        "found": "The article names the joint investigation. We have not read it.",
        "also": [joint(outlet) for outlet in ("online-ua", "kbs", "nhk")],
    },
    {
        "key": "testing-ground",
        "state": "draft",
        "author": "carla",
        "statement": "North Korea is using the war in Ukraine as a testing ground for its own "
        "military capabilities.",
        "kind": "state_of_affairs",
        "speech_act": "assessed",
        "subject": "north-korea",
        "quote": "North Korea is using the war in Ukraine as a testing ground",
        "chain": named(
            "institute-for-the-study-of-war", "Analysts at the Institute for the Study of War (ISW)"
        ),
        "locator": "Background, item 5",
    },
]
