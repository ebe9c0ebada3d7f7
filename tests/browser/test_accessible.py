"""WCAG 2.2 AA on every page of ours: by axe-core, light and dark, and at the width of a phone."""

import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from tests import IS_LONG
from tests.browser.own_pages import PAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PINNED = Path(__file__).parent / "axe"
# CSS pixels: WCAG 1.4.10 asks for 320; 1280 is a desk.
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def axe(tmp_path_factory) -> str:
    """The rules as one script, installed by the lock beside this file."""
    if shutil.which("npm") is None:
        skip("NO NODE on this machine: ACCESSIBILITY WAS NOT TESTED.")
    folder = tmp_path_factory.mktemp("axe")
    for path in PINNED.iterdir():
        shutil.copy(path, folder)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode:
        skip(f"npm COULD NOT INSTALL: ACCESSIBILITY WAS NOT TESTED. {done.stderr}")
    return (folder / "node_modules/axe-core/axe.min.js").read_text()


def skip(reason: str) -> None:
    warnings.warn(reason, stacklevel=1)
    pytest.skip(reason)


def violations(page, axe: str) -> list[str]:
    """Rule, element and why, for each that does not hold."""
    page.evaluate(axe)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES
    )
    assert len(found["passes"]) > 5
    told = [
        f"{rule['id']} {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        told.append("reflow: the page is wider than the window (WCAG 1.4.10)")
    return told


# Both schemes and both widths; the other two pairs are looked at in the long form.
LOOKS = {"desk-light": (DESK, "light"), "phone-dark": (PHONE, "dark")}
if IS_LONG:
    LOOKS |= {"desk-dark": (DESK, "dark"), "phone-light": (PHONE, "light")}


@pytest.mark.parametrize(("width", "scheme"), LOOKS.values(), ids=LOOKS)
def test_no_page_breaks_a_rule_of_wcag(the_newsroom, visit, axe, scheme, width):
    broken = {
        name: found
        for name, own in PAGES.items()
        if (found := violations(visit(own, color_scheme=scheme, viewport=width), axe))
    }

    assert not broken, "\n".join(f"{name}: {each}" for name, all in broken.items() for each in all)
