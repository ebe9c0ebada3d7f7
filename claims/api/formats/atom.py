"""The corrections as an Atom feed (RFC 4287): a page of the list, linked to the next one."""

import re

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from rest_framework.utils.urls import remove_query_param

from claims.api.formats.renderers import Streamed

# Characters that XML cannot hold, even escaped.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SUBTITLE = "What we corrected, took back, and took up again."


class Atom(Streamed):
    media_type, format = "application/atom+xml", "atom"


class PagedFeed(Atom1Feed):
    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation in ("next", "previous"):
            if href := self.feed[relation]:
                handler.addQuickElement("link", "", {"rel": relation, "href": href})


def corrections(request, rows: list[dict], statements: dict, links: dict) -> HttpResponse:
    """Return rows of the list as entries; ``statements``: the statement of each, by its ``url``."""
    here = request.build_absolute_uri()
    feed = PagedFeed(
        title="Corrections by Corroborate",
        link=request.build_absolute_uri(reverse("home")),
        description=SUBTITLE,
        subtitle=SUBTITLE,
        language="en",
        author_name="Corroborate",
        feed_url=here,
        feed_guid=remove_query_param(remove_query_param(here, "cursor"), "page_size"),
        **links,
    )
    for row in rows:
        at, statement = parse_datetime(row["published_from"]), statements[row["url"]]
        head = f"{row['kind'].capitalize()} of {row['ref']}"
        feed.add_item(
            title=in_xml(f"{head}: {statement}" if statement else head),
            link=row["claim"],
            description=linebreaks(in_xml(row["public_note"] or head), autoescape=True),
            unique_id=row["url"],  # never changes
            pubdate=at,
            updateddate=at,
            categories=[row["kind"]],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


def in_xml(text: str) -> str:
    return NOT_IN_XML.sub("", text)
