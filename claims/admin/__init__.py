from claims.admin import (
    accounts,
    claim,
    home,
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
