"""Every example of the pages on the API is run against a live server that has the demo."""

import contextlib
import io
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from tests import ROOT

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(console|python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*?)(?=^\$ |\Z)", re.MULTILINE | re.DOTALL)
SERVER = "http://127.0.0.1:8000"
PAGES = [
    "clients/api.md",
    "clients/changes.md",
    "clients/claimreview.md",
    "clients/examples.md",
    "analysts/exports.md",
]
# What an example is about that is refused.
REFUSED = ("kind=rumour",)


def blocks(page: str) -> list[tuple[str, str]]:
    return BLOCK.findall((DOCS / page).read_text())


class Shell:
    """Runs the commands of a page, as somebody who reads it would."""

    def __init__(self, site: str, password: str, folder: Path):
        self.site, self.password, self.folder = site, password, folder

    def run(self, command: str) -> str:
        """What a command prints. A request that is refused fails, unless that is what it shows."""
        if command.startswith("python manage.py "):
            return self.manage(shlex.split(command)[2:])
        assert command.startswith("curl -s"), command
        fails = "" if any(part in command for part in REFUSED) else " --fail-with-body"
        command = command.replace("curl -s", f"curl -sS{fails}", 1).replace(SERVER, self.site)
        command = command.replace("eva:…", f"eva:{self.password}")
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def manage(self, words: list[str]) -> str:
        out = io.StringIO()
        with contextlib.chdir(self.folder):
            call_command(*words, stdout=out)
        return out.getvalue()


@pytest.fixture
def shell(demo_site, demo_password, tmp_path):
    folder = tmp_path / "reader"
    folder.mkdir()
    return Shell(demo_site, demo_password, folder)


@pytest.mark.timeout(600)
def test_examples_do_what_the_pages_say(shell, demo_site):
    """All pages on one server, since the demo takes a while to load."""
    ran = dict.fromkeys(PAGES, 0)
    for page in PAGES:
        names: dict = {}
        printed = ""
        for kind, text in blocks(page):
            if kind == "text":
                assert printed == text, page
            elif kind == "python":
                with contextlib.redirect_stdout(io.StringIO()) as out:
                    exec(compile(text.replace(SERVER, demo_site), page, "exec"), names)
                printed = out.getvalue()
            else:
                printed = "".join(shell.run(command.strip()) for command in COMMAND.findall(text))
            ran[page] += 1

    assert min(ran.values()) >= 1, ran
    assert (shell.folder / "points.xlsx").read_bytes().startswith(b"PK")
    assert (shell.folder / "claims.csv").read_text().startswith("ref,number,")


def test_every_example_of_the_pages_is_found():
    for page in PAGES:
        fences = re.findall(r"^```(console|python)$", (DOCS / page).read_text(), re.MULTILINE)
        assert len(fences) == sum(kind != "text" for kind, _text in blocks(page)) > 0
