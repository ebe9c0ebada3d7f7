from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"

    def ready(self):
        from claims.radius import on_sources_changed
        from sources.changes import listen

        listen(on_sources_changed)
