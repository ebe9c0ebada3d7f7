from claims.admin import accounts, claim, home, kept, vocabulary

__all__ = ["accounts", "claim", "home", "kept", "vocabulary"]
