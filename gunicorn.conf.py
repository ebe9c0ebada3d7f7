"""Settings of the server. gunicorn reads this file from the folder in which it is started."""

import json
from http import HTTPStatus

from gunicorn import util

workers = 2
threads = 4
# Many filters make a long request line. Proxies usually have about the same limit.
limit_request_line = 8190


def write_problem(sock, status: int, reason: str, message: str) -> None:
    """Answer a request that does not reach the application with a problem document (RFC 9457).

    An example is a request line that is too long.
    """
    body = json.dumps(
        {
            "type": "urn:corroborate:problem:bad_request",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": message or reason,
            "code": "bad_request",
        }
    ).encode()
    head = (
        f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\n"
        f"Content-Type: application/problem+json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    util.write_nonblock(sock, head.encode("latin1") + body)


# gunicorn has no setting for this function.
util.write_error = write_problem
