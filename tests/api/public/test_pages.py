"""Walking a list page by page."""

from urllib.parse import urlsplit

from tests.desk_steps import citation, published
from tests.factories import UserFactory


def several(count):
    reviewer = UserFactory(roles=["reviewer"])
    return [published(reviewer=reviewer, statement=f"Number {n}.").ref for n in range(count)]


def follow(api, link):
    parts = urlsplit(link)
    assert f"{parts.scheme}://{parts.netloc}" == "http://testserver"
    return api.get(f"{parts.path.removeprefix('/api/v1/')}?{parts.query}")


def walk(api, page, direction="next"):
    """The refs of this page and of all that follow it."""
    refs = [claim["ref"] for claim in page["results"]]
    while page[direction]:
        page = follow(api, page[direction])
        found = [claim["ref"] for claim in page["results"]]
        refs = refs + found if direction == "next" else found + refs
    return refs, page


def test_pages_hold_every_claim_once(api):
    refs = several(7)

    found, last = walk(api, api.get("claims/", page_size=3))

    assert found == refs[::-1]
    assert walk(api, last, "previous")[0] == refs[::-1]


def test_claims_published_meanwhile_neither_repeat_nor_hide_any(api):
    refs = several(6)
    first = api.get("claims/", page_size=2)
    new = several(3)

    rest, last = walk(api, first)

    assert rest == refs[::-1]
    assert walk(api, last, "previous")[0] == (refs + new)[::-1]


def test_filters_stay_on_in_the_next_page(api):
    several(2)
    wanted = [published(citations=[citation("other", "origin")]).ref for _n in range(3)]

    assert walk(api, api.get("claims/", page_size=1, outlet="other"))[0] == wanted[::-1]


def test_registers_are_paged_by_their_slug(api):
    published(citations=[citation("c", "a"), citation("b", "a", quote="more")])

    page = api.get("sources/", page_size=2)

    assert [row["slug"] for row in page["results"]] == ["a", "b"]
    assert [row["slug"] for row in follow(api, page["next"])["results"]] == ["c"]


def test_page_holds_fifty_claims_and_at_most_five_hundred(api, client):
    several(1)

    assert api.get("claims/", page_size=500)["next"] is None
    assert client.get("/api/v1/claims/?page_size=501").status_code == 400
