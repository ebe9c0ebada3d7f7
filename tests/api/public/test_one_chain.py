"""Conditions on chains, alone and together, against the stored documents read one by one."""

import datetime
import functools
import json
import random

import pytest

from claims import desk
from claims.models import Publication
from tests import IS_LONG, desk_steps
from tests.desk_steps import citation, published
from tests.factories import NOW, DocumentFactory, SourceFactory, SourceLinkFactory, UserFactory
from tests.worlds import world

HOUR = datetime.timedelta(hours=1)
LEFT = datetime.date(2025, 4, 28)
SLUGS = "outlet paper agency relay ministry speaker old-agency".split()
# Who stands for whom, and until when.
MERGED = {"old-agency": "agency"}
STANDS = {"ministry": {"speaker": LEFT}, "agency": {"old-agency": None}}
ROLE = {"source": None, "origin": "origin", "outlet": "outlet", "via": "relay"}
VALUES = {
    "stance": ["asserts", "supports", "mentions"],
    "drift": ["none", "value", "scope"],
    "read": ["true", "false"],
    "source_status": ["secondhand", "original_seen", "inaccessible"],
    "verdict": ["reported", "said", "cannot_be_told"],
    "designation": ["anonymous", "on_record_role"],
    "source_kind": ["military", "person", "news_agency"],
    "source_country": ["UA", "RU"],
}
KINDS = {"ministry": ("military", "RU"), "speaker": ("person", "RU"), "agency": ("military", "UA")}


def random_citation(draw) -> dict:
    slugs = draw.sample(SLUGS, draw.choice([1, 2, 2, 3, 3, 4]))
    day = draw.choice([None, NOW.replace(month=4, day=27), NOW])
    document = DocumentFactory(
        publisher=SourceFactory(slug=slugs[0]),
        published_at=day,
        published_precision="day" if day else "unknown",
    )
    ends = ["own_reporting"] if len(slugs) == 1 else ["origin_named", "origin_named", "dead_end"]
    cited = citation(
        *slugs,
        document=document,
        end=draw.choice(ends),
        stance=draw.choice(["asserts", *VALUES["stance"]]),
        drift=draw.choice(["none", *VALUES["drift"]]),
        quote=words(draw),
    )
    cited["hops"][-1]["is_read"] = draw.random() < 0.3
    for hop in cited["hops"]:
        hop["designation"] = draw.choice(["", *VALUES["designation"]])
    return cited


def words(draw) -> str:
    """Return a passage that no other citation has, without a number."""
    return "".join(draw.choices("abcdefgh", k=20))


@world
def many(db):
    """Ten claims with random chains, some published anew with others, one retracted."""
    draw = random.Random(7)
    for slug in SLUGS:
        kind, country = KINDS.get(slug, ("news_agency", ""))
        SourceFactory(slug=slug, kind=kind, country=country)
    author, reviewer = UserFactory(roles=["editor"]), UserFactory(roles=["reviewer"])
    found = []
    for number in range(10):
        # Two citations of one document, where they meet the conditions only together.
        cited = [random_citation(draw) for _ in range(draw.choice([1, 2, 3]))]
        if number % 3 == 0:
            cited.append({**cited[0], **again(draw, cited[0])})
        cited.append(citation("paper", "relay", quote=f"{words(draw)} counts"))
        found.append(publish(cited, author, reviewer, draw))
    for claim in found[:3]:
        desk.revise(claim, by=author, at=NOW + HOUR)
        cited = [*kept(claim)[1:], random_citation(draw)]
        desk.edit(claim, {}, cited, by=author, at=NOW + HOUR, version=claim.version,
                  note="Better chains.")  # fmt: skip
        review(claim, author, reviewer, draw, NOW + HOUR)
    chief = UserFactory(roles=["chief editor"])
    desk.retract(found[4], reason="our_error", public_note="No.", by=chief, at=NOW + HOUR)
    # Only now: a merged source takes no new citations.
    old = SourceFactory(slug="old-agency")
    old.merged_into = SourceFactory(slug="agency")
    old.save()
    SourceLinkFactory(
        from_source=SourceFactory(slug="speaker"),
        to_source=SourceFactory(slug="ministry"),
        valid_until=LEFT,
    )
    return found


def again(draw, first: dict) -> dict:
    """Cite the same document once more, with another chain."""
    publisher = first["hops"][0]["source"].slug
    slugs = [publisher, *draw.sample([s for s in SLUGS if s != publisher], 2)]
    return {"hops": desk_steps.chain(*slugs), "quote": words(draw)}


def kept(claim) -> list[dict]:
    return [{"id": one.pk} for one in claim.citations.filter(withdrawn_at=None).order_by("pk")]


def publish(cited, author, reviewer, draw):
    fields = desk_steps.claim_fields()
    claim = desk.create(fields, cited, by=author, at=NOW)
    review(claim, author, reviewer, draw, NOW)
    return claim


def review(claim, author, reviewer, draw, at) -> None:
    desk.submit(claim, by=author, at=at)
    desk.start_review(claim, by=reviewer, at=at)
    for one in claim.citations.filter(withdrawn_at=None).order_by("pk"):
        status = draw.choice(VALUES["source_status"])
        if one.quote.endswith("counts"):
            status = "secondhand"
        told = {"method": "read_document", "note": "We looked.", "by": reviewer, "at": at}
        desk.check_source(one, status=status, **told)
    claim.refresh_from_db()
    desk_steps.assess(claim, reviewer=reviewer, at=at)
    desk.publish(claim, by=reviewer, at=at, public_note="Other chains.")
    claim.refresh_from_db()


# The oracle --------------------------------------------------------------------------------------


@functools.cache
def chains(publication) -> list[dict]:
    """Read the chains of a stored document."""
    document = json.loads(publication.content)
    verdicts = {one["source"]["slug"]: one["verdict"] for one in document["attribution"]}
    found = []
    for cited in document["citations"]:
        day = cited["document"].get("published_at")
        last = max(hop["position"] for hop in cited["chain"])
        hops = [{**hop, "slug": hop["source"]["slug"], "roles": set()} for hop in cited["chain"]]
        for hop in hops:
            if hop["position"] == last and hop.get("end") not in ("dead_end", "unnamed"):
                hop["roles"].add("origin")
                hop["verdict"] = verdicts.get(hop["slug"], "")
            if hop["position"] == 0:
                hop["roles"].add("outlet")
            hop["roles"] |= {"relay"} if not hop["roles"] else set()
        found.append(
            {
                "hops": hops,
                "day": day and datetime.date.fromisoformat(day["date"][:10]),
                "document": str(cited["document"]["id"]),
                "source_status": cited["source_status"],
                "stance": cited["stance"],
                "drift": cited["drift"],
                "read": str(
                    any("origin" in hop["roles"] and hop.get("is_read") for hop in hops)
                    or (last == 0 and "origin" in hops[0]["roles"])
                ).lower(),
            }
        )
    return found


def is_meant(hop: dict, slug: str, day) -> bool:
    slug = MERGED.get(slug, slug)
    if hop["slug"] == slug:
        return True
    until = STANDS.get(slug, {}).get(hop["slug"], "never")
    return until is None or (until != "never" and (day is None or day < until))


def names(chain: dict, role: str | None, slugs: str) -> bool:
    return any(
        is_meant(hop, slug, chain["day"])
        for hop in chain["hops"]
        for slug in slugs.split(",")
        if role is None or role in hop["roles"]
    )


def goes(chain: dict, steps: list[str], after: int = -1) -> bool:
    if not steps:
        return True
    return any(
        is_meant(hop, steps[0], chain["day"]) and goes(chain, steps[1:], hop["position"])
        for hop in chain["hops"]
        if hop["position"] > after
    )


def is_such(chain: dict, asked: dict) -> bool:
    of_source = {name: asked[name] for name in asked if name in
                 ("designation", "source_kind", "source_country")}  # fmt: skip
    told = ("source_kind", "source_country")
    of = {
        slug: dict(zip(told, KINDS.get(slug, ("news_agency", "")), strict=True)) for slug in SLUGS
    }
    return (
        all(names(chain, ROLE[name], asked[name]) for name in ROLE if name in asked)
        and all(
            chain[name] in asked[name].split(",")
            for name in ("document", "source_status", "stance", "drift", "read")
            if name in asked
        )
        and any(
            all(
                (of[hop["slug"]][name] if name in told else hop.get(name, "")) in value.split(",")
                for name, value in of_source.items()
            )
            for hop in chain["hops"]
        )
        and any(
            ("origin" not in asked or names({**chain, "hops": [hop]}, "origin", asked["origin"]))
            and ("verdict" not in asked or hop.get("verdict") in asked["verdict"].split(","))
            for hop in chain["hops"]
        )
        and ("path" not in asked or goes(chain, asked["path"].split(">")))
    )


def expected(asked: dict, at=None) -> set[str]:
    """Compute the answer from the documents."""
    found = set()
    wanted = {name: value for name, value in asked.items() if not name.startswith("not_")}
    for publication in Publication.objects.in_force(at).select_related("event"):
        every = chains(publication)
        is_excluded = any(
            names(chain, ROLE[name.removeprefix("not_")], value)
            for name, value in asked.items() if name.startswith("not_")
            for chain in every
        )  # fmt: skip
        if not is_excluded and any(is_such(chain, wanted) for chain in every):
            found.add(publication.ref)
    return found


def random_question(draw) -> dict:
    asked = {}
    for name in draw.sample([*ROLE, *VALUES, "path", "not_source", "not_via"], draw.choice([2, 3])):
        if name in VALUES:
            asked[name] = ",".join(draw.sample(VALUES[name], 1 if name == "read" else 2))
        elif name == "path":
            asked[name] = ">".join(draw.sample(SLUGS, 2))
        else:
            asked[name] = ",".join(draw.sample(SLUGS, draw.choice([1, 2])))
    return asked


def test_any_conditions_find_what_the_documents_say(api, many):
    draw, found = random.Random(3), 0
    moment = {"known_at": f"{NOW:%Y-%m-%dT%H:%M:%SZ}"}
    for _ in range(400 if IS_LONG else 60):
        asked = random_question(draw)
        now = set(api.refs(page_size=500, **asked))
        assert now == expected(asked), asked
        assert set(api.refs(page_size=500, **asked, **moment)) == expected(asked, NOW), asked
        found += bool(now)
        if "source" in asked and "," not in asked["source"]:
            slug = asked.pop("source")
            slug = MERGED.get(slug, slug)
            assert set(api.refs(f"sources/{slug}/claims/", page_size=500, **asked)) == now
    assert found > 20


@pytest.mark.parametrize("page_size", [1, 3])
def test_pages_of_one_chain_hold_each_claim_once(api, many, page_size):
    asked = {"source": "ministry,agency", "read": "false"}
    page, found = api.get("claims/", page_size=page_size, **asked), []
    while True:
        found += [claim["ref"] for claim in page["results"]]
        if page["next"] is None:
            break
        page = api.client.get(page["next"]).json()

    assert len(found) == len(set(found))
    assert set(found) == expected(asked)


def test_streams_find_what_pages_find(api, many):
    asked = {"path": "outlet>ministry", "drift": "none"}
    lines = b"".join(api.client.get("/api/v1/claims/", asked | {"format": "ndjson"}))

    assert {json.loads(line)["ref"] for line in lines.decode().splitlines()} == expected(asked)


# By hand -----------------------------------------------------------------------------------------


@world
def chained(db):
    """A claim with two chains from one document; a long chain; a count of its own."""
    story = DocumentFactory(publisher=SourceFactory(slug="sky"))
    two = [
        citation("sky", "reuters", "pentagon", document=story, quote="one"),
        citation("sky", "afp", "kremlin", document=story, quote="two", drift="value"),
    ]
    long = citation("pravda", "sky", "reuters", "pentagon")
    long["hops"][-1] |= {"is_read": True, "designation": "anonymous"}
    own = {"kind": "speech_act", "speech_act": "denied", "basis": "official_declaration"}
    return {
        "two": published(citations=two),
        "long": published(citations=[long]),
        "own": published(
            citations=[citation("kremlin", end="own_reporting")], value=None, measure=None, **own
        ),
        "story": str(story.pk),
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"via": "reuters", "origin": "pentagon"}, "two long"),
        ({"via": "reuters", "origin": "kremlin"}, ""),
        ({"outlet": "sky", "via": "afp", "origin": "pentagon"}, ""),
        ({"via": "afp", "drift": "value"}, "two"),
        ({"via": "reuters", "drift": "value"}, ""),
        ({"drift": "none", "source": "afp"}, ""),
        ({"path": "sky>pentagon"}, "two long"),
        ({"path": "pentagon>sky"}, ""),
        ({"path": "pravda>reuters>pentagon"}, "long"),
        ({"path": "sky>reuters>kremlin"}, ""),
        ({"path": "reuters"}, "two long"),
        ({"path": "sky>sky"}, ""),
        ({"source": "kremlin,pravda"}, "two long own"),
        ({"origin": "kremlin, pentagon , kremlin"}, "two long own"),
        ({"not_source": "sky"}, "own"),
        ({"not_via": "afp"}, "long own"),
        ({"source": "sky", "not_outlet": "pravda"}, "two"),
        ({"claimant": "pentagon,kremlin", "not_claimant": "kremlin"}, "two long"),
        ({"claimant": "pentagon", "via": "afp"}, "two"),
        ({"read": "true"}, "long own"),
        ({"read": "false"}, "two"),
        ({"designation": "anonymous", "source": "pentagon"}, "long"),
        ({"speech_act": "denied,confirmed"}, "own"),
        ({"basis": "official_declaration"}, "own"),
        ({"basis": "unspecified", "source": "kremlin"}, "two"),
        ({"stance": "mentions"}, ""),
        ({"document": "story", "via": "afp"}, "two"),
        ({"document": "story", "outlet": "pravda"}, ""),
    ],
    ids=str,
)
def test_filter_finds(api, chained, asked, found):
    if "document" in asked:
        asked = {**asked, "document": chained["story"]}
    names = {chained[name].ref: name for name in ("two", "long", "own")}

    assert " ".join(names[ref] for ref in reversed(api.refs(**asked))) == found


def test_series_finds_its_values(api, db):
    from tests.counts import Count

    first, second = Count(), Count("other")
    value, other = first.publish(0, "about 61,000"), second.publish(0, "about 62,000")
    published()

    assert api.refs(series="general-staff") == [value.ref]
    assert api.refs(series="general-staff,other") == [other.ref, value.ref]
    assert api.refs(series="other", claimant="other-source", basis="unspecified") == [other.ref]


def test_unknown_names_are_all_told(api, chained):
    problem = api.get("claims/", status=400, source="sky,nobody,reuters,no-one")

    assert problem["errors"][0]["message"] == "Nothing public is called “nobody”, “no-one”."
