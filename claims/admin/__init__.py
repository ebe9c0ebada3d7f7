from claims.admin import home
from claims.admin.claim_list import changelist
from claims.admin.registers import (
    accounts,
    imports,
    record,
    series,
    source,
    tokens,
    vocabulary,
    webhooks,
)

__all__ = [
    "accounts",
    "changelist",
    "home",
    "imports",
    "record",
    "series",
    "source",
    "tokens",
    "vocabulary",
    "webhooks",
]
