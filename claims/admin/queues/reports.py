"""The report on a bulk action: each row, whether it was done, and where to mend what was not."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.admin import bulk
from claims.admin.desk_page import DeskPage
from claims.models import ActionReport, Claim

# What a need is about → where on the claim's page it is mended.
PLACES = {
    "citations": "#cited-head",
    "claimant": "#cited-head",
    "assessment": "#step-assess",
    "public_note": "#step-publish",
}
# A colleague has to do it: there is nothing to mend on a page.
OF_PEOPLE = ("role", "own_claim", "holder", "gone")


def find(request, pk: int) -> ActionReport | None:
    """Whoever took the step reads its report, and nobody else."""
    report = ActionReport.objects.filter(pk=pk, by=request.user).first()
    if report is None:
        kept = f"The last {bulk.REPORTS_KEPT} of yours are kept."
        messages.warning(request, f"That report is not there. {kept}")
    return report


def report_page(request, pk: int):
    report = find(request, pk)
    if report is None:
        return redirect("admin:claims_claim_changelist")
    step = bulk.STEPS[report.step]
    refused = [told(row, step) for row in report.rows if row["needs"]]
    done = [told(row, step) for row in report.rows if not row["needs"]]
    return f"{step.label}: {len(done)} done, {len(refused)} refused", {
        "report": report,
        "label": step.label,
        "done": done,
        "refused": refused,
        "back": back(step),
    }


@require_POST
def again(request, pk: int):
    """The same step, with the same words, on what was refused; the answer is a report anew."""
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


PAGES = [
    DeskPage("report/<int:pk>/", "report", report_page, "claims/desk/report.html"),
    DeskPage("report/<int:pk>/again/", "again", again),
]
