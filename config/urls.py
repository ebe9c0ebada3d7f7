from django.contrib import admin
from django.urls import include, path, re_path

from config.errors import unmatched
from config.health import healthz

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api")),
    path("", include("claims.pages.urls")),
    re_path(r"^api(?:/(?P<rest>.*))?$", unmatched, name="unmatched"),
]
