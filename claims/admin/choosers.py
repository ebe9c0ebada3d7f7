"""Fields for stored rows: chosen by a part of the name, or typed as the ref of a claim."""

from collections.abc import Iterable, Mapping

from django import forms
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.urls import reverse
from unfold.widgets import UnfoldAdminTextInputWidget

from claims.models import Citation, Claim, Hop, Measure
from claims.rules.refs import ref_of
from sources.admin.registry import ID
from sources.models import Document, Source

# Field name in a form → the column that it fills.
OF_CLAIM = ("topic", "subject", "measure", "scope", "series")
COLUMNS = {name: Claim._meta.get_field(name) for name in OF_CLAIM}
COLUMNS["document"] = Citation._meta.get_field("document")
COLUMNS["source"] = Hop._meta.get_field("source")


def label_of(row) -> str:
    """Return a label that tells a row from others of the same name."""
    if isinstance(row, Document):
        date = f", {row.published_at:%Y-%m-%d}" if row.published_at else ""
        return f"{row.title} ({row.publisher.name}{date})"
    if isinstance(row, Source):
        return ", ".join(filter(None, [row.name, row.get_kind_display(), row.country]))
    if isinstance(row, Measure):
        return f"{row.name}: {row.definition[:90]}"
    return str(row)


class DeskAutocomplete(AutocompleteJsonView):
    """Django's look-up, which asks for the view permission, with labels that tell rows apart."""

    def serialize_result(self, obj, to_field_name):
        return {"id": str(obj.pk), "text": label_of(obj)}

    def get_queryset(self):
        rows = super().get_queryset()
        if rows.model is Document:
            return rows.select_related("publisher")
        return rows.filter(merged_into__isnull=True) if rows.model is Source else rows


class Rows(dict):
    """Model → id as text → row: all rows of the choosers on a page."""

    def load(self, data: Mapping[str, str]) -> "Rows":
        """Load the rows whose ids are in the data, with one query for each model."""
        wanted: dict = {}
        for key, value in data.items():
            column = COLUMNS.get(key.rpartition("-")[2])
            if column is not None and ID.fullmatch(value):
                wanted.setdefault(column.related_model, set()).add(int(value))
        for model, ids in wanted.items():
            ids -= {int(pk) for pk in self.get(model, ())}
            rows = model.objects.filter(pk__in=ids) if ids else ()
            if ids and model is Document:
                rows = rows.select_related("publisher")
            self.add(rows)
        return self

    def add(self, rows: Iterable) -> None:
        for row in rows:
            if row is not None:
                self.setdefault(type(row), {})[str(row.pk)] = row


class Chooser(AutocompleteSelect):
    """A select with the chosen row in it. The others are looked up as the person types."""

    rows: Rows

    def get_url(self):
        return reverse("admin:claims_claim_choose")

    def optgroups(self, name, value, attr=None):
        options = [self.create_option(name, "", "", False, 0)]
        rows = self.rows.get(self.field.related_model, {})
        for pk in value:
            if row := rows.get(str(pk)):
                options.append(self.create_option(name, str(pk), label_of(row), True, 1))
        return [(None, options, 0)]


class RowField(forms.Field):
    """The row of an id. The form sets ``rows``, which it loads all at once."""

    def __init__(self, name: str, **kwargs):
        column = COLUMNS[name]
        self.model = column.related_model
        kwargs.setdefault("help_text", column.help_text)
        super().__init__(required=False, widget=Chooser(column, admin.site), **kwargs)

    def use(self, rows: Rows) -> None:
        self.rows = self.widget.rows = rows

    def to_python(self, value):
        if not value:
            return None
        if row := self.rows.get(self.model, {}).get(value):
            return row
        raise forms.ValidationError(f"There is no such {self.model._meta.verbose_name} any more.")


class RefField(forms.CharField):
    """A claim by its ref."""

    widget = UnfoldAdminTextInputWidget

    def clean(self, value):
        typed = super().clean(value)
        claim = Claim.objects.filter(ref=ref_of(typed)).first()
        if typed and claim is None:
            raise forms.ValidationError(f"There is no claim “{typed}”: give a ref like CLM-000123.")
        return claim
