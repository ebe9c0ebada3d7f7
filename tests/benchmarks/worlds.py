"""What the claims of the benchmark are about: sources, vocabulary and documents, from a seed.

Nothing here knows a database. Everything follows from ``Size`` and its seed, so two machines
make the same rows.
"""

import bisect
import datetime
import itertools
import random
from dataclasses import dataclass
from functools import cached_property

SOURCES, TOPICS, SUBJECTS, MEASURES = 5_000, 20, 40, 8
OUTLETS, RELAYS = 3_000, 400  # the other sources are origins
CITED = 4  # citations of one document, on average
LONG, SHORT = 6_800, 1_500  # points of the two series
WORDS = 30_000
START = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
FIRST_DAY = datetime.date(2006, 1, 1)
KINDS = {
    "outlet": "news_outlet broadcaster social_channel news_outlet".split(),
    "relay": "news_agency intergovernmental".split(),
    "origin": "government military ngo research person company court".split(),
}
COUNTRIES = "UA RU US GB DE FR PL TR CN IN".split()
SYLLABLES = "ba ce di fo gu ha ji ko lu ma ne pi qo ru sa te vi wo xu za".split()
# Who speaks for the largest origins: the first holds always, the second ended, one began late.
BODIES, SPOKESPERSONS = 20, 3


@dataclass(frozen=True)
class Source:
    pk: int
    slug: str
    name: str
    role: str
    kind: str
    country: str


@dataclass(frozen=True)
class Document:
    pk: int
    publisher: Source
    published_at: datetime.datetime


def zipf(count: int, shift: float = 1.0, power: float = 0.9) -> list[float]:
    """Cumulative weights: the first is met most often, the last hardly ever."""
    return list(itertools.accumulate(1 / (rank + shift) ** power for rank in range(count)))


def word(number: int) -> str:
    """A word of its own for each number."""
    parts = []
    for _ in range(4):
        number, rest = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return "".join(parts)


class World:
    """``count`` claims outside the series; 0 for both series in a small test."""

    def __init__(self, count: int, *, seed: int = 1, long: int = LONG, short: int = SHORT):
        self.count, self.seed, self.long, self.short = count, seed, long, short
        self.random = random.Random(f"{seed}-{count}")
        self.documents_count = max(2 * count // CITED, 20)

    @cached_property
    def sources(self) -> list[Source]:
        return [source(pk) for pk in range(1, SOURCES + 1)]

    @cached_property
    def by_role(self) -> dict[str, tuple[list[Source], list[float]]]:
        found = {}
        for role in KINDS:
            those = [source for source in self.sources if source.role == role]
            found[role] = (those, zipf(len(those)))
        return found

    def pick(self, role: str) -> Source:
        those, weights = self.by_role[role]
        return those[bisect.bisect(weights, self.random.random() * weights[-1])]

    @cached_property
    def documents(self) -> list[Document]:
        chosen = random.Random(f"documents-{self.seed}-{self.count}")
        those, weights = self.by_role["outlet"]
        found = []
        for pk in range(1, self.documents_count + 1):
            publisher = those[bisect.bisect(weights, chosen.random() * weights[-1])]
            at = START - datetime.timedelta(minutes=chosen.randrange(2_000_000))
            found.append(Document(pk, publisher, at))
        return found

    @cached_property
    def word_weights(self) -> list[float]:
        return zipf(WORDS, shift=2, power=1.0)

    def statement(self) -> str:
        """Four words, of which some are in one claim of seven and some in one of a million."""
        draw, weights = self.random.random, self.word_weights
        words = [word(bisect.bisect(weights, draw() * weights[-1])) for _ in range(4)]
        return " ".join(words)

    def skewed(self, count: int) -> int:
        """A number from 1 to ``count``; the first is the most frequent."""
        return 1 + int(count * self.random.random() ** 2)


def source(pk: int) -> Source:
    role = "outlet" if pk <= OUTLETS else "relay" if pk <= OUTLETS + RELAYS else "origin"
    kinds = KINDS[role]
    name = f"{word(pk).title()} {role.title()}"
    return Source(
        pk, f"{role}-{pk:04d}", name, role, kinds[pk % len(kinds)], COUNTRIES[pk % len(COUNTRIES)]
    )


def links() -> list[tuple[int, int, datetime.date | None, datetime.date | None]]:
    """Who speaks for whom, from when, until when: the last origins for the first."""
    found = []
    first, last = OUTLETS + RELAYS + 1, SOURCES
    for number in range(BODIES * SPOKESPERSONS):
        body, nth = divmod(number, SPOKESPERSONS)
        since = datetime.date(2018, 6, 1) if nth == 2 else None
        until = datetime.date(2018, 6, 1) if nth == 1 else None
        found.append((last - number, first + body, since, until))
    return found


# A claim names at most one of these: else its origins would not be independent.
LINKED = {pk for one in links() for pk in one[:2]}
