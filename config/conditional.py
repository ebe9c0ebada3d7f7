"""Conditional requests (RFC 9110, section 13), with a problem where a precondition fails."""

from django.middleware import http
from django.utils.cache import set_response_etag

from config.errors import is_api, problem, respond


class ConditionalGetMiddleware(http.ConditionalGetMiddleware):
    """ETags, 304, and 412 to a GET whose ``If-Match`` does not hold. HEAD tells the same ETag."""

    def process_response(self, request, response):
        is_asked_for_head = request.method == "HEAD" and response.status_code == 200
        if is_asked_for_head and self.needs_etag(response) and "ETag" not in response:
            set_response_etag(response)
        answer = super().process_response(request, response)
        if answer.status_code == 412 and response.status_code != 412 and is_api(request):
            told = "What is here now has another ETag, or is newer, than your request asks for."
            headers = {"ETag": response["ETag"]} if "ETag" in response else None
            return respond(problem("stale", told), headers)
        return answer
