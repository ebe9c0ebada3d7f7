"""How the server runs; gunicorn reads this file where it is started."""

import json
from http import HTTPStatus

from gunicorn import util

workers = 2
threads = 4
# Many filters at once make a long line; a proxy in front allows about as much.
limit_request_line = 8190


def write_problem(sock, status: int, reason: str, message: str) -> None:
    """What never reaches the application, such as a line too long, is a problem too (RFC 9457)."""
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


# The server has no other place for it.
util.write_error = write_problem
