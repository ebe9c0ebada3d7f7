"""Every address under /api/v1/."""

from django.urls import path, re_path
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from claims.api.desk import imports, steps, webhooks
from claims.api.desk.claims import DeskDetail, DeskEvents, DeskList
from claims.api.public import catalog, changes, claims, corrections, counts, facets, registers

REF = r"(?P<ref>CLM-[0-9]{6,12})"


def at_ref(prefix: str, rest: str, view, name: str):
    return re_path(rf"^{prefix}/{REF}/{rest}$", view, name=name)


class SchemaView(SpectacularAPIView):
    renderer_classes = [OpenApiJsonRenderer, OpenApiYamlRenderer]


class DocsView(SpectacularSwaggerSplitView):
    authentication_classes = []
    http_method_names = ["get", "head"]


public_patterns = [
    path("claims/", claims.ClaimList.as_view(), name="claims"),
    path("claims/facets/", facets.Facets.as_view(), name="facets"),
    at_ref("claims", "", claims.ClaimDetail.as_view(), "claim"),
    at_ref("claims", "publications/", claims.PublicationList.as_view(), "publications"),
    at_ref(
        "claims",
        r"publications/(?P<number>[0-9]{1,9})/",
        claims.PublicationDetail.as_view(),
        "publication",
    ),
    at_ref("claims", "independence/", claims.IndependenceDetail.as_view(), "independence"),
    path("corrections/", corrections.CorrectionList.as_view(), name="corrections"),
    path("changes/", changes.ChangeList.as_view(), name="changes"),
    path("sources/", registers.SourceList.as_view(), name="sources"),
    path("sources/<slug:slug>/", registers.SourceOne.as_view(), name="source"),
    path("sources/<slug:slug>/claims/", claims.SourceClaimList.as_view(), name="source-claims"),
    path("documents/", registers.DocumentList.as_view(), name="documents"),
    path("documents/<int:pk>/", registers.DocumentDetail.as_view(), name="document"),
    path("measures/", registers.MeasureList.as_view(), name="measures"),
    path("subjects/", registers.SubjectList.as_view(), name="subjects"),
    path("scopes/", registers.ScopeList.as_view(), name="scopes"),
    path("topics/", registers.TopicList.as_view(), name="topics"),
    path("series/", counts.SeriesList.as_view(), name="series-list"),
    path("series/<slug:slug>/", counts.SeriesOne.as_view(), name="series"),
    path("series/<slug:slug>/points/", counts.SeriesPoints.as_view(), name="series-points"),
    path("figures/", counts.FigureList.as_view(), name="figures"),
    path("figures/<slug:slug>/", counts.FigureOne.as_view(), name="figure"),
    path("exports/", catalog.Catalog.as_view(), name="exports"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(url_name="schema"), name="docs"),
]
desk_patterns = [
    path("desk/claims/", DeskList.as_view(), name="desk-claims"),
    at_ref("desk/claims", "", DeskDetail.as_view(), "desk-claim"),
    at_ref("desk/claims", "events/", DeskEvents.as_view(), "desk-events"),
    *(
        at_ref("desk/claims", f"{path}/", view, f"desk-{path.rpartition('/')[2]}")
        for path, view in steps.STEPS.items()
    ),
    path("desk/imports/", imports.ImportList.as_view(), name="desk-imports"),
    path("desk/imports/<int:batch>/", imports.ImportDetail.as_view(), name="desk-import"),
    path("desk/imports/<int:batch>/rows/", imports.ImportRows.as_view(), name="desk-import-rows"),
    *(
        path(f"desk/imports/<int:batch>/{name}/", view, name=f"desk-import-{name}")
        for name, view in imports.STEPS.items()
    ),
]
webhook_patterns = [
    path("webhooks/", webhooks.WebhookList.as_view(), name="webhooks"),
    path("webhooks/<int:webhook>/", webhooks.WebhookDetail.as_view(), name="webhook"),
    path(
        "webhooks/<int:webhook>/rotate-secret/",
        webhooks.WebhookSecret.as_view(),
        name="webhook-secret",
    ),
    path("webhooks/<int:webhook>/test/", webhooks.WebhookTest.as_view(), name="webhook-test"),
    path(
        "webhooks/<int:webhook>/deliveries/",
        webhooks.Deliveries.as_view(),
        name="webhook-deliveries",
    ),
    path(
        "webhooks/<int:webhook>/deliveries/<int:delivery>/redeliver/",
        webhooks.Redeliver.as_view(),
        name="webhook-redeliver",
    ),
]
urlpatterns = public_patterns + desk_patterns + webhook_patterns
