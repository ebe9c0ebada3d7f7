"""Turn a ``ValidationError`` of a row into needs."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from claims.rules.refusals import Need
from sources.database.checks import FIELDS


def needs_of(error: ValidationError, prefix: str = "") -> list[Need]:
    """Return the needs that Django's ``ValidationError`` stands for, each with its field."""
    if hasattr(error, "error_dict"):
        pairs = [(field, inner) for field, errors in error.error_dict.items() for inner in errors]
    else:
        pairs = [("", inner) for inner in error.error_list]
    needs = []
    for field, inner in pairs:
        code = inner.code or "invalid"
        name = FIELDS.get(code, "") if field in ("", NON_FIELD_ERRORS) else field
        path = ".".join(part for part in (prefix, name) if part)
        needs += [Need(code, message, path) for message in inner.messages]
    return needs
