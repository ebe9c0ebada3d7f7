"""A small mapping, and files that fit it."""

import io

from tests.factories import (
    MeasureFactory,
    ScopeFactory,
    SourceFactory,
    SubjectFactory,
    TopicFactory,
)

MAPPING = {
    "ignore": ["day"],
    "defaults": {
        "topic": "russia-ukraine-war",
        "subject": "russian-forces",
        "url": "https://example.org/counts",
        "title": "Daily counts",
        "publisher": "data-set",
        "as_of": {"column": "date"},
        "no_quote_reason": "A row of a data set.",
        "chain": [{"relation": "cites"}, {"source": "general-staff", "end": "origin_named"}],
    },
    "claims": [
        {
            "statement": "Russian forces have lost {value} soldiers as of {as_of}.",
            "measure": "personnel-losses",
            "value": {"column": "personnel"},
            "comparator": {"column": "how"},
        },
        {
            "statement": "Russian forces have lost {value} tanks as of {as_of}.",
            "measure": "tanks",
            "value": {"column": "tanks"},
        },
    ],
}
HEAD = "date,day,personnel,how,tanks\n"


def registers() -> None:
    for factory in (TopicFactory, SubjectFactory, ScopeFactory, MeasureFactory):
        factory()
    MeasureFactory(code="tanks", name="Tanks")
    SourceFactory(slug="data-set", name="Data Set", kind="dataset")
    SourceFactory(slug="general-staff", name="General Staff", kind="military")


def lines(count: int, first: int = 1000) -> str:
    return HEAD + "".join(
        f"2024-{1 + day // 28:02}-{1 + day % 28:02},{day},{first + day},about,{day + 5}\n"
        for day in range(count)
    )


def file(text: str | bytes) -> io.BytesIO:
    return io.BytesIO(text if isinstance(text, bytes) else text.encode())
