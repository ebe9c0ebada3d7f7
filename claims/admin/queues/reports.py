"""The report on a bulk action: each row, whether it was done, and where to mend what was not."""

from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.admin import bulk
from claims.models import ActionReport, Claim
from sources.admin.registry import page_context

# What a need is about → where on the claim's page it is mended.
PLACES = {
    "citations": "#cited-head",
    "claimant": "#cited-head",
    "assessment": "#step-assess",
    "public_note": "#step-publish",
}
# A colleague has to do it: there is nothing to mend on a page.
OF_PEOPLE = ("role", "own_claim", "holder", "gone")


def urls(model_admin) -> list:
    wrap = model_admin.admin_site.admin_view

    def shown(request, pk):
        return report_page(model_admin, request, pk)

    return [
        path("report/<int:pk>/", wrap(shown), name="claims_claim_report"),
        path("report/<int:pk>/again/", wrap(again), name="claims_claim_again"),
    ]


def find(request, pk: int) -> ActionReport | None:
    """Whoever took the step reads its report, and nobody else."""
    report = ActionReport.objects.filter(pk=pk, by=request.user).first()
    if report is None:
        kept = f"The last {bulk.REPORTS_KEPT} of yours are kept."
        messages.warning(request, f"That report is not there. {kept}")
    return report


def report_page(model_admin, request, pk: int):
    report = find(request, pk)
    if report is None:
        return redirect("admin:claims_claim_changelist")
    step = bulk.STEPS[report.step]
    refused = [told(row, step) for row in report.rows if row["needs"]]
    done = [told(row, step) for row in report.rows if not row["needs"]]
    title = f"{step.label}: {len(done)} done, {len(refused)} refused"
    context = {
        **page_context(model_admin, request, title),
        "report": report,
        "label": step.label,
        "done": done,
        "refused": refused,
        "back": back(step),
    }
    return TemplateResponse(request, "claims/desk/report.html", context)


def again(request, pk: int):
    """The same step, with the same words, on what was refused; the answer is a report anew."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    report = find(request, pk)
    if report is None:
        return redirect("admin:claims_claim_changelist")
    left = [row["pk"] for row in report.rows if row["needs"]]
    if not left:
        messages.info(request, "Nothing was left to try again.")
        return redirect("admin:claims_claim_report", report.pk)
    newer = bulk.run(report.step, left, by=request.user, given=report.given)
    return redirect("admin:claims_claim_report", newer.pk)


def back(step: bulk.Step) -> str:
    is_of_claims = step.model is Claim
    return reverse(f"admin:claims_claim_{'changelist' if is_of_claims else 'links'}")


def told(row: dict, step: bulk.Step) -> dict:
    """A row with where it leads, and each of its reasons with where it is mended."""
    name = "change" if step.model is Claim else "compare"
    page = reverse(f"admin:claims_claim_{name}", args=[row["pk"]])
    reasons = [
        {"message": need["message"], "link": mended(need, page, step)} for need in row["needs"]
    ]
    return {**row, "link": "" if is_gone(row) else page, "reasons": reasons}


def mended(need: dict, page: str, step: bulk.Step) -> str:
    if need["code"] in OF_PEOPLE or need["code"].startswith("four_eyes"):
        return ""
    if step.model is not Claim:
        return page
    return page + PLACES.get(need["field"].partition(".")[0], "")


def is_gone(row: dict) -> bool:
    return any(need["code"] == "gone" for need in row["needs"])
