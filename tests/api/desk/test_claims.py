"""The desk over HTTP: each verb by who may do it, from the draft to the public record."""

from claims.models import Claim, Event
from sources.models import RegisterEvent
from tests.desk_steps import citation, draft, in_review, submitted
from tests.factories import DocumentFactory, SourceFactory, UserFactory


def test_claim_goes_from_draft_to_the_public_record(api, desk_of, given, editor, reviewer):
    author, colleague = desk_of(editor), desk_of(reviewer)

    claim = author.send("POST", "desk/claims/", {**given, "note": "From the news."}, status=201)
    at = f"desk/claims/{claim['ref']}"
    cited = claim["citations"][0]["id"]
    seen = {"version": claim["version"]}
    author.send("POST", f"{at}/submit/", seen)
    colleague.send("POST", f"{at}/start-review/", seen)
    check = {**seen, "status": "secondhand", "method": "read_document", "note": "It says so."}
    colleague.send("POST", f"{at}/citations/{cited}/check-source/", check)
    assessment = {
        **seen,
        "verification_status": "attributed",
        "credibility": 6,
        "confidence": "low",
        "method": ["source_reading"],
        "rationale": "The document names its origin; nobody else has counted.",
        "evidence": [cited],
    }
    colleague.send("POST", f"{at}/assess/", assessment)
    done = colleague.send("POST", f"{at}/publish/", {**seen, "public_note": ""})

    assert done["review_state"] == "published"
    public = api.get(f"claims/{claim['ref']}/")
    assert public["display"] == (
        "Russia has lost more than 62,000 soldiers (as of 28 April 2025), according to "
        "Spokesperson; not independently verified"
    )
    assert public["citations"][0]["document"]["url"] == "https://news.example/losses"
    events = author.get(f"{at}/events/")["results"]
    assert [(event["number"], event["verb"], event["by"]) for event in events] == [
        (6, "publish", "rosa"),
        (5, "assess", "rosa"),
        (4, "check_source", "rosa"),
        (3, "start_review", "rosa"),
        (2, "submit", "eva"),
        (1, "create", "eva"),
    ]
    assert events[-1]["note"] == "From the news."


def test_draft_is_answered_whole(desk_of, given, editor):
    claim = desk_of(editor).send("POST", "desk/claims/", given, status=201)
    stored = Claim.objects.get()
    cited = stored.citations.get()
    moment = stored.created_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    hop = {"document": None, "designation": "", "is_read": False, "as_reported": ""}

    assert claim == {
        "ref": stored.ref,
        "statement": given["statement"],
        "kind": "quantity",
        "review_state": "draft",
        "attribution_status": "unchecked",
        "verification_status": "unassessed",
        "version": 1,
        "created_by": "eva",
        "created_at": moment,
        "last_edited_by": "eva",
        "last_edited_at": moment,
        "language": "en",
        "translations": {},
        "topic": "russia-ukraine-war",
        "subject": "russian-forces",
        "measure": "personnel-losses",
        "scope": None,
        "series": None,
        "speech_act": "",
        "value": {
            "comparator": "gt",
            "amount": "62000",
            "low": None,
            "high": None,
            "unit": "person",
            "rounding": None,
            "range_kind": "",
            "confidence_level": None,
            "as_reported": "more than 62,000",
        },
        "value_text": "more than 62,000",
        "as_of": "2025-04-28",
        "as_of_precision": "day",
        "period_start": None,
        "period_end": None,
        "period_precision": "unknown",
        "stated_at": None,
        "stated_precision": "unknown",
        "basis": "unspecified",
        "claimant": None,
        "credibility": 6,
        "needs_reassessment": False,
        "reassessment_cause": "",
        "merged_into": None,
        "citations": [
            {
                "id": cited.pk,
                "document": {
                    "id": cited.document_id,
                    "url": "https://news.example/losses",
                    "title": "Losses",
                    "kind": "article",
                    "language": "en",
                    "byline": None,
                    "publisher": {
                        "slug": "outlet",
                        "name": "Outlet",
                        "kind": "news_outlet",
                        "country": None,
                    },
                    "published_at": None,
                },
                "stance": "asserts",
                "quote": "more than 62,000 soldiers",
                "quote_prefix": "",
                "quote_suffix": "",
                "no_quote_reason": "",
                "locator": "",
                "as_reported": "",
                "drift": "none",
                "primary_evidence": "",
                "status": "unchecked",
                "withdrawn_at": None,
                "hops": [
                    {"position": 0, "source": "outlet", "relation": "", "end": "", **hop},
                    {"position": 1, "source": "relay", "relation": "cites", "end": "", **hop},
                    {
                        "position": 2,
                        "source": "spokesperson",
                        "relation": "",
                        "end": "origin_named",
                        **hop,
                    },
                ],
                "checks": [],
            }
        ],
        "assessments": [],
        "links": [],
        "rulings": [],
        "warnings": [],
        **{name: claim[name] for name in ("checklist", "independence", "hints", "band")},
        "verbs": ["edit", "submit", "answer-warning", "check-source", "link", "rule"],
    }


def test_answer_to_a_write_names_where_it_is(client, given, editor):
    client.force_login(editor)

    response = client.post("/api/v1/desk/claims/", given, content_type="application/json")

    ref = response.json()["ref"]
    assert response["Location"] == f"http://testserver/api/v1/desk/claims/{ref}/"


def test_value_can_be_sent_back_as_it_was_answered(desk_of, given, editor):
    desk = desk_of(editor)
    claim = desk.send("POST", "desk/claims/", given, status=201)

    same = desk.send(
        "PATCH", f"desk/claims/{claim['ref']}/", {"version": 1, "value": claim["value"]}
    )

    assert same == claim


def test_edit_changes_what_is_given_and_no_more(desk_of, given, editor):
    desk = desk_of(editor)
    claim = desk.send("POST", "desk/claims/", given, status=201)
    at = f"desk/claims/{claim['ref']}/"

    edited = desk.send("PATCH", at, {"version": 1, "statement": "Losses pass 62,000."})

    # What it needs names the version.
    moved = ("statement", "version", "last_edited_at", "checklist")
    assert edited["statement"] == "Losses pass 62,000."
    assert edited["version"] == 2
    assert {k: v for k, v in edited.items() if k not in moved} == {
        k: v for k, v in claim.items() if k not in moved
    }


def test_citations_are_kept_by_their_id(desk_of, given, editor):
    desk = desk_of(editor)
    claim = desk.send("POST", "desk/claims/", given, status=201)
    cited = claim["citations"][0]
    more = {"document": cited["document"]["id"], "no_quote_reason": "A table."}
    sent = {"version": 1, "citations": [{"id": cited["id"], "locator": "p. 2"}, more]}

    edited = desk.send("PATCH", f"desk/claims/{claim['ref']}/", sent)

    assert edited["citations"][0] == {**cited, "locator": "p. 2"}
    assert [hop["source"] for hop in edited["citations"][1]["hops"]] == ["outlet"]


def test_known_document_is_found_by_its_url(desk_of, given, editor):
    known = DocumentFactory(
        url="https://news.example/losses", publisher=SourceFactory(slug="outlet")
    )
    given["citations"][0]["document"] = {"url": "HTTPS://news.example:443/losses#top"}

    claim = desk_of(editor).send("POST", "desk/claims/", given, status=201)

    assert claim["citations"][0]["document"]["id"] == known.pk


def test_new_document_is_recorded_with_who_sent_it(desk_of, given, editor):
    claim = desk_of(editor).send("POST", "desk/claims/", given, status=201)

    pk = claim["citations"][0]["document"]["id"]
    [event] = RegisterEvent.objects.filter(registry="document", row=pk)
    assert (event.verb, event.by) == ("add", editor)


def test_stale_version_is_told_what_changed(desk_of, given, editor):
    desk = desk_of(editor)
    ref = desk.send("POST", "desk/claims/", given, status=201)["ref"]
    at = f"desk/claims/{ref}/"
    desk.send("PATCH", at, {"version": 1, "basis": "count", "note": "They counted."})

    problem = desk.send("PATCH", at, {"version": 1, "basis": "survey"}, status=412)

    assert problem["code"] == "stale"
    assert [need["field"] for need in problem["needs"]] == ["version"]
    assert problem["changes"][0]["by"] == "eva"
    assert problem["changes"][0]["note"] == "They counted."
    assert problem["changes"][0]["fields"] == [
        {"field": "basis", "was": "unspecified", "is": "count"}
    ]


def test_publish_says_everything_that_is_missing(desk_of, reviewer):
    claim = in_review(reviewer=reviewer, citations=[citation("outlet", "origin", end="", quote="")])

    problem = desk_of(reviewer).send(
        "POST", f"desk/claims/{claim.ref}/publish/", {"version": 1}, status=409
    )

    assert problem["code"] == "not_ready"
    assert [(need["code"], need["field"]) for need in problem["needs"]] == [
        ("finished_chain", "citations.0.hops"),
        ("quote", "citations.0.quote"),
        ("claimant", "claimant"),
        ("assessment", "assessment"),
    ]
    assert problem["detail"] == " ".join(need["message"] for need in problem["needs"])


def test_edit_without_a_version_is_not_made(desk_of, editor):
    claim = draft(author=editor)

    desk_of(editor).send("PATCH", f"desk/claims/{claim.ref}/", {"basis": "count"}, status=428)


def test_desk_is_narrowed_by_state_and_author(desk_of, editor):
    mine, theirs, waiting = draft(author=editor), draft(), submitted(author=editor)
    desk = desk_of(editor)

    assert desk.refs("desk/claims/", review_state="submitted") == [waiting.ref]
    assert desk.refs("desk/claims/", review_state="draft,submitted", mine="true") == [
        waiting.ref,
        mine.ref,
    ]
    assert desk.refs("desk/claims/", mine="false") == [theirs.ref]
    desk.get("desk/claims/", status=400, mine="maybe")
    desk.get("desk/claims/", status=400, author="eva")


def test_desk_list_costs_the_same_whatever_it_holds(desk_of, editor, django_assert_num_queries):
    desk = desk_of(editor)
    for _n in range(2):
        for _m in range(3):
            draft(author=UserFactory(roles=["editor"]))
        with django_assert_num_queries(4):
            desk.get("desk/claims/")


def test_history_is_paged(desk_of, editor):
    claim = submitted(author=editor)

    page = desk_of(editor).get(f"desk/claims/{claim.ref}/events/", page_size=1)

    assert [event["verb"] for event in page["results"]] == ["submit"]
    assert page["next"]
    assert Event.objects.count() == 2


def test_options_tell_what_an_address_takes(desk_of, editor):
    claim, desk = draft(author=editor), desk_of(editor)
    allowed = {
        "desk/claims/": "GET, POST, HEAD, OPTIONS",
        f"desk/claims/{claim.ref}/": "GET, PATCH, HEAD, OPTIONS",
        f"desk/claims/{claim.ref}/events/": "GET, HEAD, OPTIONS",
        f"desk/claims/{claim.ref}/publish/": "POST, OPTIONS",
    }

    told = {path: desk.client.options(f"/api/v1/{path}") for path in allowed}

    assert {path: answer["Allow"] for path, answer in told.items()} == allowed
    assert {answer.status_code for answer in told.values()} == {200}
