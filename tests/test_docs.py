"""The docs name exactly the routes, settings and files that the code has."""

import re

import pytest
from django.urls import resolve

from claims.demo import accounts, load
from claims.rules.lifecycle import VERBS
from tests import ROOT
from tests.factories import NOW

DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
START = ROOT / "docs/README.md"
DECISIONS = ROOT / "docs/decisions"
# A file or folder of the repository, alone or with a name in it: `sources/urls.py::canonical`.
PATH = re.compile(r"`((?:claims|sources|config|tests|docs)/[\w./-]*)(?:::\w+)?`")


def table(text: str) -> list[list[str]]:
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows][2:]


def test_review_page_shows_the_table_of_the_code():
    page = (ROOT / "docs/editors/review.md").read_text()

    expected = [
        [
            name,
            ", ".join(verb.starts) or "–",
            verb.target or "stays",
            ", ".join(verb.roles),
            "yes" if verb.four_eyes else "no",
            "comment" if verb.needs_comment else "public note" if verb.needs_public_note else "–",
        ]
        for name, verb in VERBS.items()
    ]
    assert table(page) == expected


def test_settings_page_names_every_variable_that_is_read():
    read = set()
    for path in ("config/settings.py", "tests/database.py"):
        source = (ROOT / path).read_text()
        read |= set(
            re.findall(
                r'(?:environ\.get\(|required\(|choice\(|number\(|environ\[)\s*"([A-Z_]+)"', source
            )
        )
        read |= set(re.findall(r'"([A-Z_]+)" not in os\.environ', source))

    named = set(re.findall(r"`([A-Z_]{5,})", (ROOT / "docs/operators/settings.md").read_text()))

    assert read == named


def test_readme_and_makefile_name_the_same_targets():
    makefile = (ROOT / "Makefile").read_text()
    made = set(re.findall(r"^([a-z-]+):.*##", makefile, flags=re.MULTILINE))

    named = set(re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text()))

    assert named == made - {"help"}


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_named_files_exist(doc):
    text = doc.read_text()

    linked = re.findall(r"\]\((?!https?:|mailto:)([^)]+)\)", text)

    missing = [link for link in linked if not leads_somewhere(doc, link)]
    missing += [
        path for path in PATH.findall(text) if not (ROOT / path).exists() and not is_address(path)
    ]
    assert missing == []


def leads_somewhere(doc, link: str) -> bool:
    """Say whether the file of a link exists and has the heading of the link."""
    path, _, anchor = link.partition("#")
    target = doc.parent / path if path else doc
    return target.exists() and (not anchor or anchor in anchors(target.read_text()))


def anchors(text: str) -> list[str]:
    """Return the anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]


def is_address(path: str) -> bool:
    """Say whether the API has this address."""
    return resolve(f"/api/v1/{path}").url_name != "unmatched"


def test_start_page_and_readme_name_every_page():
    pages = {doc for doc in DOCS if (ROOT / "docs") in doc.parents and doc != START}
    pages -= set(DECISIONS.glob("0*.md"))

    for index in (START, ROOT / "README.md"):
        linked = re.findall(r"\]\(([^)#:]+\.md)\)", index.read_text())
        assert {(index.parent / link).resolve() for link in linked} >= pages


def test_decisions_are_listed_by_number_and_title():
    listed = re.findall(
        r"^- (\d{4}) \[(.+)\]\((.+)\)$", (DECISIONS / "README.md").read_text(), flags=re.MULTILINE
    )

    paths = sorted(DECISIONS.glob("0*.md"))
    titles = [path.read_text().splitlines()[0].removeprefix("# ") for path in paths]
    assert sorted(listed) == [
        (path.name[:4], title, path.name) for path, title in zip(paths, titles, strict=True)
    ]


def test_running_page_names_every_command():
    commands = {
        path.stem
        for app in ("claims", "sources")
        for path in (ROOT / app / "management/commands").glob("*.py")
        if path.stem != "__init__"
    }

    section = (ROOT / "docs/operators/running.md").read_text().split("## Commands\n")[1]

    assert set(re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)) == commands


def test_lock_file_has_hashes_and_no_addresses():
    lock = (ROOT / "requirements.lock").read_text()
    packages = re.findall(r"^[a-z][\w.-]*==", lock, flags=re.MULTILINE)

    assert lock.count("--hash=sha256:") >= len(packages) > 20
    assert "://" not in lock


@pytest.mark.django_db
def test_readme_shows_what_the_demo_answers(client, tmp_path, monkeypatch):
    monkeypatch.setattr(load, "CASES", [])
    accounts.make_accounts(tmp_path / "logins.txt")
    load.load(at=NOW, say=lambda line: None)
    readme = (ROOT / "README.md").read_text()

    shown = re.findall(r"curl -s 'http://127.0.0.1:8000(/[^']+)' \\\n.*\n((?:CLM-.*\n)+)", readme)

    assert len(shown) == 3
    for path, printed in shown:
        results = client.get(path).json()["results"]
        assert "".join(f"{c['ref']} {c['display']}\n" for c in results) == printed
