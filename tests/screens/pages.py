"""List the pages of docs/start/screens.md, their sizes, and the files that each picture uses."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from tests import ROOT
from tests.browser.own_pages import PAGES

FOLDER = ROOT / "docs/screenshots"
MADE_OF = FOLDER / "made-of.json"
SHOWN = {
    "home": PAGES["home of a reviewer"],
    "claims": PAGES["list of claims"],
    "claim": PAGES["claim in review"],
    "article": PAGES["article read"],
    "source": PAGES["source"],
    "figure": PAGES["public figure"],
}
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
LOOKS = {
    "light": {"color_scheme": "light", "viewport": DESK},
    "dark": {"color_scheme": "dark", "viewport": DESK},
    "phone": {"color_scheme": "light", "viewport": PHONE, "has_touch": True, "is_mobile": True},
}


def names() -> set[str]:
    return {f"{page}-{look}.webp" for page in SHOWN for look in LOOKS}


def is_ours(path: Path) -> bool:
    """A template, style or script of the project, not of a package that it uses."""
    return path.is_relative_to(ROOT) and "site-packages" not in path.parts


def digests(paths: Iterable[Path]) -> dict[str, str]:
    """Path from the root → SHA-256; of a file that has gone, nothing."""
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
        if path.exists()
    }


def kept() -> dict[str, str]:
    return json.loads(MADE_OF.read_text())
