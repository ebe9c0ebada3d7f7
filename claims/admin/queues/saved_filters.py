"""Saved filters: the claim list's filters, search and order under a name."""

from django import forms
from django.contrib import messages
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.admin.desk_page import DeskPage
from claims.loading.facts import roles_of
from claims.models import SavedFilter
from claims.models.desk import LONGEST_QUERY
from claims.rules.lifecycle import CHIEF_EDITOR

MOST = 20
SHARED_SHOWN = 40
NAME_LENGTH = SavedFilter._meta.get_field("name").max_length


class SaveForm(forms.Form):
    name = forms.CharField(max_length=NAME_LENGTH)
    query = forms.CharField(max_length=LONGEST_QUERY)
    is_shared = forms.BooleanField(required=False)

    def clean_query(self):
        query = normal(QueryDict(self.cleaned_data["query"]))
        if not query:
            raise ValidationError("there is nothing to save. Filter, search or sort it first.")
        return query


class RenameForm(forms.Form):
    name = forms.CharField(max_length=NAME_LENGTH)


def normal(query: QueryDict) -> str:
    """Return the filters, search and order of a query, sorted and without the page number."""
    normalized = QueryDict(mutable=True)
    for name in sorted(query):
        values = [value for value in query.getlist(name) if value != ""]
        if name not in (PAGE_VAR, ERROR_FLAG) and values:
            normalized.setlist(name, sorted(values))
    return normalized.urlencode()


def above_list(request) -> dict:
    """Return the context above the claim list: the saved filters, and the current one to save."""
    shared = SavedFilter.objects.filter(is_shared=True).exclude(owner=request.user)
    shared = shared.select_related("owner").order_by("name", "id")
    rows = [*own(request.user), *shared[:SHARED_SHOWN]]
    query = normal(request.GET)
    return {
        "saved_filters": [(row, row.query == query) for row in rows],
        "saved_query": query,
        "saved_has_own": any(row.owner_id == request.user.pk for row in rows),
        "saved_is_known": any(row.query == query for row in rows),
        "saved_may_share": may_share(request.user),
    }


def own(user):
    return SavedFilter.objects.filter(owner=user).order_by("name", "id")[:MOST]


def may_share(user) -> bool:
    return CHIEF_EDITOR in roles_of(user)


@require_POST
def save(request):
    form, owner = SaveForm(request.POST), request.user
    if not form.is_valid():
        tell(request, form)
        return redirect("admin:claims_claim_changelist")
    data = form.cleaned_data
    to = f"{reverse('admin:claims_claim_changelist')}?{data['query']}"
    if SavedFilter.objects.filter(owner=owner).count() >= MOST:
        messages.error(request, f"You have {MOST} saved filters, which is the most: delete one.")
        return redirect(to)
    data["is_shared"] &= may_share(owner)
    row = SavedFilter(owner=owner, created_at=timezone.now(), **data)
    if store(request, row):
        messages.success(request, f"Saved as “{row.name}”.")
    return redirect(to)


def saved_page(request):
    user = request.user
    return "My saved filters", {"rows": own(user), "may_share": may_share(user), "most": MOST}


@require_POST
def change(request, pk: int):
    """Rename, delete, share or unshare a saved filter of one's own."""
    row = SavedFilter.objects.filter(pk=pk, owner=request.user).first()
    if row is None:
        messages.warning(request, "You have no such saved filter.")
        return redirect("admin:claims_claim_saved")
    step = request.POST.get("step")
    if step == "delete":
        row.delete()
        messages.success(request, f"“{row.name}” is deleted.")
    elif step == "share" and may_share(request.user):
        row.is_shared = not row.is_shared
        row.save()
        who = "Everybody sees" if row.is_shared else "Only you see"
        messages.success(request, f"{who} “{row.name}” now.")
    else:
        rename(request, row)
    return redirect("admin:claims_claim_saved")


def rename(request, row: SavedFilter) -> None:
    form = RenameForm(request.POST)
    if not form.is_valid():
        tell(request, form)
        return
    before, row.name = row.name, form.cleaned_data["name"]
    if store(request, row):
        messages.success(request, f"“{before}” is called “{row.name}” now.")


def store(request, row: SavedFilter) -> bool:
    """Save the row, or show the messages of the constraints that refuse it."""
    try:
        row.full_clean()
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return False
    row.save()
    return True


def tell(request, form) -> None:
    for field, errors in form.errors.items():
        label = "This list" if field == "query" else field.capitalize()
        for error in errors:
            messages.error(request, f"{label}: {error}")


PAGES = [
    DeskPage("saved/", "saved", saved_page, "claims/desk/saved.html"),
    DeskPage("saved/add/", "save_filter", save),
    DeskPage("saved/<int:pk>/", "saved_change", change),
]
