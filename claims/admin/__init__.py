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
]
