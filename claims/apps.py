from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"

    def ready(self):
        from claims.changes.entries import on_edited
        from claims.desk.quotes import on_captured
        from claims.desk.reassessment import on_sources_changed
        from sources.changes import document_captured, entry_edited, sources_changed

        sources_changed.connect(on_sources_changed)
        entry_edited.connect(on_edited)
        document_captured.connect(on_captured)
