"""A draft as JSON, in which the report of a row keeps it, and back."""

import datetime
from decimal import Decimal

from claims.importing.batch.building import value_json
from claims.importing.batch.registers import MODELS, StoredRegisters
from claims.importing.file.drafts import Draft
from claims.loading.snapshot import plain
from claims.rules import values

NUMBERS = ("amount", "low", "high", "rounding", "confidence_level")
DATES = ("as_of", "period_start", "period_end")
MOMENTS = ("stated_at", "published_at")


def pack(draft: Draft) -> dict:
    fields = {name: plain(value) for name, value in draft.fields.items()}
    for name in MODELS:
        if row := draft.fields.get(name):
            fields[name] = row.code if name == "measure" else row.slug
    if "value" in fields:
        fields["value"] = value_json(fields["value"])
    document = {name: plain(value) for name, value in draft.document.items()}
    if "publisher" in document:
        document["publisher"] = document["publisher"].slug
    hops = [{**hop, "source": hop["source"] and hop["source"].slug} for hop in draft.hops]
    return {"fields": fields, "document": document, "cited": draft.cited, "hops": hops}


def unpack(packed: dict, registers: StoredRegisters) -> dict:
    """Raises ``CellError`` for a name that is not in the registers any more."""
    fields = _dated(packed["fields"])
    for name in MODELS:
        if name in fields:
            fields[name] = registers.named(name, fields[name])
    if "value" in fields:
        numbers = {name: Decimal(v) for name, v in fields["value"].items() if name in NUMBERS}
        fields["value"] = values.Value(**{**fields["value"], **numbers})
    document = _dated(packed["document"])
    if "publisher" in document:
        document["publisher"] = registers.source(document["publisher"])
    hops = [
        {**hop, "source": hop["source"] and registers.source(hop["source"])}
        for hop in packed["hops"]
    ]
    return {"fields": fields, "document": document, "cited": packed["cited"], "hops": hops}


def _dated(packed: dict) -> dict:
    read = dict(packed)
    for name in DATES:
        if name in read:
            read[name] = datetime.date.fromisoformat(read[name])
    for name in MOMENTS:
        if name in read:
            read[name] = datetime.datetime.fromisoformat(read[name])
    return read
