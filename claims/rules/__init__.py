"""The rules: pure functions on plain data, without ORM, clock or request."""
