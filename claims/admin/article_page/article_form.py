"""The form of the page “New from an article”, read from its fields and shown again whole."""

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
        # The reading of the value, and the claims that the proposal may repeat.
        self.reading: dict = {}
        self.look_alikes: list[Claim] = []
        self.cited_before: Claim | None = None

    @property
    def path(self) -> str:
        return f"drafts.{self.number}"

    def start(self) -> int:
        text = self.form.typed("start")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0

    def chain(self) -> list[tuple[str, bool]]:
        """Return the names behind the publisher, each with its being joint with the one before."""
        pairs = []
        for hop in self.hops:
            key = hop.typed("who")
            name = dict(hop.fields["who"].choices).get(key, "")
            if key and name:
                pairs.append((name, bool(hop.typed("joint"))))
        return pairs


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
        # No browser sends a NUL, and PostgreSQL refuses text with one.
        super().__init__({name: text.replace("\x00", "") for name, text in data.items()}, rows)
        self.text = self.data.get("text", "")
        self.document = DocumentPart(self.data, rows, "doc")
        self.publisher = SourcePart(self.data, rows, "publisher")
        self.publisher.fields["source"].label = "Publisher"
        keys = list(dict.fromkeys(m[1] for m in map(SPEAKER.fullmatch, self.data) if m))
        keys = keys[:MOST_SPEAKERS]
        self.speakers = {key: SourcePart(self.data, rows, f"speakers-{key}") for key in keys}
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
        parts = {"doc": self.document, "publisher": self.publisher}
        parts |= {f"speakers.{key}": part for key, part in self.speakers.items()}
        for card in self.accepted_cards():
            parts[card.path] = card.form
            parts |= {f"{card.path}.hops.{number}": hop for number, hop in enumerate(card.hops)}
        return parts

    def head(self) -> Head:
        """Return the document's head as typed."""
        url, title = (self.data.get(f"doc-{name}", "").strip() for name in ("url", "title"))
        published_on = day_of(self.data.get("doc-published_on", ""))
        return Head(url=url, title=title, published_on=published_on)

    def has_errors_in_document(self) -> bool:
        """Return whether a refusal stands at the document; a form not sent yet has none."""
        return bool(self.document._errors or self.publisher._errors)

    def accepted_cards(self) -> list[DraftCard]:
        return [card for card in self.drafts if card.form.decided() == "accept"]

    def undecided(self) -> list[DraftCard]:
        return [card for card in self.drafts if card.form.decided() not in ("accept", "drop")]

    def problems(self) -> list[Need]:
        """Return the needs of undecided proposals and unreadable fields."""
        text = "Accept or drop proposal"
        needs = [
            Need("undecided", f"{text} {card.number + 1}.", f"{card.path}.decision")
            for card in self.undecided()
        ]
        if not needs and not self.accepted_cards():
            needs.append(Need("nothing_accepted", "Accept a proposal, or leave the page."))
        return needs + self.unreadable()

    def accepted(self) -> tuple[Accepted, list[Need]]:
        """Return the data to store, and the needs of values that cannot be read."""
        needs: list[Need] = []
        data = self.document.cleaned_data
        published = data.get("published_on")
        accepted = Accepted(
            text=self.text,
            topic=data.get("topic"),
            document=data.get("document"),
            new_document={
                **{name: data.get(name, "") for name in ("url", "title", "byline")},
                "published_at": midnight(published),
                "published_precision": "day" if published else "unknown",
            },
            publisher=new_source(self.publisher),
            speakers={key: new_source(part) for key, part in self.speakers.items()},
            drafts=[self._draft(card, needs) for card in self.accepted_cards()],
        )
        return accepted, needs

    def _draft(self, card: DraftCard, needs: list[Need]) -> Draft:
        data = card.form.cleaned_data
        value = None
        if data.get("value"):
            try:
                value = preview.parse(data["value"], data.get("measure"))
            except values.InvalidValue as error:
                needs += [Need(p.code, p.message, f"{card.path}.value") for p in error.problems]
        names = "statement kind speech_act measure subject scope as_of period_start period_end"
        fields = card.form.cleaned(names.split())
        has_period = data.get("period_start") or data.get("period_end")
        stated_on = data.get("stated_on")
        fields |= {
            "value": value,
            "as_of_precision": "day" if data.get("as_of") else "unknown",
            "period_precision": (has_period and data.get("period_precision")) or "unknown",
            "stated_at": midnight(stated_on),
            "stated_precision": "day" if stated_on else "unknown",
        }
        citation = {"quote": "", **card.form.cleaned(["quote", "locator"]), "stance": "asserts"}
        return Draft(
            path=card.path,
            fields=fields,
            citation={**citation, "as_reported": (data.get("value") or "")[:120]},
            hops=[
                {**hop.cleaned(hop.fields), "path": f"{card.path}.hops.{number}"}
                for number, hop in enumerate(card.hops)
                if hop.cleaned_data.get("who")
            ],
            start=data.get("start") or 0,
            **{name: data.get(name, "") for name in ("end", "subject_name", "subject_kind")},
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
    names = ("source", "name", "kind", "body", "create")
    return NewSource(**{name: part.cleaned_data.get(name) for name in names})


def midnight(day: datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC) if day else None
