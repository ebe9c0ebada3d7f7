"""Headless Chromium of the system's, and a live server. Without a browser these tests say so."""

import shutil
import warnings

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client

from tests.browser import newsroom
from tests.factories import AFTER_THE_COUNTS, UserFactory

PASSWORD = "a long enough password"


@pytest.fixture
def chromium(db, monkeypatch):
    """A browser for one test. Beside Playwright's loop Django has connections of its own.

    They end with the loop, so that the database is emptied, and filled again, over the
    connection that set it up.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "NO CHROMIUM on this machine: THE BROWSER TESTS DID NOT RUN."
        warnings.warn(reason, stacklevel=1)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    # Django would refuse to query beside a running loop.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def person(db):
    def make(username: str, *roles: str):
        user = UserFactory(username=username, roles=roles)
        user.set_password(PASSWORD)
        user.save()
        return get_user_model().objects.get(pk=user.pk)

    return make


@pytest.fixture
def sign_in(chromium, live_server):
    """A page of somebody who has signed in. Outside requests and console errors fail the test."""
    faults, contexts = [], []

    def open_page(username: str, **options):
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = with_its_scripts(context.new_page())
        page.on("console", lambda m: m.type == "error" and faults.append(f"console: {m.text}"))
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("request", lambda request: note_outside(request.url))
        page.goto("/admin/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector(".d-home")
        return page

    def note_outside(url: str) -> None:
        if not url.startswith((live_server.url, "data:", "blob:")):
            faults.append(f"outside request: {url}")

    open_page.faults = faults
    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def the_newsroom(live_server, demo_files, tmp_path):
    """A server with everything that the pages of ours show."""
    newsroom.fill(demo_files, tmp_path / "logins.txt", at=AFTER_THE_COUNTS)


@pytest.fixture
def visit(chromium, live_server):
    """Open a page of ours as whoever it is for, signed in; ``options`` are the browser's."""
    contexts = []

    def open_page(own, **options):
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        if own.who:
            context.add_cookies([session_of(own.who, live_server.url)])
        page = with_its_scripts(context.new_page())
        page.goto(own.address())
        if own.then:
            own.then(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def with_its_scripts(page):
    """The page, whose waits end only when its scripts have run.

    A busy machine shows a button some time before the deferred script that listens to its key.
    """
    find = page.wait_for_selector

    def wait_for_selector(selector: str, **options):
        found = find(selector, **options)
        page.wait_for_load_state()
        return found

    page.wait_for_selector = wait_for_selector
    return page


def session_of(username: str, url: str) -> dict[str, str]:
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
