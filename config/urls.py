from django.contrib import admin
from django.urls import include, path, re_path

from claims.api.http.errors import unmatched
from config.health import healthz

handler400 = "claims.api.http.errors.bad_request"
handler403 = "claims.api.http.errors.permission_denied"
handler404 = "claims.api.http.errors.not_found"
handler500 = "claims.api.http.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.urls")),
    path("", include("claims.pages.urls")),
    re_path(r"^api(?:/(?P<rest>.*))?$", unmatched, name="unmatched"),
]
