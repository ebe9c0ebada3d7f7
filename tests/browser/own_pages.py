"""Every page of ours that a person sees: who opens it, where it is. A new page is one row more."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from claims.models import Claim, ClaimLink, Figure, ImportBatch, Series
from sources.models import Document, Source
from tests.admin.article_page.paste import ADDRESS, ARTICLE
from tests.browser.hand import look_for


@dataclass(frozen=True)
class OwnPage:
    """``who``: a log-in of the demo, or empty for the public; ``then``: done once it is open."""

    who: str
    address: Callable[[], str]
    then: Callable | None = None


def admin(name: str, *args) -> str:
    return reverse(f"admin:{name}", args=args)


def claim(state: str) -> Callable[[], str]:
    """The page of the demo's first claim in this state."""
    return lambda: admin(
        "claims_claim_change", Claim.objects.filter(review_state=state).order_by("id")[0].pk
    )


def assigned_claim() -> str:
    return f"{admin('claims_claim_assign')}?claim={Claim.objects.order_by('id')[0].pk}"


def general_staff() -> int:
    return Source.objects.get(slug="general-staff-ua").pk


def read_article(page) -> None:
    page.fill("[name=pasted]", ARTICLE)
    page.fill("[name=url]", ADDRESS)
    page.click("text=Read it")
    page.wait_for_selector("[data-draft]")


def preview_merge(page) -> None:
    page.click(".select2-selection")
    look_for(page, "oryx")
    page.click(".select2-results__option:has-text('Oryx')")
    page.click("text=Show what would happen")
    page.wait_for_selector("#preview")


def refused_claim(page) -> None:
    page.click("text=Save and submit for review")
    page.wait_for_selector("#refusal")


def refused_source(page) -> None:
    page.eval_on_selector("[name=version]", "field => { field.value -= 1 }")
    page.fill("[name=description]", "Typed here.")
    page.click("[name=_save]")
    page.wait_for_selector("#refusal")


PAGES = {
    "home of a reviewer": OwnPage("rosa", lambda: admin("index")),
    "home of an editor": OwnPage("eva", lambda: admin("index")),
    "home of a chief editor": OwnPage("chen", lambda: admin("index")),
    "list of claims": OwnPage("rosa", lambda: admin("claims_claim_changelist")),
    "claim in review": OwnPage("rosa", claim("in_review")),
    "claim that is public": OwnPage("rosa", claim("published")),
    "claim sent back": OwnPage("eva", claim("changes_requested")),
    "claim to be written": OwnPage("eva", lambda: admin("claims_claim_add")),
    "claim refused": OwnPage("eva", lambda: admin("claims_claim_add"), refused_claim),
    "article box": OwnPage("eva", lambda: admin("claims_claim_article")),
    "article read": OwnPage("eva", lambda: admin("claims_claim_article"), read_article),
    "side by side": OwnPage(
        "rosa", lambda: admin("claims_claim_compare", ClaimLink.objects.order_by("id")[0].pk)
    ),
    "evidence rotting": OwnPage("rosa", lambda: admin("claims_claim_rotting")),
    "suggested links": OwnPage("rosa", lambda: admin("claims_claim_links")),
    "stale figures": OwnPage("eva", lambda: admin("claims_claim_stale")),
    "assigning": OwnPage("rosa", assigned_claim),
    "saved filters": OwnPage("rosa", lambda: admin("claims_claim_saved")),
    "import batch": OwnPage(
        "rosa", lambda: admin("claims_importbatch_change", ImportBatch.objects.order_by("id")[0].pk)
    ),
    "import": OwnPage("eva", lambda: admin("claims_importbatch_upload")),
    "source": OwnPage("sol", lambda: admin("sources_source_change", general_staff())),
    "relations of a source": OwnPage(
        "sol", lambda: admin("sources_source_relations", general_staff())
    ),
    "grade of a source": OwnPage("sol", lambda: admin("sources_source_grade", general_staff())),
    "merge of sources": OwnPage(
        "sol", lambda: admin("sources_source_merge", general_staff()), preview_merge
    ),
    "history of a source": OwnPage("sol", lambda: admin("sources_source_history", general_staff())),
    "source refused": OwnPage(
        "sol", lambda: admin("sources_source_change", general_staff()), refused_source
    ),
    "document": OwnPage(
        "eva",
        lambda: admin(
            "sources_document_change", Document.objects.exclude(captures=None).first().pk
        ),
    ),
    "list of documents": OwnPage("rosa", lambda: admin("sources_document_changelist")),
    "figure on the desk": OwnPage(
        "eva", lambda: admin("claims_figure_change", Figure.objects.order_by("id")[0].pk)
    ),
    "series on the desk": OwnPage(
        "eva", lambda: admin("claims_series_change", Series.objects.order_by("id")[0].pk)
    ),
    "public index": OwnPage("", lambda: reverse("home")),
    "public list of claims": OwnPage("", lambda: reverse("home") + "?show=claims"),
    "public figure": OwnPage("", lambda: "/figures/russian-personnel-losses/"),
    "public series": OwnPage("", lambda: "/series/general-staff-personnel-losses/"),
    "public question refused": OwnPage("", lambda: reverse("home") + "?as_off=2024"),
    "public page that is missing": OwnPage("", lambda: "/figures/none/"),
    "log-in": OwnPage("", lambda: reverse("admin:login")),
}
