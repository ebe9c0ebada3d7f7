"""Access: people by session or password, programs by a token with scopes.

A token is sent as ``Authorization: Bearer …`` (RFC 6750) and acts for the person who owns it: its
scopes narrow what that person may do, and never widen it.
"""

import datetime
import re

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from knox.auth import TokenAuthentication
from rest_framework import exceptions, permissions

from claims.models import ApiToken
from sources.database.patience import quickly

TOKEN = re.compile(rb"[\x21-\x7e]{20,200}")
USED = datetime.timedelta(minutes=1)


class BearerAuthentication(TokenAuthentication):
    """Bearer tokens. Raises ``AuthenticationFailed``, which says why a known token fails."""

    def authenticate_credentials(self, token: bytes):
        # knox fails on bytes that are not text.
        if not TOKEN.fullmatch(token):
            raise exceptions.AuthenticationFailed("This is no token of ours.")
        user, found = super().authenticate_credentials(token)
        note_use(found)
        return user, found

    def _cleanup_token(self, found: ApiToken) -> bool:
        """Refuse an old token with the reason; knox would delete it."""
        if found.revoked_at:
            message = f"This token was revoked on {found.revoked_at:%Y-%m-%d}."
            raise exceptions.AuthenticationFailed(message)
        if found.expiry and found.expiry <= timezone.now():
            message = f"This token expired on {found.expiry:%Y-%m-%d}: ask for a new one."
            raise exceptions.AuthenticationFailed(message)
        return False


def note_use(token: ApiToken) -> None:
    """Store when a token was last used, to the minute."""
    now = timezone.now()
    if token.last_used_at and token.last_used_at > now - USED:
        return
    long_ago = Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - USED)
    own = ApiToken.objects.filter(long_ago, pk=token.pk)
    quickly(lambda: own.update(last_used_at=now), otherwise=0)


class InsufficientScope(exceptions.PermissionDenied):
    default_code = "insufficient_scope"

    def __init__(self, scopes: set[str]):
        listed = ", ".join(sorted(scopes))
        super().__init__(f"This token has not the scope that this takes: {listed}.")
        # RFC 6750, section 3.1.
        self.auth_header = f'Bearer error="insufficient_scope", scope="{" ".join(sorted(scopes))}"'


class WithinScopes(permissions.BasePermission):
    """A token needs every scope of the view; without a token, the public record is open if
    the operator lets strangers read (``ANONYMOUS_READING``)."""

    def has_permission(self, request, view) -> bool:
        if isinstance(request.auth, ApiToken):
            missing = {scope for scope in view.scopes() if not request.auth.permits(scope)}
            if missing:
                raise InsufficientScope(missing)
            return True
        return request.user.is_authenticated or (view.is_public and settings.ANONYMOUS_READING)
