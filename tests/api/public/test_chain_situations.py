"""The vectors of chains in the database: the rules, the public API and the drawing agree."""

import datetime
from types import SimpleNamespace

import pytest

from claims import desk
from claims.admin.claim_page.panels.independence import independence
from claims.desk.publishing import issue
from claims.loading.dossier import load
from claims.loading.findings import examine
from claims.models import Assessment, Citation, Claim, Series
from claims.record.composing import compose
from claims.record.history import Step
from sources.models import Source
from tests.desk_steps import draft
from tests.factories import (
    NOW,
    DocumentFactory,
    InterestFactory,
    MeasureFactory,
    SourceFactory,
    SourceLinkFactory,
    SubjectFactory,
    TopicFactory,
    UserFactory,
)
from tests.rules.independence.independence_cases import COUNTED, day
from tests.worlds import world


class Situation:
    """A vector in the database: names of its own, and the id of each citation."""

    def __init__(self, vector, number, *, by):
        self.vector, self.number = vector, number
        topic = TopicFactory(slug=f"topic-{number}")
        for slug, entry in vector["sources"].items():
            if entry.get("interest"):
                InterestFactory(source=self.source(slug), topic=topic, role=entry["interest"])
        for link in vector["links"]:
            SourceLinkFactory(
                from_source=self.source(link["from"]),
                to_source=self.source(link["to"]),
                kind=link["kind"],
                valid_until=day(link.get("valid_until")),
            )
        self.documents = {}
        for name in vector["documents"]:
            self.document(name)
        series = None
        for slug, entry in vector.get("series", {}).items():
            series = Series.objects.create(
                slug=self.slug(slug),
                name=slug,
                measure=MeasureFactory(),
                subject=SubjectFactory(),
                claimant=self.source(entry["claimant"]),
                derives_from=series if entry.get("derives_from") else None,
                derivation_note="It follows the other." if entry.get("derives_from") else "",
            )
        cited = [self.citation(entry) for entry in vector["citations"]]
        as_of = {"as_of": datetime.date(2025, 4, 1), "as_of_precision": "day"} if series else {}
        self.claim = draft(author=by, topic=topic, citations=cited, series=series, **as_of)
        # Nobody cites a merged source: it was merged later.
        for slug, entry in vector["sources"].items():
            if entry.get("merged_into"):
                target = self.source(entry["merged_into"])
                Source.objects.filter(slug=self.slug(slug)).update(merged_into=target)
        ids = Citation.objects.filter(claim=self.claim).order_by("id").values_list("pk", flat=True)
        self.ids = dict(zip([entry["id"] for entry in vector["citations"]], ids, strict=True))
        for entry in vector["citations"]:
            status = entry.get("status", "unchecked")
            Citation.objects.filter(pk=self.ids[entry["id"]]).update(status=status)
        for hand in vector.get("hands", ()):
            one, other = (
                Citation.objects.get(pk=self.ids[hand[end]]) for end in ("first", "second")
            )
            desk.rule(one, other, kind=hand["kind"], reason=hand["reason"], by=by, at=NOW)
        Assessment.objects.create(
            claim=self.claim,
            claim_version=self.claim.version,
            verification_status="attributed",
            credibility=6,
            rationale="The documents name their origins; nobody else counted.",
            by=by,
            at=NOW,
        )

    def slug(self, name):
        return f"s{self.number}-{name}"

    def source(self, name):
        return SourceFactory(slug=self.slug(name), name=name)

    def document(self, name):
        if name not in self.documents:
            entry = self.vector["documents"][name]
            original, published = entry.get("republication_of"), entry.get("published_on")
            self.documents[name] = DocumentFactory(
                publisher=self.source(entry["publisher"]),
                republication_of=self.document(original) if original else None,
                published_at=f"{published}T12:00Z" if published else None,
                published_precision="day" if published else "unknown",
            )
            self.documents[name].refresh_from_db()
        return self.documents[name]

    def citation(self, entry):
        hops, last = [], len(entry["chain"]) - 1
        for position, joint in enumerate(entry["chain"]):
            for stop in joint if isinstance(joint, list) else [joint]:
                stop = stop if isinstance(stop, dict) else {"source": stop}
                hop = {"position": position, "source": self.source(stop["source"])}
                if "document" in stop:
                    hop["document"] = self.document(stop["document"])
                if position == last:
                    hop["end"] = entry["end"]
                hops.append(hop)
        return {
            "document": self.document(entry["document"]),
            "stance": entry["stance"],
            "quote": f"as {entry['id']} says",
            "hops": hops,
        }


@world
def situations(db):
    """Every vector as a public claim: composed and stored as publishing does, all at once."""
    by = UserFactory(roles=["editor", "reviewer"])
    built = {
        vector["id"]: Situation(vector, number, by=by) for number, vector in enumerate(COUNTED)
    }
    steps = []
    for dossier in load(Claim.objects.filter(pk__in=[one.claim.pk for one in built.values()])):
        step = Step("publish", by, NOW)
        examined = examine(dossier, NOW.date())
        steps.append((dossier, step, compose(dossier, step, "first", examined)))
    issue(steps)
    return {name: SimpleNamespace(ref=one.claim.ref, ids=one.ids) for name, one in built.items()}


@pytest.mark.parametrize("vector", COUNTED, ids=lambda vector: vector["id"])
def test_api_and_drawing_count_as_the_vector_says(api, situations, vector):
    built, expect = situations[vector["id"]], vector["expect"]
    name_of = {pk: name for name, pk in built.ids.items()}

    answer = api.get(f"claims/{built.ref}/independence/")

    found = {
        "independent_origins": answer["independent_origins"],
        "disinterested_origins": answer["disinterested_origins"],
        "clusters": [[name_of[pk] for pk in one["citations"]] for one in answer["clusters"]],
        "reasons": answer["reasons"],
        "not_counted": {name_of[row["citation"]]: row["cause"] for row in answer["not_counted"]},
    }
    assert found == {key: expect[key] for key in expect if key != "note"}
    document = api.get(f"claims/{built.ref}/")
    assert document["independent_origins"] == expect["independent_origins"]

    (dossier,) = load(Claim.objects.filter(ref=built.ref))
    shown = independence(examine(dossier, NOW.date()))

    frames = [frame for frame in shown["drawing"].frames if frame.is_counted]
    assert len(frames) == expect["independent_origins"]
    assert len(shown["not_counted"]) == len(expect["not_counted"])
    for frame, cluster in zip(frames, answer["clusters"], strict=True):
        drawn = {box.stop.source for box in frame.boxes if box.stop.role == "origin"}
        assert set(cluster["roots"]) <= drawn <= set(cluster["origins"])
        # An origin of which a chain goes on is drawn as the relay that it is, unless we read it.
        read = {box.stop.source for box in frame.boxes if box.stop.role == "outlet"}
        assert not drawn & set(cluster["relays"]) - read
