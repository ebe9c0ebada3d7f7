from claims.admin import accounts, claim, home, kept, source, vocabulary

__all__ = ["accounts", "claim", "home", "kept", "source", "vocabulary"]
