"""The form of the claim page, read from the fields of the browser and shown again whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from claims.admin.choosers import Rows
from claims.admin.claim_page import preview
from claims.admin.claim_page.forms import CitationPart, ClaimPart, HopPart
from claims.admin.nested_forms import IN_VALUE, NestedForms
from claims.desk.citations import CITATION_FIELDS
from claims.desk.claim_fields import CLAIM_FIELDS
from claims.rules import values
from sources.models import Document, Source
from sources.relations.standing import resolve

PATH = re.compile(r"citations-([0-9]{1,4})-(?:hops-([0-9]{1,4})-)?[a-z_]+")


@dataclass
class Cited:
    """One citation and its hops, in the order of the page."""

    index: int
    form: CitationPart
    hops: list[HopPart]

    def is_blank(self) -> bool:
        return self.form.is_blank() and all(hop.is_blank() for hop in self.hops)

    def kept_hops(self) -> list[HopPart]:
        """Return the publisher's hop, and the other hops that are not blank."""
        return [hop for n, hop in enumerate(self.hops) if n == 0 or not hop.is_blank()]


class ClaimForm(NestedForms):
    """The whole form of the claim page."""

    NAMES = {**IN_VALUE, "position": "source"}
    WHOLE = "end"

    def __init__(
        self, data: Mapping[str, str], rows: Rows, stored: Mapping[str, str] | None = None
    ):
        """``stored`` is the text of the stored claim: an untouched value stays as stored."""
        super().__init__(data, rows)
        self.stored = stored or {}
        self.claim = ClaimPart(self.data, rows)
        self.cited = [
            Cited(
                index,
                CitationPart(self.data, rows, f"citations-{index}"),
                [HopPart(self.data, rows, f"citations-{index}-hops-{hop}") for hop in hops],
            )
            for index, hops in self.indexes(PATH).items()
        ]

    def next_index(self) -> int:
        return max((block.index for block in self.cited), default=-1) + 1

    def kept(self) -> list[Cited]:
        return [block for block in self.cited if not block.is_blank()]

    def parts(self):
        parts = {"": self.claim}
        for index, block in enumerate(self.kept()):
            parts[f"citations.{index}"] = block.form
            for number, hop in enumerate(block.kept_hops()):
                parts[f"citations.{index}.hops.{number}"] = hop
        return parts

    def find(self, path):
        part, field = super().find(path)
        if field != "hops":
            return part, field
        block = next(block for block in self.kept() if block.form is part)
        return (block.kept_hops() or [None])[-1], self.WHOLE

    def is_readable(self) -> bool:
        """Return whether all dates, numbers and rows are readable. Each fault is at its field."""
        unread = [part for part in self.parts().values() if not part.is_valid()]
        # Reading the value puts its fault at its box.
        return (bool(self.value) or self.claim.is_valid()) and not unread

    @cached_property
    def value(self) -> dict:
        """``{"value": …}``, or nothing if the box was not changed or cannot be read."""
        data, names = self.claim.cleaned_data, ("value", "measure")
        if not data.keys() >= {*names}:
            return {}
        if all(self.data.get(name, "") == self.stored.get(name) for name in names):
            return {}
        if not data["value"]:
            return {"value": None}
        try:
            return {"value": preview.parse(data["value"], data["measure"])}
        except values.InvalidValue as error:
            for problem in error.problems:
                self.claim.add_error("value", problem.message)
            return {}

    def fields(self) -> dict:
        """Return the claim's fields for ``desk.create`` and ``desk.edit``."""
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
            names = "source document relation designation is_read channel end as_reported".split()
            hops.append({"position": position, **form.cleaned(names)})
        if hops:
            hops[0]["source"] = document and publisher_of(document, hops[0].get("source"))
        return {**citation, "hops": hops}


def stored_differs(given: ClaimForm, stored: ClaimForm) -> bool:
    """Return whether the page holds changes that are not saved."""
    if not (given.is_readable() and stored.is_readable()):
        return True
    if "value" in given.fields() or given.citations() != stored.citations():
        return True
    return any(value != stored.fields().get(name) for name, value in given.fields().items())


def publisher_of(document: Document, stored: Source | None) -> Source:
    """Return the first source of a chain: the publisher, or the stored source it is merged with."""
    publisher = resolve(document.publisher)
    return stored if stored and resolve(stored) == publisher else publisher
