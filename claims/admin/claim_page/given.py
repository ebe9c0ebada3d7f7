"""What a person gave on the claim page: read from the browser's fields, and shown again whole."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from claims.admin.choosers import Rows
from claims.admin.claim_page import preview
from claims.admin.claim_page.forms import CitationPart, ClaimPart, HopPart
from claims.desk.citations import CITATION_FIELDS
from claims.desk.fields import CLAIM_FIELDS
from claims.rules import values
from claims.rules.refusals import Need
from sources.models import Document, Source
from sources.relations.standing import resolve

PATH = re.compile(r"citations-([0-9]{1,4})-(?:hops-([0-9]{1,4})-)?[a-z_]+")
VALUE_FIELDS = "unit comparator amount low high rounding range_kind confidence_level".split()


@dataclass
class Cited:
    """One block: the citation and its hops, in the order of the page."""

    index: int
    form: CitationPart
    hops: list[HopPart]

    def is_blank(self) -> bool:
        return self.form.is_blank() and all(hop.is_blank() for hop in self.hops)

    def kept_hops(self) -> list[HopPart]:
        """The publisher's row and the rows that somebody wrote in."""
        return [hop for n, hop in enumerate(self.hops) if n == 0 or not hop.is_blank()]


class Given:
    """The whole form, from a mapping of field names to text. It never refuses to be shown."""

    def __init__(
        self, data: Mapping[str, str], rows: Rows, stored: Mapping[str, str] | None = None
    ):
        """``stored`` is the text of the claim as it is stored: an untouched value stays so."""
        self.data = {name: text.replace("\r\n", "\n") for name, text in data.items()}
        self.rows, self.stored = rows.load(self.data), stored
        self.claim = ClaimPart(self.data, rows)
        self.cited = [self._block(index, hops) for index, hops in self._indexes().items()]

    def _indexes(self) -> dict[int, list[int]]:
        """Citation index → its hops' indexes, in the order in which the page has them."""
        found: dict[int, list[int]] = {}
        for name in self.data:
            if match := PATH.fullmatch(name):
                hops = found.setdefault(int(match[1]), [])
                if match[2] and int(match[2]) not in hops:
                    hops.append(int(match[2]))
        return found

    def _block(self, index: int, hops: Iterable[int]) -> Cited:
        where = f"citations-{index}"
        return Cited(
            index,
            CitationPart(self.data, self.rows, where),
            [HopPart(self.data, self.rows, f"{where}-hops-{hop}") for hop in hops],
        )

    def next_index(self) -> int:
        return max((block.index for block in self.cited), default=-1) + 1

    def kept(self) -> list[Cited]:
        return [block for block in self.cited if not block.is_blank()]

    def parts(self):
        yield self.claim
        for block in self.kept():
            yield from (block.form, *block.kept_hops())

    def is_readable(self) -> bool:
        """Whether every text could be read: dates, numbers, rows. Each fault is at its field."""
        unread = [part for part in self.parts() if not part.is_valid()]
        # Reading the value says at its box what is wrong with it.
        return (bool(self.value) or self.claim.is_valid()) and not unread

    @cached_property
    def value(self) -> dict:
        """``{"value": …}``, or nothing where the box was left as it was or cannot be read."""
        read = self.claim.cleaned_data
        if "value" not in read or "measure" not in read:
            return {}
        stored = self.stored or {}
        if all(self.data.get(name, "") == stored.get(name) for name in ("value", "measure")):
            return {}
        if not read["value"]:
            return {"value": None}
        try:
            return {"value": preview.parse(read["value"], read["measure"])}
        except values.InvalidValue as error:
            for problem in error.problems:
                self.claim.add_error("value", problem.message)
            return {}

    def fields(self) -> dict:
        """The claim's fields as ``desk.create`` and ``desk.edit`` take them."""
        plain = [name for name in CLAIM_FIELDS if name != "value"]
        return self.claim.cleaned(plain) | self.value

    def citations(self) -> list[dict]:
        return [self._citation(block) for block in self.kept()]

    def _citation(self, block: Cited) -> dict:
        citation = block.form.cleaned(CITATION_FIELDS)
        if stored := block.form.cleaned_data.get("id"):
            citation["id"] = int(stored) if stored.isdecimal() and len(stored) < 19 else -1
        document, position, hops = citation.get("document"), -1, []
        for number, form in enumerate(block.kept_hops()):
            position += not (form.cleaned_data["joint"] and number > 1)
            names = "source document relation designation is_read end as_reported".split()
            hops.append({"position": position, **form.cleaned(names)})
        if hops:
            hops[0]["source"] = document and publisher_of(document, hops[0].get("source"))
        return {**citation, "hops": hops}

    def note(self) -> str:
        return self.claim.cleaned_data.get("note", "")

    def unreadable(self) -> list[Need]:
        """What the forms could not read, as needs with the paths that the verbs use."""
        parts = {"": self.claim}
        for index, block in enumerate(self.kept()):
            parts[f"citations.{index}."] = block.form
            for number, hop in enumerate(block.kept_hops()):
                parts[f"citations.{index}.hops.{number}."] = hop
        return [
            Need("unreadable", message, f"{where}{field}")
            for where, part in parts.items()
            for field, errors in part.errors.items()
            for message in errors
        ]

    def place(self, needs: Iterable[Need]) -> list[dict]:
        """Put each need at its field, and list all with the field's id where it has one."""
        return [{"message": need.message, "id": self._say(need)} for need in needs]

    def _say(self, need: Need) -> str:
        part, field = self._target(need.field)
        if part is None or not part.say(field, need.message):
            return ""
        return part[field].id_for_label

    def _target(self, path: str):
        """ "citations.0.hops.1.source" → that hop's form and "source"."""
        names = path.split(".")
        if names[0] != "citations" or len(names) < 3 or not names[1].isdecimal():
            name = names[0]
            return self.claim, "value" if name in VALUE_FIELDS else name
        blocks = self.kept()
        if int(names[1]) >= len(blocks):
            return None, ""
        block = blocks[int(names[1])]
        if names[2] != "hops":
            return block.form, names[2]
        hops = block.kept_hops()
        number = int(names[3]) if len(names) > 3 and names[3].isdecimal() else len(hops) - 1
        hop = hops[min(number, len(hops) - 1)] if hops else None
        field = names[4] if len(names) > 4 else "end"
        return hop, {"position": "source"}.get(field, field)


def stored_differs(given: Given, stored: Given) -> bool:
    """Whether the page holds changes that are not saved."""
    if not (given.is_readable() and stored.is_readable()):
        return True
    if "value" in given.fields() or given.citations() != stored.citations():
        return True
    return any(value != stored.fields().get(name) for name, value in given.fields().items())


def publisher_of(document: Document, stored: Source | None) -> Source:
    """What we read is what its publisher says; after a merge, the stored name of it may stay."""
    publisher = resolve(document.publisher)
    return stored if stored and resolve(stored) == publisher else publisher
