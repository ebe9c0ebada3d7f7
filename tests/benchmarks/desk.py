"""The desk's pages as jobs: asked as a server asks them, by somebody who is signed in.

They have no floor: what is shown is that they cost the same at any size, and how many queries.
"""

from contextlib import contextmanager
from importlib import import_module

from claims.admin.claim_list.changelist import ClaimAdmin
from tests.benchmarks.jobs import BySource, Job, word_of

CLAIMS = "/admin/claims/claim/"


class Page(Job):
    floor = None
    address = ""

    def path(self, round: int) -> str:
        return self.address

    def check(self, body: bytes) -> None:
        assert b'class="errornote"' not in body and b"logout" in body, self.name


class Home(Page):
    name, address = "desk: first page", "/admin/"


class ClaimList(Page):
    name, address = "desk: list of claims", CLAIMS


class ByEdit(Page):
    name = "desk: list by last edit"
    address = f"{CLAIMS}?o=-{ClaimAdmin.list_display.index('edited') + 1}"


class ByStatus(Page):
    name = "desk: list of a rare status"
    address = f"{CLAIMS}?attribution_status__exact=inaccessible"


class EventsOfClaim(Page):
    name, address = "desk: events of a claim", "/admin/claims/event/?q=CLM-000500"


class ClaimsOfSource(Page):
    name, address = "desk: claims of a source", f"{CLAIMS}?source={BySource.pk}"


class CommonWord(Page):
    name, address = "desk: search, a common word", f"{CLAIMS}?q={word_of(0)}"


class RareWord(Page):
    name, address = "desk: search, a rare word", f"{CLAIMS}?q={word_of(9_000)}"


class ClaimPage(Page):
    name = "desk: page of a claim"

    def path(self, round: int) -> str:
        return f"{CLAIMS}{1 + round * 7_919 % self.size}/change/"


class SourcePage(Page):
    name, address = "desk: page of a source", f"/admin/sources/source/{BySource.pk}/change/"


class Documents(Page):
    name, address = "desk: search of documents", f"/admin/sources/document/?q={word_of(3)}"


PAGES = [
    Home, ClaimList, ByEdit, ByStatus, ClaimsOfSource, CommonWord, RareWord, EventsOfClaim,
    ClaimPage, SourcePage, Documents,
]  # fmt: skip


@contextmanager
def signed_in():
    """The cookie of a session of a reviewer, which ends with the measuring."""
    from django.conf import settings
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
        get_user_model,
    )

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    person = get_user_model().objects.filter(groups__name="reviewer").order_by("pk")[0]
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    try:
        yield f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    finally:
        session.delete()
