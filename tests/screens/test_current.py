"""The pictures in the docs show the pages as they are."""

import re

from tests.screens import pages

RUN = "make screenshots"


def test_pictures_were_taken_of_the_pages_as_they_are():
    kept = pages.kept()

    now = pages.digests(pages.ROOT / path for path in kept)

    changed = [path for path in kept if now.get(path) != kept[path]]
    assert changed == [], f"These changed since the pictures were taken: run `{RUN}`."
    assert any(path.endswith(".html") for path in kept)
    assert any(path.endswith(".css") for path in kept)


def test_each_page_is_there_in_each_look_and_shown():
    there = {path.name for path in pages.FOLDER.glob("*.webp")}

    page = (pages.ROOT / "docs/start/screens.md").read_text()
    shown = re.findall(r"\]\(\.\./screenshots/([^)]+)\)", page)

    assert there == pages.names() == set(shown)
    assert sum(path.stat().st_size for path in pages.FOLDER.glob("*.webp")) < 3_000_000
