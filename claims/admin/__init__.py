from claims.admin import home
from claims.admin.registers import accounts, imports, record, series, source, vocabulary, webhooks

__all__ = ["accounts", "home", "imports", "record", "series", "source", "vocabulary", "webhooks"]
