from claims.admin import home
from claims.admin.claim_list import claim
from claims.admin.registers import (
    accounts,
    imports,
    kept,
    series,
    source,
    tokens,
    vocabulary,
    webhooks,
)

__all__ = [
    "accounts",
    "claim",
    "home",
    "imports",
    "kept",
    "series",
    "source",
    "tokens",
    "vocabulary",
    "webhooks",
]
