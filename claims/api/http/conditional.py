"""Conditional requests (RFC 9110, section 13), with a problem where a precondition fails."""

import hashlib

from django.middleware import http
from django.utils.http import quote_etag

from claims.api.http.errors import is_api, problem, respond


class ConditionalGetMiddleware(http.ConditionalGetMiddleware):
    """ETags, 304, and 412 to a GET whose ``If-Match`` does not hold. HEAD tells the same ETag."""

    def process_response(self, request, response):
        is_read = request.method in ("GET", "HEAD") and response.status_code == 200
        is_whole = is_read and not response.streaming and "ETag" not in response
        if is_whole and self.needs_etag(response):
            # Twice as fast as the MD5 of the class itself, where processors know SHA.
            response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        answer = super().process_response(request, response)
        if answer.status_code == 412 and response.status_code != 412 and is_api(request):
            told = "What is here now has another ETag, or is newer, than your request asks for."
            headers = {"ETag": response["ETag"]} if "ETag" in response else None
            return respond(problem("stale", told), headers)
        return answer
