"""What the page “New from an article” holds: read from its fields, and shown again whole."""

import datetime
import re
from collections.abc import Mapping

from claims.admin.article_page.forms import DocumentPart, DraftPart, HopRow
from claims.admin.choosers import Rows
from claims.admin.claim_page import preview
from claims.admin.claim_page.forms import SourcePart
from claims.admin.nested_forms import IN_VALUE, NestedForms
from claims.articles.reading import Head
from claims.articles.storing import Accepted, Draft, NewSource
from claims.articles.text.markup import day as day_of
from claims.models import Claim
from claims.rules import values
from claims.rules.refusals import Need

DRAFT = re.compile(r"drafts-([0-9]{1,3})-(?:decision|statement|hops-([0-9]{1,2})-who)")
SPEAKER = re.compile(r"speakers-(s[0-9]{1,3})-name")
MOST_DRAFTS, MOST_HOPS, MOST_SPEAKERS = 100, 10, 100


class DraftCard:
    """One proposal on the page."""

    def __init__(self, number: int, form: DraftPart, hops: list[HopRow]):
        self.number, self.form, self.hops = number, form, hops
        # What the page says about it: how its value reads, and the claims that it may repeat.
        self.reading: dict = {}
        self.look_alikes: list[Claim] = []
        self.cited_before: Claim | None = None

    @property
    def path(self) -> str:
        return f"drafts.{self.number}"

    def start(self) -> int:
        found = self.form.typed("start")
        return int(found) if found.isascii() and found.isdigit() and len(found) < 8 else 0

    def chain(self) -> list[tuple[str, bool]]:
        """The names behind the publisher, each with whether it is joint with the one before."""
        named = []
        for hop in self.hops:
            key = hop.typed("who")
            name = dict(hop.fields["who"].choices).get(key, "")
            if key and name:
                named.append((name, bool(hop.typed("joint"))))
        return named


class ArticleForm(NestedForms):
    """The whole form of the page “New from an article”."""

    NAMES = {
        **IN_VALUE,
        "stated_at": "stated_on",
        "stated_precision": "stated_on",
        "as_of_precision": "as_of",
        "published_at": "published_on",
        "published_precision": "published_on",
        "canonical_url": "url",
        "publisher": "document",
        "hops": "end",
    }

    def __init__(self, data: Mapping[str, str], rows: Rows):
        # A NUL is in no article and in no browser, and PostgreSQL looks up nothing with one.
        super().__init__({name: text.replace("\x00", "") for name, text in data.items()}, rows)
        self.text = self.data.get("text", "")
        self.document = DocumentPart(self.data, rows, "doc")
        self.publisher = SourcePart(self.data, rows, "publisher")
        self.publisher.fields["source"].label = "Publisher"
        keys = dict.fromkeys(m[1] for m in map(SPEAKER.fullmatch, self.data) if m)
        self.speakers = {
            key: SourcePart(self.data, rows, f"speakers-{key}")
            for key in list(keys)[:MOST_SPEAKERS]
        }
        names = [(key, part.shown_name) for key, part in self.speakers.items()]
        self.drafts = [
            DraftCard(
                number,
                DraftPart(self.data, rows, f"drafts-{number}"),
                [
                    HopRow(self.data, rows, f"drafts-{number}-hops-{hop}", names)
                    for hop in hops[:MOST_HOPS]
                ],
            )
            for number, hops in sorted(self.indexes(DRAFT).items())[:MOST_DRAFTS]
        ]

    def parts(self):
        found = {"doc": self.document, "publisher": self.publisher}
        found |= {f"speakers.{key}": part for key, part in self.speakers.items()}
        for card in self.accepted_cards():
            found[card.path] = card.form
            for number, hop in enumerate(card.hops):
                found[f"{card.path}.hops.{number}"] = hop
        return found

    def head(self) -> Head:
        """The document's head as the form has it."""
        told = {name: self.data.get(f"doc-{name}", "").strip() for name in ("url", "title")}
        return Head(**told, published_on=day_of(self.data.get("doc-published_on", "")))

    def has_errors_in_document(self) -> bool:
        """Whether a refusal has to be seen there; what nobody has sent yet has none."""
        parts = (self.document, self.publisher)
        return any(part._errors for part in parts)

    def accepted_cards(self) -> list[DraftCard]:
        return [card for card in self.drafts if card.form.decided() == "accept"]

    def undecided(self) -> list[DraftCard]:
        return [card for card in self.drafts if card.form.decided() not in ("accept", "drop")]

    def problems(self) -> list[Need]:
        """What could not be read, and what is not decided."""
        needs = [
            Need(
                "undecided", f"Accept or drop proposal {card.number + 1}.", f"{card.path}.decision"
            )
            for card in self.undecided()
        ]
        if not needs and not self.accepted_cards():
            needs.append(Need("nothing_accepted", "Accept a proposal, or leave the page."))
        return needs + self.unreadable()

    def accepted(self) -> tuple[Accepted, list[Need]]:
        """What is to be stored; and the values that cannot be read."""
        needs: list[Need] = []
        told = self.document.cleaned_data
        published = told.get("published_on")
        return (
            Accepted(
                text=self.text,
                topic=told.get("topic"),
                document=told.get("document"),
                new_document={
                    "url": told.get("url", ""),
                    "title": told.get("title", ""),
                    "byline": told.get("byline", ""),
                    "published_at": midnight(published),
                    "published_precision": "day" if published else "unknown",
                },
                publisher=new_source(self.publisher),
                speakers={key: new_source(part) for key, part in self.speakers.items()},
                drafts=[self._draft(card, needs) for card in self.accepted_cards()],
            ),
            needs,
        )

    def _draft(self, card: DraftCard, needs: list[Need]) -> Draft:
        told = card.form.cleaned_data
        value = None
        if told.get("value"):
            try:
                value = preview.parse(told["value"], told.get("measure"))
            except values.InvalidValue as error:
                needs += [Need(p.code, p.message, f"{card.path}.value") for p in error.problems]
        names = "statement kind speech_act measure subject scope as_of period_start period_end"
        fields = card.form.cleaned(names.split())
        as_of, start, end, said = (
            told.get(name) for name in ("as_of", "period_start", "period_end", "stated_on")
        )
        precision = told.get("period_precision") or "unknown"
        fields |= {
            "value": value,
            "as_of_precision": "day" if as_of else "unknown",
            "period_precision": precision if start or end else "unknown",
            "stated_at": midnight(said),
            "stated_precision": "day" if said else "unknown",
        }
        citation = card.form.cleaned(["quote", "locator"])
        return Draft(
            path=card.path,
            fields=fields,
            citation={
                "quote": "",
                **citation,
                "stance": "asserts",
                "as_reported": (told.get("value") or "")[:120],
            },
            hops=[
                {**hop.cleaned(hop.fields), "path": f"{card.path}.hops.{number}"}
                for number, hop in enumerate(card.hops)
                if hop.cleaned_data.get("who")
            ],
            end=told.get("end", ""),
            start=told.get("start") or 0,
            subject_name=told.get("subject_name", ""),
            subject_kind=told.get("subject_kind", ""),
        )

    def words(self, need):
        names = need.field.split(".")
        if names[0] == "drafts" and names[1].isdecimal() and need.code != "undecided":
            return f"Proposal {int(names[1]) + 1}: {need.message}"
        return need.message

    def say(self, need):
        undecided = {f"{card.path}.decision": card for card in self.undecided()}
        if card := undecided.get(need.field):
            card.form.say("decision", need.message)
            return f"drafts-{card.number}-card"
        return super().say(need)


def new_source(part: SourcePart) -> NewSource:
    told = part.cleaned_data
    return NewSource(
        **{name: told.get(name) for name in ("source", "name", "kind", "body", "create")}
    )


def midnight(day: datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC) if day else None
