"""The paste box: an attribution line is read into chains, and a person takes those that fit.

Reading stores nothing. Taking a chain fills in a citation on the page, to be saved by hand; only
sources that the person ticked are created, and only if the person may add sources.
"""

import re
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from claims.admin.choosers import RowField, Rows
from claims.admin.claim_page import stored
from claims.admin.claim_page.forms import Part
from claims.admin.claim_page.given import Given
from claims.attribution import lines as attribution
from claims.rules.chains import ENDS
from sources import lookup as sourcing
from sources.models import Document
from sources.models.source import SOURCE_KINDS
from sources.relations.standing import resolve

BUTTONS = ("read_line", "use_chains")
HOP = re.compile(r"paste-([0-9]{1,3})-([0-9]{1,3})-name")
GUESSED = ("as_reported", "relation", "designation", "body", "position", "end")


class PastePart(Part):
    line = forms.CharField(
        required=False,
        label="Attribution line",
        widget=UnfoldAdminTextareaWidget(
            attrs={"rows": 2, "placeholder": "Source: Sky News, citing a spokesperson for …"}
        ),
    )
    document = RowField("document", label="Its document", help_text="")


class ReadHop(Part):
    """One source that the line names, with what the person makes of it."""

    source = RowField("source", label="Source", help_text="")
    create = forms.BooleanField(required=False, label="Create", widget=UnfoldBooleanWidget)
    name = forms.CharField(required=False, widget=UnfoldAdminTextInputWidget())
    kind = forms.ChoiceField(required=False, choices=SOURCE_KINDS, widget=UnfoldAdminSelectWidget())
    as_reported = forms.CharField(required=False, widget=forms.HiddenInput)
    relation = forms.CharField(required=False, widget=forms.HiddenInput)
    designation = forms.CharField(required=False, widget=forms.HiddenInput)
    body = forms.CharField(required=False, widget=forms.HiddenInput)
    position = forms.CharField(required=False, widget=forms.HiddenInput)
    end = forms.CharField(required=False, widget=forms.HiddenInput)

    def is_known(self) -> bool:
        return bool(self.data.get(self.add_prefix("source")))


@dataclass
class ReadChain:
    index: int
    hops: list[ReadHop]
    text: str = ""
    rule: str = ""

    @property
    def end(self) -> str:
        code = self.hops[-1].data.get(self.hops[-1].add_prefix("end"), "")
        return ENDS.get(code, "The line does not say how the chain ends")


def answer(button: str, page, given: Given):
    """The reading to show, and the form to show it with."""
    if button == "read_line":
        return read_line(given), given
    return use_chains(page, given)


def box(given: Given) -> PastePart:
    return PastePart(given.data, given.rows, "paste")


def read_line(given: Given) -> dict:
    line = given.data.get("paste-line", "")
    find = sourcing.known_sources(lambda look: attribution.read(line, look))
    reading = attribution.read(line, find)
    chains = []
    for index, chain in enumerate(reading.chains):
        data = {}
        for number, (position, hop) in enumerate(flat(chain)):
            where = f"paste-{index}-{number}"
            given.rows.add([hop.match])
            data |= {
                f"{where}-source": str(hop.match.pk) if hop.match else "",
                f"{where}-name": hop.name,
                f"{where}-kind": hop.kind,
                f"{where}-as_reported": hop.as_reported[:120],
                f"{where}-relation": hop.relation,
                f"{where}-designation": hop.designation,
                f"{where}-body": hop.body,
                f"{where}-position": str(position),
                f"{where}-end": chain.end if position == len(chain.hops) - 1 else "",
            }
        chains += [
            ReadChain(read.index, read.hops, chain.text, chain.rule)
            for read in read_chains({**data}, given.rows)
        ]
    return {"chains": chains, "unread": reading.unread}


def flat(chain):
    return [(position, hop) for position, joint in enumerate(chain.hops) for hop in joint]


def read_chains(data, rows: Rows) -> list[ReadChain]:
    """The chains that a page holds, by the names of their fields."""
    found: dict[int, list[int]] = {}
    for name in data:
        if match := HOP.fullmatch(name):
            found.setdefault(int(match[1]), []).append(int(match[2]))
    return [
        ReadChain(index, [ReadHop(data, rows, f"paste-{index}-{n}") for n in numbers])
        for index, numbers in found.items()
    ]


def use_chains(page, given: Given):
    """Citations for the chosen chains; with the reading again where one could not be used."""
    chains = read_chains(given.data, given.rows)
    chosen = [chain for chain in chains if given.data.get(f"paste-{chain.index}-use")]
    if not chosen:
        messages.warning(page.request, "Tick the chains to use, or write the citation by hand.")
        return {"chains": chains, "unread": ()}, given
    try:
        with transaction.atomic():
            ways = [sources_of(chain, page.request.user) for chain in chosen]
    except ValidationError as error:
        for message in error.messages:
            messages.error(page.request, message)
        return {"chains": chains, "unread": ()}, given
    document = given.rows.get(Document, {}).get(given.data.get("paste-document", ""))
    data = {
        name: text
        for name, text in given.data.items()
        if not any(name.startswith(f"citations-{b.index}-") for b in given.cited if b.is_blank())
        and (not name.startswith("paste-") or name == "paste-document")
    }
    for offset, way in enumerate(ways):
        data |= citation_of(way, document, given.next_index() + offset)
    messages.info(
        page.request,
        f"{len(ways)} citation{'s' if len(ways) > 1 else ''} filled in below. "
        "Look at each, give its quote, and save.",
    )
    return None, page.given(data)


def sources_of(chain: ReadChain, user) -> list[dict]:
    """The hops with their sources: known, or created now. Raises ``ValidationError``."""
    hops = []
    for form in chain.hops:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        hop = dict(form.cleaned_data)
        if hop["source"] is None and hop["create"]:
            hop["source"] = sourcing.create_source(hop["name"], hop["kind"], hop["body"], by=user)
        hops.append(hop)
    return hops


def citation_of(way: list[dict], document: Document | None, index: int) -> dict[str, str]:
    """A citation whose chain leads from the document's publisher through these hops."""
    where = f"citations-{index}"
    data = stored.blank_citation(index, document=str(document.pk) if document else "")
    publisher = {"relation": ""}
    if document and way[0]["source"] == resolve(document.publisher):
        publisher, way = {**way[0], "source": None}, way[1:]
    before = None
    for number, hop in enumerate([publisher, *way]):
        at, position = f"{where}-hops-{number}", hop.get("position")
        # A hop keeps how it draws on the next one; the line's reading says it of the next one.
        following = [after for after in way[number:] if after["position"] != position]
        is_joint = hop["relation"] == "produced_jointly" and number > 0
        relation = following[0]["relation"] if following else "produced_jointly" * is_joint
        data |= {f"{at}-{name}": hop.get(name) or "" for name in ("designation", "as_reported")}
        data[f"{at}-relation"] = relation
        data[f"{at}-end"] = hop.get("end", "")
        data[f"{at}-source"] = str(hop["source"].pk) if hop.get("source") else ""
        data[f"{at}-joint"] = "on" if number > 0 and position == before else ""
        before = position
    return data
