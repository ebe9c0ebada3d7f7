"""Links, merges and reinstatement on the claim page, and the queues that they fill."""

import pytest

from claims import desk
from claims.models import ClaimLink
from tests import desk_steps
from tests.admin.pages import buttons, text_of
from tests.factories import NOW, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

NOTE = "Both count the same losses, and differ by half."


def post(client, url, verb, **data):
    return client.post(url, {"verb": verb, "version": 1, **data})


@world
def pair():
    return desk_steps.draft(), desk_steps.draft()


@world
def suggested(pair, editor):
    return desk.link(*pair, kind="contradicts", by=editor, at=NOW, note=NOTE)


def test_editor_links_a_claim_to_another(as_editor, claim_url, pair):
    one, other = pair
    given = {"link-to_claim": other.ref.lower(), "link-kind": "contradicts", "link-note": NOTE}

    response = post(as_editor, claim_url(one), "link", **given)

    assert response.status_code == 302
    link = ClaimLink.objects.get()
    assert (link.from_claim, link.to_claim, link.kind, link.note) == (
        one,
        other,
        "contradicts",
        NOTE,
    )
    for claim in pair:
        words = text_of(as_editor.get(claim_url(claim)))
        assert f"Suggested: {one.ref} contradicts {other.ref}." in words


@pytest.mark.parametrize(
    ("verb", "data", "words"),
    [
        (
            "link",
            {"link-to_claim": "CLM-999999"},
            "There is no claim “CLM-999999”",
        ),
        ("link", {"link-to_claim": "\x00"}, "Null characters are not allowed."),
        ("link", {"link-to_claim": ""}, "This field is required."),
        ("link", {"link-to_claim": "{self}", "link-kind": "contradicts"}, "linked to itself"),
        ("link", {"link-to_claim": "{other}", "link-kind": ""}, "cannot be blank"),
        ("propose_merge", {"propose_merge-target": "{other}"}, "Say why the two claims are one."),
    ],
)
def test_wrong_link_is_refused_at_its_step(as_editor, claim_url, pair, verb, data, words):
    one, other = pair
    refs = {"self": one.ref, "other": other.ref}
    data = {name: text.format(**refs) for name, text in data.items()}

    response = post(as_editor, claim_url(one), verb, **data)

    assert response.status_code == 400
    assert words in text_of(response)
    assert not ClaimLink.objects.exists()


@pytest.mark.parametrize(("decision", "state"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_reviewer_decides_on_a_link(as_reviewer, claim_url, suggested, decision, state):
    key = f"decide_link-{suggested.pk}"
    given = {f"{key}-decision": decision, f"{key}-note": "Compared both tables."}

    response = post(as_reviewer, claim_url(suggested.to_claim), key, **given)

    assert response.status_code == 302
    suggested.refresh_from_db()
    assert (suggested.state, suggested.note) == (state, "Compared both tables.")


def test_decision_needs_a_reason(as_reviewer, claim_url, suggested):
    key = f"decide_link-{suggested.pk}"

    response = post(
        as_reviewer, claim_url(suggested.to_claim), key, **{f"{key}-decision": "confirm"}
    )

    assert response.status_code == 400
    assert "needs a comment" in text_of(response)


def test_who_suggested_a_link_cannot_decide_on_it_not_even_as_superuser(
    client, superuser, claim_url, pair
):
    link = desk.link(*pair, kind="contradicts", by=superuser, at=NOW, note=NOTE)
    client.force_login(superuser)
    key = f"decide_link-{link.pk}"
    given = {f"{key}-decision": "confirm", f"{key}-note": "I say so."}

    response = post(client, claim_url(pair[0]), key, **given)

    assert response.status_code == 403
    assert "Whoever suggested a link cannot decide on it" in text_of(response)
    link.refresh_from_db()
    assert link.state == "suggested"


def test_link_of_other_claims_cannot_be_decided_here(as_reviewer, claim_url, suggested):
    key = f"decide_link-{suggested.pk}"

    response = post(as_reviewer, claim_url(desk_steps.draft()), key)

    assert response.status_code == 400
    assert "This claim has no such link." in text_of(response)


def test_merge_is_proposed_and_then_confirmed_by_a_colleague(
    client, editor, reviewer, claim_url, pair
):
    one, other = pair
    client.force_login(editor)
    proposed = {"propose_merge-target": other.ref, "propose_merge-note": "The same count."}
    post(client, claim_url(one), "propose_merge", **proposed)
    client.force_login(reviewer)

    response = post(
        client, claim_url(one), "merge", **{"merge-target": other.ref, "merge-note": "It is."}
    )

    assert response.status_code == 302
    one.refresh_from_db()
    assert (one.review_state, one.merged_into) == ("merged", other)
    assert buttons(client.get(claim_url(one))) == set()


def test_merge_that_nobody_proposed_is_refused(as_reviewer, claim_url, pair):
    one, other = pair

    response = post(as_reviewer, claim_url(one), "merge", **{"merge-target": other.ref})

    assert response.status_code == 409
    assert "An editor has to propose the merge" in text_of(response)


def test_superuser_cannot_merge_what_they_proposed(client, superuser, claim_url, pair):
    one, other = pair
    desk.propose_merge(one, other, by=superuser, at=NOW, note="The same count.")
    client.force_login(superuser)

    response = post(client, claim_url(one), "merge", **{"merge-target": other.ref})

    assert response.status_code == 403
    one.refresh_from_db()
    assert one.review_state == "draft"


def test_reinstated_claim_still_needs_somebody_else_to_publish_it(client, superuser, claim_url):
    claim = desk_steps.retracted(author=superuser)
    client.force_login(superuser)
    given = {"reinstate-reason": "retracted_in_error", "reinstate-public_note": "It holds."}

    done = post(client, claim_url(claim), "reinstate", **given)
    published = post(client, claim_url(claim), "publish")

    assert done.status_code == 302
    assert published.status_code == 403
    claim.refresh_from_db()
    assert claim.review_state == "in_review"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Reinstate needs a note for the public."),
        ({"reinstate-public_note": "It holds."}, "The reason is one of"),
    ],
)
def test_reinstatement_needs_a_reason_and_a_note(client, chief, claim_url, data, words):
    claim = desk_steps.retracted()
    client.force_login(chief)

    response = post(client, claim_url(claim), "reinstate", **data)

    assert response.status_code == 400
    assert words in text_of(response)


@pytest.mark.parametrize(
    "verb", ["link", "propose_merge", "merge", "rule", "reinstate", "decide_link-1"]
)
def test_forged_step_of_another_role_is_refused(client, claim_url, verb):
    claim = desk_steps.retracted()
    client.force_login(UserFactory(roles=["analyst"]))

    response = post(client, claim_url(claim), verb)

    assert response.status_code == 403
    assert "Only a " in text_of(response)


def queues(client) -> dict[str, list]:
    return {queue.title: queue.rows for queue in client.get("/admin/").context["queues"]}


def test_suggested_links_wait_for_reviewers(client, reviewer, suggested, pair):
    client.force_login(reviewer)
    desk.link(*pair, kind="not_comparable", by=reviewer, at=NOW, note=NOTE)

    assert queues(client)["Suggested links"] == [suggested]


@pytest.mark.parametrize("role", ["reviewer", "chief editor"])
def test_claims_that_lost_their_ground_wait_with_the_cause(client, claim_url, role):
    claim = desk_steps.published()
    desk_steps.check(
        claim, reviewer=UserFactory(roles=["reviewer"]), source_status="denied_by_origin"
    )
    client.force_login(UserFactory(roles=[role]))

    assert queues(client)["Needs reassessment"] == [claim]
    cause = "A source check found: denied by the origin."
    flagged = client.get("/admin/claims/claim/?needs_reassessment__exact=1")
    for page in (client.get("/admin/"), client.get(claim_url(claim)), flagged):
        assert cause in text_of(page)
    assert list(flagged.context["cl"].result_list) == [claim]
    assert (
        not client.get("/admin/claims/claim/?needs_reassessment__exact=0").context["cl"].result_list
    )
