"""The sorts of claims that the benchmark's record is made of, each made once by the verbs."""

import datetime
from dataclasses import dataclass

from claims import desk
from claims.models import Claim, Series
from tests import desk_steps
from tests.factories import DocumentFactory, SourceFactory

WHY = "The documents name their origins, and nobody else has counted so far."
SLOTS = {
    "outlet0": ("broadcaster", "QA"),
    "outlet1": ("social_channel", "QB"),
    "relay0": ("news_agency", "QC"),
    "origin0": ("court", "QD"),
    "origin1": ("academic", "QE"),
}
AMOUNT, SHOWN = "7654321", "7,654,321"
STATEMENT = "Zz statement"
AT = [datetime.datetime(2091, 1, day, 1, 2, 3, tzinfo=datetime.UTC) for day in (1, 2)]
PRINTED = [datetime.datetime(2081, 1, day, 1, 2, 3, tzinfo=datetime.UTC) for day in (1, 2)]
AS_OF = datetime.date(2071, 1, 1)


@dataclass(frozen=True)
class Sort:
    """A sort of claim: the share of it among a hundred, and how the verbs make it."""

    name: str
    share: float
    value: str
    shape: str
    status: str = "attributed"
    source_status: str = "secondhand"
    kind: str = "quantity"
    credibility: int = 6
    then: str = ""
    in_series: bool = False


SORTS = [
    Sort("said", 44, SHOWN, "two origins"),
    Sort("more", 22, f"more than {SHOWN}", "one origin"),
    Sort("at-least", 16, f"at least {SHOWN}", "own"),
    Sort("event", 4, "", "one origin", kind="event"),
    Sort("corroborated", 6, SHOWN, "two origins", "corroborated", "original_seen"),
    Sort("unverifiable", 2, f"up to {SHOWN}", "own", "unverifiable"),
    Sort("confirmed", 1.5, SHOWN, "evidence", "confirmed", "original_seen", credibility=2),
    Sort("disputed", 1.5, SHOWN, "denied", "disputed", "original_seen"),
    Sort("prediction", 1, f"at least {SHOWN}", "one origin", "not_checkable", kind="prediction"),
    Sort("corrected", 1.5, SHOWN, "one origin", then="corrected"),
    Sort("retracted", 0.5, SHOWN, "one origin", then="retracted"),
    Sort("point", 0, SHOWN, "alone", in_series=True),
]  # fmt: skip


def cited(slots: str, number: int, *, end: str = "origin_named", **given) -> dict:
    names = slots.split()
    hops = [{"position": n, "source": source(name)} for n, name in enumerate(names)]
    hops[-1] |= {"end": end, "designation": "" if end == "own_reporting" else "on_record_role"}
    document = DocumentFactory(
        publisher=source(names[0]),
        url=f"https://example.org/zz-{number}",
        title=f"Zz title {number}",
        published_at=PRINTED[number],
        published_precision="minute",
    )
    return {
        "document": document,
        "stance": "asserts",
        "quote": f"Zz statement number {number}",
        "hops": hops,
        **given,
    }


def source(slot: str):
    kind, country = SLOTS[slot]
    return SourceFactory(slug=f"zz-{slot}", name=f"Zz {slot}", kind=kind, country=country)


def shape(name: str) -> list[dict]:
    return {
        "two origins": lambda: [cited("outlet0 origin0", 0), cited("outlet1 origin1", 1)],
        "one origin": lambda: [
            cited("outlet0 relay0 origin0", 0),
            cited("outlet1 origin0", 1, stance="repeats"),
        ],
        "own": lambda: [
            cited("outlet0", 0, end="own_reporting"),
            cited("outlet1 relay0 origin0", 1, stance="supports"),
        ],
        "evidence": lambda: [
            cited("outlet0", 0, end="own_reporting", primary_evidence="named_list"),
            cited("outlet1 origin0", 1),
        ],
        "denied": lambda: [
            cited("outlet0 origin0", 0),
            cited("outlet1 origin1", 1, stance="denies_truth"),
        ],
        "alone": lambda: [cited("outlet0", 0, end="own_reporting")],
    }[name]()


def make(sort: Sort, people, about) -> Claim:
    author, reviewer, second, chief = people
    fields = about | {
        "statement": STATEMENT,
        "kind": sort.kind,
        "value": sort.value or None,
        "as_of": AS_OF,
        "as_of_precision": "day",
    }
    if not sort.value:
        fields |= {"measure": None, "scope": None}
        fields["value"] = None
    if sort.in_series:
        fields["series"] = Series.objects.create(
            slug="zz-series",
            name="Zz series",
            claimant=source("outlet0"),
            **{name: about[name] for name in ("measure", "subject", "scope")},
        )
    claim = desk_steps.in_review(
        author=author, reviewer=reviewer, at=AT[0], citations=shape(sort.shape), **fields
    )
    desk_steps.check(claim, reviewer=reviewer, at=AT[0], source_status=sort.source_status)
    said = {"verification_status": sort.status, "rationale": WHY, "method": ["source_reading"]}
    said |= {"evidence": list(claim.citations.all()), "credibility": sort.credibility}
    for by in (reviewer, second) if sort.status == "confirmed" else (reviewer,):
        desk_steps.assess(claim, reviewer=by, at=AT[0], **said)
    desk.publish(claim, by=reviewer, at=AT[0])
    if sort.then == "corrected":
        desk.revise(claim, by=author, at=AT[1])
        changes = {"statement": f"{STATEMENT} corrected"}
        desk.edit(claim, changes, by=author, at=AT[1], version=1, note="A slip.")
        desk.submit(claim, by=author, at=AT[1])
        desk.start_review(claim, by=reviewer, at=AT[1])
        desk_steps.assess(claim, reviewer=reviewer, at=AT[1], **said)
        desk.publish(claim, by=reviewer, at=AT[1], public_note="We had it wrong.")
    if sort.then == "retracted":
        desk.retract(claim, reason="our_error", public_note="A slip.", by=chief, at=AT[1])
    return Claim.objects.get(pk=claim.pk)
