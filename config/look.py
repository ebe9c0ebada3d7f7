"""The title, styles and navigation of the admin."""

from django.templatetags.static import static
from django.urls import reverse_lazy

# Queues below the address of the claim list that have an entry of their own in the navigation.
QUEUES = ("links", "rotting", "stale")


def on_claims(request) -> bool:
    claims = str(reverse_lazy("admin:claims_claim_changelist"))
    queues = tuple(f"{claims}{name}/" for name in QUEUES)
    return request.path.startswith(claims) and not request.path.startswith(queues)


def link(title: str, icon: str, name: str, **more) -> dict:
    """Make one line of the sidebar, which leads to a page of the admin."""
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}"), **more}


def asset(path: str):
    return lambda request: static(path)


def may_see_webhooks(request) -> bool:
    return request.user.has_perm("claims.view_webhook")


SIDEBAR = {
    "Desk": [
        link("Waiting for me", "inbox", "index"),
        link("Claims", "fact_check", "claims_claim_changelist", active=on_claims),
        link("Suggested links", "link", "claims_claim_links"),
        link("Evidence rotting", "link_off", "claims_claim_rotting"),
        link("Stale figures", "update", "claims_claim_stale"),
        link("Imports", "upload_file", "claims_importbatch_changelist"),
        link("Publications", "campaign", "claims_publication_changelist"),
    ],
    "Figures": [
        link("Figures", "query_stats", "claims_figure_changelist"),
        link("Series", "timeline", "claims_series_changelist"),
    ],
    "Sources": [
        link("Sources", "groups", "sources_source_changelist"),
        link("Documents", "article", "sources_document_changelist"),
        link("Topics", "topic", "sources_topic_changelist"),
    ],
    "Clients": [
        link("API tokens", "key", "claims_apitoken_changelist"),
        link("Webhooks", "webhook", "claims_webhook_changelist", permission=may_see_webhooks),
    ],
    "Vocabulary": [
        link("Subjects", "category", "claims_subject_changelist"),
        link("Measures", "straighten", "claims_measure_changelist"),
        link("Units", "square_foot", "claims_unit_changelist"),
        link("Scopes", "filter_alt", "claims_scope_changelist"),
    ],
}
UNFOLD = {
    "SITE_TITLE": "Corroborate",
    "SITE_HEADER": "Corroborate",
    "SITE_SUBHEADER": "Who said it, and is it so?",
    "SITE_SYMBOL": "fact_check",
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": asset("claims/favicon.svg")}
    ],
    # Accessibility that the theme lacks, for its pages and ours.
    "STYLES": [asset("claims/access.css")],
    "SCRIPTS": [asset("claims/access.js"), asset("sources/clock.js"), asset("claims/zone.js")],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "DASHBOARD_CALLBACK": "claims.admin.home.dashboard",
    "SIDEBAR": {
        "show_search": True,
        "navigation": [{"title": title, "items": items} for title, items in SIDEBAR.items()],
    },
}
