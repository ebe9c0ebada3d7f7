"""Parts of forms: text areas, and errors of constraints at their fields."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from unfold.widgets import UnfoldAdminTextareaWidget

from sources.database.checks import FIELDS


def words(
    label: str | None = None, help_text: str = "", rows: int = 3, *, required=False, **kwargs
):
    """Return a form field for a text of several lines."""
    widget = UnfoldAdminTextareaWidget(attrs={"rows": rows})
    kwargs |= {"label": label, "help_text": help_text, "required": required}
    return forms.CharField(widget=widget, **kwargs)


def by_field(error: ValidationError, fields) -> dict:
    """Return the errors by field. An error of a constraint stands at the field of ``FIELDS``."""
    listed = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
    by_name: dict = {}
    for field, errors in listed.items():
        for inner in (each for error in errors for each in error.error_list):
            name = FIELDS.get(inner.code, "") if field == NON_FIELD_ERRORS else field
            by_name.setdefault(name if name in fields else None, []).append(inner)
    return by_name


class RegistryForm(forms.ModelForm):
    def add_error(self, field, error):
        if field is not None or not isinstance(error, ValidationError):
            super().add_error(field, error)
            return
        for name, errors in by_field(error, self.fields).items():
            super().add_error(name, errors)
