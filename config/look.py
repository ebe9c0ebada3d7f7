"""The title, styles and navigation of the admin."""

from django.templatetags.static import static
from django.urls import reverse_lazy

# Queues below the address of the claim list that have an entry of their own in the navigation.
QUEUES = ("links", "rotting", "stale")


def on_claims(request) -> bool:
    claims = str(reverse_lazy("admin:claims_claim_changelist"))
    queues = tuple(f"{claims}{name}/" for name in QUEUES)
    return request.path.startswith(claims) and not request.path.startswith(queues)


UNFOLD = {
    "SITE_TITLE": "Corroborate",
    "SITE_HEADER": "Corroborate",
    "SITE_SUBHEADER": "Who said it, and is it so?",
    "SITE_SYMBOL": "fact_check",
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda request: static("claims/favicon.svg"),
        }
    ],
    # Accessibility that the theme lacks, for its pages and ours.
    "STYLES": [lambda request: static("claims/access.css")],
    "SCRIPTS": [
        lambda request: static("claims/access.js"),
        lambda request: static("sources/clock.js"),
        lambda request: static("claims/zone.js"),
    ],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "DASHBOARD_CALLBACK": "claims.admin.home.dashboard",
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": "Desk",
                "items": [
                    {
                        "title": "Waiting for me",
                        "icon": "inbox",
                        "link": reverse_lazy("admin:index"),
                    },
                    {
                        "title": "Claims",
                        "icon": "fact_check",
                        "link": reverse_lazy("admin:claims_claim_changelist"),
                        "active": on_claims,
                    },
                    {
                        "title": "Suggested links",
                        "icon": "link",
                        "link": reverse_lazy("admin:claims_claim_links"),
                    },
                    {
                        "title": "Evidence rotting",
                        "icon": "link_off",
                        "link": reverse_lazy("admin:claims_claim_rotting"),
                    },
                    {
                        "title": "Stale figures",
                        "icon": "update",
                        "link": reverse_lazy("admin:claims_claim_stale"),
                    },
                    {
                        "title": "Imports",
                        "icon": "upload_file",
                        "link": reverse_lazy("admin:claims_importbatch_changelist"),
                    },
                    {
                        "title": "Publications",
                        "icon": "campaign",
                        "link": reverse_lazy("admin:claims_publication_changelist"),
                    },
                ],
            },
            {
                "title": "Figures",
                "items": [
                    {
                        "title": "Figures",
                        "icon": "query_stats",
                        "link": reverse_lazy("admin:claims_figure_changelist"),
                    },
                    {
                        "title": "Series",
                        "icon": "timeline",
                        "link": reverse_lazy("admin:claims_series_changelist"),
                    },
                ],
            },
            {
                "title": "Sources",
                "items": [
                    {
                        "title": "Sources",
                        "icon": "groups",
                        "link": reverse_lazy("admin:sources_source_changelist"),
                    },
                    {
                        "title": "Documents",
                        "icon": "article",
                        "link": reverse_lazy("admin:sources_document_changelist"),
                    },
                    {
                        "title": "Topics",
                        "icon": "topic",
                        "link": reverse_lazy("admin:sources_topic_changelist"),
                    },
                ],
            },
            {
                "title": "Clients",
                "items": [
                    {
                        "title": "API tokens",
                        "icon": "key",
                        "link": reverse_lazy("admin:claims_apitoken_changelist"),
                    },
                    {
                        "title": "Webhooks",
                        "icon": "webhook",
                        "link": reverse_lazy("admin:claims_webhook_changelist"),
                        "permission": lambda request: request.user.has_perm("claims.view_webhook"),
                    },
                ],
            },
            {
                "title": "Vocabulary",
                "items": [
                    {
                        "title": label,
                        "icon": icon,
                        "link": reverse_lazy(f"admin:claims_{model}_changelist"),
                    }
                    for label, icon, model in (
                        ("Subjects", "category", "subject"),
                        ("Measures", "straighten", "measure"),
                        ("Units", "square_foot", "unit"),
                        ("Scopes", "filter_alt", "scope"),
                    )
                ],
            },
        ],
    },
}
