"""A limit of requests a minute for each client; all processes take shares of it."""

import hashlib
import time
from threading import Lock

from django.conf import settings
from django.db import connection
from rest_framework.throttling import BaseThrottle

from claims.models import Allowance, ApiToken
from sources.database.patience import quickly

SHARES = 20  # shares of a minute
KEPT = 60  # minutes until a client without a request is forgotten
TAKE = """
INSERT INTO claims_allowance (client, minute, taken) VALUES (%s, %s, %s)
ON CONFLICT (client) DO UPDATE SET
  taken = CASE WHEN claims_allowance.minute < excluded.minute THEN excluded.taken
    ELSE claims_allowance.taken + excluded.taken END,
  minute = CASE WHEN claims_allowance.minute < excluded.minute THEN excluded.minute
    ELSE claims_allowance.minute END
WHERE claims_allowance.minute < excluded.minute
  OR claims_allowance.taken + excluded.taken <= %s
RETURNING taken
"""


class Shares:
    """The shares of this process in this minute: client → requests left, used without a query."""

    def __init__(self):
        self.lock, self.minute, self.left = Lock(), 0, {}

    def use(self, client: str, limit: int, minute: int) -> bool:
        """Use up one request; False: the client has none left in this minute."""
        with self.lock:
            if minute != self.minute:
                self.minute, self.left = minute, {}
            if client not in self.left or self.left[client] == 0:
                # None: refused for the rest of the minute, without a query.
                self.left[client] = take(client, limit, minute) or None
            if self.left[client] is None:
                return False
            self.left[client] -= 1
            return True


SHARED = Shares()


def take(client: str, limit: int, minute: int) -> int:
    """Take a share of the minute from the database, also if it cannot write; 0: none is left."""
    share = max(1, limit // SHARES)

    def write() -> int:
        return next((size for size in (share, 1) if _take(client, limit, minute, size)), 0)

    return quickly(write, otherwise=share)


def _take(client: str, limit: int, minute: int, size: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [client, minute, size, limit])
        row = cursor.fetchone()
    if row and row[0] == size:
        # The first share of a minute: forget old clients, and with them strangers' addresses.
        Allowance.objects.filter(minute__lt=minute - KEPT).delete()
    return bool(row)


class ClientThrottle(BaseThrottle):
    """A token by its own rate, a person by the rate of clients, a stranger by their address."""

    def allow_request(self, request, view) -> bool:
        client, limit = self.client(request)
        self.now = time.time()
        return not limit or SHARED.use(client, limit, int(self.now // 60))

    def wait(self) -> float:
        """Return the seconds until the next minute begins."""
        return 60 - self.now % 60

    def client(self, request) -> tuple[str, int]:
        token = request.auth
        if isinstance(token, ApiToken):
            rate = settings.RATE_CLIENT if token.rate is None else token.rate
            return f"token {token.pk}", rate
        if request.user.is_authenticated:
            return f"person {request.user.pk}", settings.RATE_CLIENT
        address = f"{settings.SECRET_KEY}{self.get_ident(request)}".encode()
        return f"stranger {hashlib.sha256(address).hexdigest()}", settings.RATE_ANONYMOUS
