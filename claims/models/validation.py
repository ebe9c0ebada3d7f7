"""Read the needs behind a ``ValidationError`` of a row."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from claims.rules.refusals import Need
from sources.database.checks import FIELDS


def needs_of(error: ValidationError, prefix: str = "") -> list[Need]:
    """The needs behind Django's ``ValidationError``, each with the field that it is about."""
    if hasattr(error, "error_dict"):
        pairs = [(field, one) for field, many in error.error_dict.items() for one in many]
    else:
        pairs = [("", one) for one in error.error_list]
    needs = []
    for field, one in pairs:
        code = one.code or "invalid"
        named = FIELDS.get(code, "") if field in ("", NON_FIELD_ERRORS) else field
        path = ".".join(part for part in (prefix, named) if part)
        needs += [Need(code, message, path) for message in one.messages]
    return needs
