"""Take the pictures of docs/start/screens.md: ``make screenshots``.

One clock, one set of data, one zone: a second run gives the same pictures. Beside them is kept what
they were made of, the templates, styles and scripts of these pages, which a test holds against the
files.
"""

# ruff: noqa: E402
import base64
import datetime
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from unittest import mock

WORK = Path(tempfile.mkdtemp(prefix="corroborate-screens-"))
os.environ |= {
    "DATABASE_URL": f"sqlite:///{WORK / 'screens.sqlite3'}",
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    "DEBUG": "0",
    "CORROBORATE_ENV": "development",
}

import django

django.setup()

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.test.signals import template_rendered
from django.test.testcases import LiveServerThread
from django.test.utils import setup_test_environment
from playwright.sync_api import sync_playwright

from claims.demo import losses
from tests.browser import newsroom
from tests.browser.conftest import session_of
from tests.factories import AFTER_THE_COUNTS
from tests.screens import pages

SEEN_AT = AFTER_THE_COUNTS + datetime.timedelta(days=1)
# Of the daily counts every so many days are enough for a picture.
EACH = {"personnel.csv": 8, "equipment.csv": 80}
# Our own styles come on top, past the policy of the public pages, to stop what moves.
BROWSER = {
    "timezone_id": "Europe/Kyiv",
    "locale": "en-US",
    "reduced_motion": "reduce",
    "bypass_csp": True,
}
QUALITY = 82


def main() -> None:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        sys.exit("There is no Chromium on this machine: install it, then run this again.")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment(debug=False)
    print("Loading the data …", flush=True)
    call_command("migrate", verbosity=0)
    newsroom.fill(files(), WORK / "logins.txt", at=AFTER_THE_COUNTS)
    used: set[Path] = set()
    template_rendered.connect(noting(used), weak=False)
    server = LiveServerThread("127.0.0.1", static_handler=StaticFilesHandler)
    server.daemon = True
    with mock.patch("django.utils.timezone.now", lambda: SEEN_AT), sync_playwright() as playwright:
        server.start()
        server.is_ready.wait()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        take_all(browser, f"http://127.0.0.1:{server.port}", used)
        browser.close()
        server.terminate()
    keep(used)


def files() -> Path:
    """The data of the running counts, thinned out; the last day stays."""
    folder = WORK / "files"
    shutil.copytree(losses.DATA, folder)
    for name, step in EACH.items():
        head, *lines = (folder / name).read_text().splitlines(keepends=True)
        (folder / name).write_text("".join([head, *lines[::-step][::-1]]))
    return folder


def take_all(browser, url: str, used: set[Path]) -> None:
    pages.FOLDER.mkdir(exist_ok=True)
    for name in {path.name for path in pages.FOLDER.glob("*.webp")} - pages.names():
        (pages.FOLDER / name).unlink()
    for look, options in pages.LOOKS.items():
        for name, own in pages.SHOWN.items():
            context = browser.new_context(base_url=url, **BROWSER, **options)
            context.clock.set_fixed_time(SEEN_AT)
            if own.who:
                context.add_cookies([session_of(own.who, url)])
            page = context.new_page()
            page.on("request", lambda request: note(request.url, used))
            page.goto(own.address())
            if own.then:
                own.then(page)
            take(page, pages.FOLDER / f"{name}-{look}.webp")
            context.close()


def take(page, target: Path) -> None:
    """What stands on the screen, without a cursor that blinks."""
    page.add_style_tag(content="* { caret-color: transparent !important; }")
    page.evaluate("document.fonts.ready.then(() => window.scrollTo(0, 0))")
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    given = {"format": "webp", "quality": QUALITY}
    target.write_bytes(base64.b64decode(session.send("Page.captureScreenshot", given)["data"]))
    print(f"  {target.relative_to(pages.ROOT)}  {target.stat().st_size // 1024} KB", flush=True)


def noting(used: set[Path]):
    """A receiver that keeps which templates were rendered."""

    def receive(sender, template, **more):
        used.add(Path(template.origin.name))

    return receive


def note(url: str, used: set[Path]) -> None:
    _before, found, name = url.partition(f"/{settings.STATIC_URL.strip('/')}/")
    path = found and finders.find(name)
    if path:
        used.add(Path(path))


def keep(used: set[Path]) -> None:
    digests = pages.digests(path for path in used if pages.is_ours(path))
    pages.MADE_OF.write_text(json.dumps(digests, indent=1) + "\n")
    size = sum(path.stat().st_size for path in pages.FOLDER.glob("*.webp"))
    print(f"{len(pages.names())} pictures, {size // 1024} KB, made of {len(digests)} files.")


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(WORK, ignore_errors=True)
