"""The report on a bulk action: the rows done and refused, and the places to correct the refused."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.admin import bulk
from claims.admin.desk_page import DeskPage
from claims.models import ActionReport, Claim

# Field of a need → its place on the claim's page.
PLACES = {
    "citations": "#cited-head",
    "claimant": "#cited-head",
    "assessment": "#step-assess",
    "public_note": "#step-publish",
}
# Needs that only a colleague can meet.
OF_PEOPLE = ("role", "own_claim", "holder", "gone")


def find(request, pk: int) -> ActionReport | None:
    """Return a report of the person's own; None, with a message, if there is none."""
    report = ActionReport.objects.filter(pk=pk, by=request.user).first()
    if report is None:
        text = f"That report is not there. The last {bulk.REPORTS_KEPT} of yours are kept."
        messages.warning(request, text)
    return report


def report_page(request, pk: int):
    report = find(request, pk)
    if report is None:
        return redirect("admin:claims_claim_changelist")
    step = bulk.STEPS[report.step]
    refused = [linked(row, step) for row in report.rows if row["needs"]]
    done = [linked(row, step) for row in report.rows if not row["needs"]]
    back = reverse(f"admin:claims_claim_{'changelist' if step.model is Claim else 'links'}")
    context = {"report": report, "label": step.label, "done": done, "refused": refused}
    title = f"{step.label}: {len(done)} done, {len(refused)} refused"
    return title, {**context, "back": back}


@require_POST
def again(request, pk: int):
    """Take the same step with the same words on the refused rows, and lead to the new report."""
    report = find(request, pk)
    if report is None:
        return redirect("admin:claims_claim_changelist")
    left = [row["pk"] for row in report.rows if row["needs"]]
    if not left:
        messages.info(request, "Nothing was left to try again.")
        return redirect("admin:claims_claim_report", report.pk)
    newer = bulk.run(report.step, left, by=request.user, given=report.given)
    return redirect("admin:claims_claim_report", newer.pk)


def linked(row: dict, step: bulk.Step) -> dict:
    """Return a row with a link to its page, and reasons with links to the places to correct."""
    name = "change" if step.model is Claim else "compare"
    page = reverse(f"admin:claims_claim_{name}", args=[row["pk"]])
    needs = row["needs"]
    reasons = [{"message": need["message"], "link": place(need, page, step)} for need in needs]
    is_gone = any(need["code"] == "gone" for need in needs)
    return {**row, "link": "" if is_gone else page, "reasons": reasons}


def place(need: dict, page: str, step: bulk.Step) -> str:
    if need["code"] in OF_PEOPLE or need["code"].startswith("four_eyes"):
        return ""
    if step.model is not Claim:
        return page
    return page + PLACES.get(need["field"].partition(".")[0], "")


PAGES = [
    DeskPage("report/<int:pk>/", "report", report_page, "claims/desk/report.html"),
    DeskPage("report/<int:pk>/again/", "again", again),
]
