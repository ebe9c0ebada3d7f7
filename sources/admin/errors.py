"""What a constraint refuses is said at the field that a person would mend."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from sources.database.checks import FIELDS


def by_field(error: ValidationError, fields) -> dict:
    """Field → errors; those of a constraint at the field that the constraint names."""
    listed = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
    found: dict = {}
    for field, errors in listed.items():
        for one in (each for error in errors for each in error.error_list):
            named = FIELDS.get(one.code, "") if field == NON_FIELD_ERRORS else field
            found.setdefault(named if named in fields else None, []).append(one)
    return found


class RegistryForm(forms.ModelForm):
    def add_error(self, field, error):
        if field is not None or not isinstance(error, ValidationError):
            super().add_error(field, error)
            return
        for name, errors in by_field(error, self.fields).items():
            super().add_error(name, errors)
