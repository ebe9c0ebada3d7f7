"""The public pages: figures, series and what was published, for readers without an account."""
