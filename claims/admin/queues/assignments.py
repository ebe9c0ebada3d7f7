"""Assigning claims: the page that asks to whom and until when, and the words for assignments."""

import datetime
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import redirect
from django.urls import reverse
from unfold.contrib.filters.admin import DropdownFilter
from unfold.widgets import UnfoldAdminTextInputWidget

from claims.admin import bulk
from claims.admin.desk_page import DeskPage
from claims.admin.zone import today
from claims.desk import assignment
from claims.loading.facts import roles_of
from claims.models import Assignment, Claim
from claims.rules.assignment import due_words, is_open
from claims.rules.roles import TAKERS
from claims.rules.text import NOTE_LENGTH
from sources.admin.forms import words
from sources.admin.registry import ID

PEOPLE_SHOWN = 200


class PersonField(forms.CharField):
    """Somebody who works on claims, by user name; the browser proposes names as they are typed."""

    def __init__(self, **kwargs):
        attrs = {"list": "people", "autocomplete": "off", "autocapitalize": "none"}
        super().__init__(widget=UnfoldAdminTextInputWidget(attrs=attrs), max_length=150, **kwargs)

    def clean(self, value):
        name = super().clean(value)
        people = assignment.people()
        person = people.filter(username=name).first()
        person = person or people.filter(username__iexact=name).first()
        if person is None:
            raise forms.ValidationError(f"Nobody called “{name}” works on claims.")
        return person


class AssignForm(forms.Form):
    to = PersonField(label="To whom", help_text="A user name; your own takes it yourself.")
    due_on = forms.DateField(
        required=False,
        label="Due on",
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
        help_text="The last day; overdue from the next one. Empty: whenever.",
    )
    note = words(
        "Reason", "Optional; stands in the history, for colleagues.", rows=2, max_length=NOTE_LENGTH
    )

    def __init__(self, data, *, by, is_end: bool = False):
        """``is_end``: assign to nobody, with an optional reason."""
        super().__init__(data, initial={"to": by.get_username()})
        if is_end:
            del self.fields["to"], self.fields["due_on"]

    def given(self) -> dict:
        """Return the plain data for a report."""
        data = dict(self.cleaned_data)
        if "to" in data:
            data["to"], data["due_on"] = (
                data["to"].pk,
                data["due_on"] and data["due_on"].isoformat(),
            )
        return data


class AssignedFilter(DropdownFilter):
    title = "who has it in hand"
    parameter_name = "assigned"

    def lookups(self, request, model_admin):
        return [
            ("me", "Assigned to me"),
            ("somebody", "Assigned to somebody"),
            ("overdue", "Overdue"),
            ("nobody", "Assigned to nobody"),
        ]

    def queryset(self, request, queryset):
        assigned = {
            "me": Q(to=request.user.pk),
            "somebody": Q(),
            "overdue": Q(due_on__lt=today(request)),
        }
        if self.value() == "nobody":
            # PostgreSQL takes a join with “is null” for one row, and would sort all of them.
            return queryset.filter(~Exists(Assignment.objects.filter(claim=OuterRef("pk"))))
        if self.value() not in assigned:
            return queryset
        rows = Assignment.objects.filter(assigned[self.value()])
        return queryset.filter(pk__in=rows.values("claim"))


def assign_page(request):
    """Ask to whom the claims in the address go; then lead to the claim, or a report on several."""
    pks = [int(pk) for pk in request.GET.getlist("claim") if ID.fullmatch(pk)]
    claims = Claim.objects.filter(pk__in=pks[: bulk.MOST_AT_ONCE]).order_by("id")
    claims = list(claims.select_related("assignment__to"))
    if not claims:
        messages.warning(request, "Choose the claims to assign in the list first.")
        return redirect("admin:claims_claim_changelist")
    is_end = request.POST.get("step") == "unassign"
    form = AssignForm(request.POST or None, by=request.user, is_end=is_end)
    refused = []
    if request.method == "POST" and form.is_valid():
        step, pks = "unassign" if is_end else "assign", [claim.pk for claim in claims]
        report = bulk.run(step, pks, by=request.user, given=form.given())
        if len(claims) > 1:
            return redirect("admin:claims_claim_report", report.pk)
        refused = report.rows[0]["needs"]
        if not refused:
            to = "nobody" if is_end else form.cleaned_data["to"].get_username()
            messages.success(request, f"{claims[0].ref} is assigned to {to} now.")
            return redirect("admin:claims_claim_change", claims[0].pk)
    day = today(request)
    what = claims[0].ref if len(claims) == 1 else f"{len(claims)} claims"
    return f"Assign {what}", {
        "claims": [(claim, held_words(claim, day)) for claim in claims],
        "is_held": any(hasattr(claim, "assignment") for claim in claims),
        "form": AssignForm(None, by=request.user) if is_end else form,
        "refused": refused,
        "people": assignment.people()[:PEOPLE_SHOWN],
        "today": day,
    }


def held_words(claim: Claim, day: datetime.date) -> str:
    """Return “rosa, overdue since 2026-11-20”; empty for an unassigned claim."""
    if (held := getattr(claim, "assignment", None)) is None:
        return ""
    return ", ".join(filter(None, [held.to.get_username(), due_words(held.due_on, day)]))


def box(request, claim: Claim) -> dict:
    """Return the context of the assignment on the claim's page."""
    held = Assignment.objects.select_related("to", "by").filter(claim=claim).first()
    day = today(request)
    can_change = is_open(claim.review_state, claim.needs_reassessment) and (
        bool(roles_of(request.user) & set(TAKERS)) or (held and held.to_id == request.user.pk)
    )
    return {
        "held": held,
        "due": due_words(held.due_on, day) if held else "",
        "is_overdue": bool(held and held.due_on and held.due_on < day),
        "can_change": can_change,
        "link": f"{reverse('admin:claims_claim_assign')}?{urlencode({'claim': claim.pk})}",
    }


PAGES = [DeskPage("assign/", "assign", assign_page, "claims/desk/assign.html")]
