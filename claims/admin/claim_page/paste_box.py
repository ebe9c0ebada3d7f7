"""The paste box: an attribution line is read into chains, and a person chooses among them.

Reading stores nothing. A chosen chain fills in a citation on the page, to be saved by hand. Only
sources that the person ticked are created, and only if the person may add sources.
"""

import re
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.admin.choosers import RowField
from claims.admin.claim_page.claim_form import ClaimForm
from claims.admin.claim_page.forms import Part, SourcePart, hidden, tick
from claims.admin.claim_page.prefill import blank_citation, key
from claims.admin.nested_forms import NestedForms, named
from claims.attribution import line_reader
from claims.models import Hop
from claims.rules.chains import ENDS
from sources import lookup
from sources.models import Document
from sources.relations.standing import resolve

BUTTONS = ("read_line", "use_chains")
HOP = re.compile(r"paste-([0-9]{1,3})-([0-9]{1,3})-name")
AS_REPORTED_LENGTH = Hop._meta.get_field("as_reported").max_length


class PastePart(Part):
    line = forms.CharField(
        required=False,
        label="Attribution line",
        widget=UnfoldAdminTextareaWidget(
            attrs={"rows": 2, "placeholder": "Source: Sky News, citing a spokesperson for …"}
        ),
    )
    document = RowField("document", label="Its document", help_text="")


class ReadHop(SourcePart):
    """One source that the line names, with the choices of the person."""

    create = tick("Create")
    as_reported, relation, designation = hidden(), hidden(), hidden()
    position, end = hidden(), hidden()


@dataclass
class ReadChain:
    index: int
    hops: list[ReadHop]
    text: str = ""
    rule: str = ""

    @property
    def end(self) -> str:
        end = ENDS.get(self.hops[-1].typed("end"))
        return end.label if end else "The line does not say how the chain ends"


def answer(button: str, page, given: ClaimForm):
    """Return the reading to show, and the form to show it with."""
    return (read_line(given), given) if button == "read_line" else use_chains(page, given)


def read_line(given: ClaimForm) -> dict:
    line = given.data.get("paste-line", "")
    find = lookup.known_sources(lambda look: line_reader.read(line, look))
    reading = line_reader.read(line, find)
    chains = []
    for index, chain in enumerate(reading.chains):
        hops = [(position, hop) for position, joint in enumerate(chain.hops) for hop in joint]
        data = {}
        for number, (position, hop) in enumerate(hops):
            given.rows.add([hop.match])
            fields = {
                "source": key(hop.match and hop.match.pk),
                "name": hop.name,
                "kind": hop.kind,
                "as_reported": hop.as_reported[:AS_REPORTED_LENGTH],
                "relation": hop.relation,
                "designation": hop.designation,
                "body": hop.body,
                "position": str(position),
                "end": chain.end if position == len(chain.hops) - 1 else "",
            }
            data |= named(f"paste-{index}-{number}", fields)
        chains += [
            ReadChain(read.index, read.hops, chain.text, chain.rule)
            for read in read_chains(NestedForms(data, given.rows))
        ]
    return {"chains": chains, "unread": reading.unread}


def read_chains(page: NestedForms) -> list[ReadChain]:
    """Return the chains that a page holds, by the names of their fields."""
    data, rows = page.data, page.rows
    return [
        ReadChain(index, [ReadHop(data, rows, f"paste-{index}-{number}") for number in numbers])
        for index, numbers in page.indexes(HOP).items()
    ]


def use_chains(page, given: ClaimForm):
    """Fill in citations for the chosen chains, or return the reading if one cannot be used."""
    chains = read_chains(given)
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
    blank = tuple(f"citations-{block.index}-" for block in given.cited if block.is_blank())
    data = {
        name: text
        for name, text in given.data.items()
        if name == "paste-document" or not name.startswith(("paste-", *blank))
    }
    for offset, way in enumerate(ways):
        data |= citation_of(way, document, given.next_index() + offset)
    count = f"{len(ways)} citation{'s' if len(ways) > 1 else ''}"
    text = f"{count} filled in below. Look at each, give its quote, and save."
    messages.info(page.request, text)
    return None, page.given(data)


def sources_of(chain: ReadChain, user) -> list[dict]:
    """Return the hops with known or new sources. Raises ``ValidationError``."""
    hops = []
    for form in chain.hops:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        hop = dict(form.cleaned_data)
        if hop["source"] is None and hop["create"]:
            hop["source"] = lookup.create_source(hop["name"], hop["kind"], hop["body"], by=user)
        hops.append(hop)
    return hops


def citation_of(way: list[dict], document: Document | None, index: int) -> dict[str, str]:
    """Return a citation whose chain leads from the document's publisher through these hops."""
    where = f"citations-{index}"
    data = blank_citation(index, document=str(document.pk) if document else "")
    publisher = {"relation": ""}
    if document and way[0]["source"] == resolve(document.publisher):
        publisher, way = {**way[0], "source": None}, way[1:]
    before = None
    for number, hop in enumerate([publisher, *way]):
        position = hop.get("position")
        # A stored hop has its relation to the next hop; a read hop, that of the hop before to it.
        following = [after for after in way[number:] if after["position"] != position]
        is_joint = hop["relation"] == "produced_jointly" and number > 0
        relation = following[0]["relation"] if following else "produced_jointly" * is_joint
        fields = {
            "designation": hop.get("designation") or "",
            "as_reported": hop.get("as_reported") or "",
            "relation": relation,
            "end": hop.get("end", ""),
            "source": key(hop.get("source") and hop["source"].pk),
            "joint": "on" if number > 0 and position == before else "",
        }
        data |= named(f"{where}-hops-{number}", fields)
        before = position
    return data
