"""Parts of forms: a text of several lines, and the errors of constraints at their fields."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from sources.database.checks import FIELDS


def words(
    label: str | None = None, help_text: str = "", rows: int = 3, *, required=False, **kwargs
):
    """Make a text field of several lines, or of one line with ``rows=0``."""
    area = UnfoldAdminTextareaWidget(attrs={"rows": rows})
    kwargs |= {"label": label, "help_text": help_text, "required": required}
    return forms.CharField(widget=area if rows else UnfoldAdminTextInputWidget(), **kwargs)


def by_field(error: ValidationError, fields) -> dict:
    """Return the errors by field; those of a constraint at the field that the constraint names."""
    listed = getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]})
    by_field: dict = {}
    for field, errors in listed.items():
        for one in (each for error in errors for each in error.error_list):
            named = FIELDS.get(one.code, "") if field == NON_FIELD_ERRORS else field
            by_field.setdefault(named if named in fields else None, []).append(one)
    return by_field


class RegistryForm(forms.ModelForm):
    stale = ""  # why nothing is saved: somebody else saved the row in the meantime

    def _post_clean(self):
        super()._post_clean()
        if self.stale:
            self.add_error(None, ValidationError(self.stale, code="stale"))

    def add_error(self, field, error):
        if field is not None or not isinstance(error, ValidationError):
            super().add_error(field, error)
            return
        for name, errors in by_field(error, self.fields).items():
            super().add_error(name, errors)
