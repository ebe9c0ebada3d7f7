from claims.admin import accounts, claim, home, imports, kept, series, source, vocabulary

__all__ = ["accounts", "claim", "home", "imports", "kept", "series", "source", "vocabulary"]
