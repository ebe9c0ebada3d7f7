import os

from django.core.handlers.wsgi import WSGIRequest, get_bytes_from_wsgi
from django.core.wsgi import get_wsgi_application
from django.http import QueryDict
from django.utils.functional import cached_property

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Request(WSGIRequest):
    """A request whose query is read as UTF-8, regardless of the charset of its body.

    Otherwise “Content-Type: application/json; charset=rot13” would raise an error before any error
    handler can answer.
    """

    @cached_property
    def GET(self) -> QueryDict:
        query = get_bytes_from_wsgi(self.environ, "QUERY_STRING", "")
        return QueryDict(query, encoding="utf-8")


application = get_wsgi_application()
application.request_class = Request
