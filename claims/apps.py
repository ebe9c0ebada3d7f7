from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"

    def ready(self):
        from claims.changes.entries import on_edited
        from claims.desk.quotes import on_captured
        from claims.desk.reassessment import on_sources_changed
        from sources.changes import listen, listen_to_captures, listen_to_edits

        listen(on_sources_changed)
        listen_to_edits(on_edited)
        listen_to_captures(on_captured)
