"""The addresses under /api/v1/."""

from django.urls import path, re_path
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from claims.api.desk import imports, steps, webhooks
from claims.api.desk.claims import DeskDetail, DeskEvents, DeskList
from claims.api.public import catalog, changes, claims, counts, facets, registers

REF = r"(?P<ref>CLM-[0-9]{6,12})"
NUMBER = r"(?P<number>[0-9]{1,9})"


def at(prefix: str, *rows: tuple) -> list:
    """Return the addresses under a prefix; a row: (rest, view, name)."""
    return [path(f"{prefix}/{rest}", view.as_view(), name=name) for rest, view, name in rows]


def at_ref(prefix: str, *rows: tuple) -> list:
    """Return the addresses under the ref of a claim; the rest is a pattern."""
    return [
        re_path(rf"^{prefix}/{REF}/{rest}$", view.as_view(), name=name) for rest, view, name in rows
    ]


class SchemaView(SpectacularAPIView):
    renderer_classes = [OpenApiJsonRenderer, OpenApiYamlRenderer]


class DocsView(SpectacularSwaggerSplitView):
    authentication_classes = []
    http_method_names = ["get", "head"]


public_patterns = [
    path("claims/", claims.ClaimList.as_view(), name="claims"),
    path("claims/facets/", facets.Facets.as_view(), name="facets"),
    *at_ref(
        "claims",
        ("", claims.ClaimDetail, "claim"),
        ("publications/", claims.PublicationList, "publications"),
        (f"publications/{NUMBER}/", claims.PublicationDetail, "publication"),
        ("independence/", claims.IndependenceDetail, "independence"),
    ),
    path("corrections/", claims.CorrectionList.as_view(), name="corrections"),
    path("changes/", changes.ChangeList.as_view(), name="changes"),
    path("sources/", registers.SourceList.as_view(), name="sources"),
    path("sources/<slug:slug>/", registers.SourceOne.as_view(), name="source"),
    path("sources/<slug:slug>/claims/", claims.SourceClaimList.as_view(), name="source-claims"),
    path("sources/<slug:slug>/relays/", registers.SourceRelays.as_view(), name="source-relays"),
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
    *at_ref(
        "desk/claims",
        ("", DeskDetail, "desk-claim"),
        ("events/", DeskEvents, "desk-events"),
        *(
            (f"{step}/", view, f"desk-{step.rpartition('/')[2]}")
            for step, view in steps.STEPS.items()
        ),
    ),
    *at(
        "desk/imports",
        ("", imports.ImportList, "desk-imports"),
        ("<int:batch>/", imports.ImportDetail, "desk-import"),
        ("<int:batch>/rows/", imports.ImportRows, "desk-import-rows"),
        *(
            (f"<int:batch>/{step}/", view, f"desk-import-{step}")
            for step, view in imports.STEPS.items()
        ),
    ),
]
webhook_patterns = at(
    "webhooks",
    ("", webhooks.WebhookList, "webhooks"),
    ("<int:webhook>/", webhooks.WebhookDetail, "webhook"),
    ("<int:webhook>/rotate-secret/", webhooks.WebhookSecret, "webhook-secret"),
    ("<int:webhook>/test/", webhooks.WebhookTest, "webhook-test"),
    ("<int:webhook>/deliveries/", webhooks.Deliveries, "webhook-deliveries"),
    ("<int:webhook>/deliveries/<int:delivery>/redeliver/", webhooks.Redeliver, "webhook-redeliver"),
)
urlpatterns = public_patterns + desk_patterns + webhook_patterns
