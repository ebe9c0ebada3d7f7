"""Rows of claims, stamped from the templates: the same for the same count and seed, anywhere.

``rows`` yields (table, columns, cells) by claim; nothing is stored here. ``golden`` is one hash of
all that was published and of every link of every chain of events.
"""

import datetime
import hashlib
from collections.abc import Iterator

from django.db import connection

from claims.loading.snapshot import instant
from claims.rules.refs import make_ref
from tests.benchmarks import worlds
from tests.benchmarks.templates import Row, Template, templates

PEOPLE = 4


class Dataset:
    def __init__(self, count: int, *, seed: int = 1, long=worlds.LONG, short=worlds.SHORT):
        self.world = worlds.World(count, seed=seed, long=long, short=short)
        self.next_id: dict[str, int] = {}
        self.digest = hashlib.sha256()

    def claims(self, made: list[Template] | None = None) -> Iterator[list[tuple[Row, tuple]]]:
        """For each claim its rows: the template's row, and the values of its cells."""
        made = made or templates()
        ordinary = [one for one in made if not one.sort.in_series]
        point = next(one for one in made if one.sort.in_series)
        wheel = [one for one in ordinary for _ in range(round(one.sort.share * 2))]
        chosen = self.world.random
        for number in range(self.world.count):
            yield self.stamp(chosen.choice(wheel), number)
        number = self.world.count
        for series, length in ((1, self.world.long), (2, self.world.short)):
            for day in range(length):
                yield self.stamp(point, number, series=series, day=day)
                number += 1

    def stamp(self, template: Template, number: int, *, series=None, day=0):
        given = self.values(template, number, series, day)
        for name, text, source_rows in template.hashed:
            if source_rows:
                given["sources"] = ",".join(sorted(row % given for row in source_rows))
            filled = text % given
            given[name] = filled
            given[f"{name}_sha"] = hashlib.sha256(filled.encode()).hexdigest()
            if name.startswith(("content", "hash")):
                self.digest.update(given[f"{name}_sha"].encode())
        return [(row, given) for row in template.rows]

    def values(self, template: Template, number: int, series, day) -> dict:
        draw, world = self.world.random, self.world
        given = {"ref": make_ref(number + 1)}
        for name, count in template.counts.items():
            first = self.next_id.get(name, 1)
            given |= {f"{name}{n}": first + n for n in range(count)}
            self.next_id[name] = first + count
        for slot, source in self.pick(template, series, given).items():
            given[f"{slot}_id"], given[f"{slot}_slug"] = source.pk, source.slug
            given[f"{slot}_name"], given[f"{slot}_kind"] = source.name, source.kind
            given[f"{slot}_country"] = source.country
        amount = int(10 ** (draw.random() * 6)) + 1
        as_of = worlds.FIRST_DAY + datetime.timedelta(days=draw.randrange(6_900))
        if series:
            amount, as_of = 1_000 + 37 * day, worlds.FIRST_DAY + datetime.timedelta(days=day)
            given |= {"series_id": series, "series_key": f"count-{series}"}
            given["series_name"] = f"Count {series}"
        given |= {"amount": amount, "shown": f"{amount:,}", "as_of": as_of.isoformat()}
        given["as_of_said"] = said(as_of)
        given["statement"] = f"{world.statement()} {number}"
        for name, count in (
            ("topic", worlds.TOPICS), ("subject", worlds.SUBJECTS), ("measure", worlds.MEASURES)
        ):  # fmt: skip
            nth = world.skewed(count)
            if series and name != "topic":
                nth = count + series if name == "measure" else 1
            given |= {f"{name}_id": nth, f"{name}_key": f"{name}-{nth:02d}"}
            given[f"{name}_name"] = f"{name.title()} {nth:02d}"
        nth = 1 if series else world.skewed(3)
        given |= {"scope_id": nth, "scope_key": f"scope-{nth}", "scope_name": f"Scope {nth}"}
        at = worlds.START + datetime.timedelta(seconds=90 * number)
        for n, moment in enumerate((at, at + datetime.timedelta(days=3))):
            given |= moments(moment, f"at{n}")
        return given | {f"person{n}": n + 1 for n in range(PEOPLE)} | {"unit_id": 1}

    def pick(self, template: Template, series, given: dict) -> dict[str, worlds.Source]:
        """Documents for the citations, and sources for the slots: all different, one linked."""
        world, cited = self.world, template.counts["cit"]
        while True:
            if series:
                documents = [world.documents[series]]
                found = {"outlet0": documents[0].publisher}
                break
            documents = [world.random.choice(world.documents) for _ in range(cited)]
            found = {f"outlet{n}": one.publisher for n, one in enumerate(documents)}
            found |= {"relay0": world.pick("relay")}
            # In the order of the template: what is sorted by slug there is sorted here.
            both = sorted((world.pick("origin") for _ in range(2)), key=lambda one: one.slug)
            found |= {"origin0": both[0], "origin1": both[1]}
            ids = {one.pk for one in found.values()}
            if len(ids) == len(found) and len(ids & worlds.LINKED) <= 1:
                break
        for n, document in enumerate(documents):
            given |= document_values(document, n) | moments(document.published_at, f"doc{n}_at")
        return found


def document_values(document: worlds.Document, n: int | str = "") -> dict:
    url = f"https://example.org/{document.publisher.slug}/{document.pk}"
    return {
        f"doc{n}": document.pk,
        f"doc{n}_url": url,
        f"doc{n}_title": f"Report {worlds.word(document.pk % 9_973)} {document.pk}",
    }


def said(day: datetime.date) -> str:
    """Return a day as a sentence has it: 1 May 2025."""
    return f"{day.day} {day:%B %Y}"


def moments(moment: datetime.datetime, name: str) -> dict[str, str]:
    """A moment as JSON has it, as the database takes it, and its day."""
    iso = moment.isoformat(sep=" ")
    is_postgresql = connection.vendor == "postgresql"
    return {
        name: instant(moment),
        f"{name}_row": iso if is_postgresql else iso[:19],
        f"{name}_day": iso[:10],
        f"{name}_said": said(moment),
    }


def golden(count: int, seed: int, **series) -> str:
    """The hash of all the publications and chains of a data set."""
    dataset = Dataset(count, seed=seed, **series)
    for _claim in dataset.claims():
        pass
    return dataset.digest.hexdigest()
