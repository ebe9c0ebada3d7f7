"""Two records of one source, merged in a real browser: chosen, previewed, refused once, merged."""

import pytest

from claims.models import Claim
from sources.models import Source
from tests import desk_steps
from tests.browser.hand import look_for
from tests.desk_steps import citation
from tests.factories import InterestFactory, SourceFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def test_curator_merges_a_source_and_sees_first_what_that_does(person, sign_in):
    person("sol", "source curator")
    cited = [citation("paper", "reuters"), citation("blog", "afp")]
    assessed = {"verification_status": "corroborated"}
    claim = desk_steps.published(citations=cited, assessment=assessed)
    reuters, afp = SourceFactory(slug="reuters"), SourceFactory(slug="afp")

    sol = sign_in("sol")
    sol.goto(f"/admin/sources/source/{reuters.pk}/change/")
    sol.click("a:has-text('Merge into another source')")
    sol.click(".select2-selection")
    look_for(sol, "af")
    sol.click(".select2-results__option:has-text('Afp')")
    sol.click("button:has-text('Show what would happen')")
    sol.wait_for_selector("h2:has-text('What would happen')")
    assert sol.locator("#preview").inner_text().count("2 independent origins, then 1.") == 1
    assert not Source.objects.filter(merged_into=afp).exists()

    InterestFactory(source=afp)
    sol.fill("[name=rationale]", "One newsroom under two names, by its imprint.")
    sol.click("button:has-text('Merge for good')")
    sol.wait_for_selector("text=Something changed since this preview was made")
    assert not Source.objects.filter(merged_into=afp).exists()

    sol.focus("[name=rationale]")
    sol.keyboard.press("Tab")
    sol.keyboard.press("Enter")
    sol.wait_for_selector("text=Reuters is merged into Afp.")
    assert Source.objects.get(merged_into=afp) == reuters
    assert Claim.objects.get(pk=claim.pk).needs_reassessment
    sol.goto(f"/admin/sources/source/{reuters.pk}/change/")
    sol.wait_for_selector("text=This source redirects to Afp")
    sol.goto(f"/admin/sources/source/{afp.pk}/change/#relations")
    assert sol.locator("svg.is-wide").count() == 1


def test_source_page_fits_a_phone(person, sign_in):
    person("sol", "source curator")
    desk_steps.published(citations=[citation("paper", "reuters")])

    sol = sign_in("sol", viewport={"width": 360, "height": 740})
    source = SourceFactory(slug="reuters")
    for page in ("change", "merge", "relations"):
        sol.goto(f"/admin/sources/source/{source.pk}/{page}/")
        sol.wait_for_selector(".s-page")
        assert sol.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
