from claims.admin import accounts, claim, home, kept, series, source, vocabulary

__all__ = ["accounts", "claim", "home", "kept", "series", "source", "vocabulary"]
