"""The floor over HTTP: the floor's SQL in a WSGI application, one connection a thread."""

import threading

from django.conf import settings

from tests.benchmarks.floor import BY_SOURCE, Raw
from tests.benchmarks.jobs import TOP, BySource

LOCAL = threading.local()


def application(environ, start_response):
    if not hasattr(LOCAL, "raw"):
        LOCAL.raw = Raw(settings.DATABASES["default"])
    rows = LOCAL.raw.fetch(BY_SOURCE, (BySource.pk, BySource.status, int(TOP)))
    body = f'{{"results":[{",".join(row[0] for row in rows)}]}}'.encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]
