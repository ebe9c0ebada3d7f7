"""The docs say what the code does: neither more nor less."""

import re

import pytest
from django.urls import is_valid_path

from claims.demo import accounts, load
from claims.rules.review import VERBS
from tests import ROOT
from tests.factories import NOW

DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def table(text: str) -> list[list[str]]:
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows][2:]


def test_review_page_shows_the_table_of_the_code():
    page = (ROOT / "docs/review.md").read_text()

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

    named = set(re.findall(r"`([A-Z_]{5,})", (ROOT / "docs/settings.md").read_text()))

    assert read == named


def test_readme_and_makefile_name_the_same_targets():
    makefile = (ROOT / "Makefile").read_text()
    made = set(re.findall(r"^([a-z-]+):.*##", makefile, flags=re.MULTILINE))

    named = set(re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text()))

    assert named == made - {"help"}


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_named_files_exist(doc):
    text = doc.read_text()

    linked = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
    named = re.findall(r"`((?:claims|sources|config|tests|docs)/[\w./-]+)`", text)

    missing = [link for link in linked if not (doc.parent / link).exists()]
    missing += [path for path in named if not (ROOT / path).exists() and not is_address(path)]
    assert missing == []


def is_address(path: str) -> bool:
    return is_valid_path(f"/api/v1/{path}")


def test_lock_file_has_hashes_and_no_addresses():
    lock = (ROOT / "requirements.lock").read_text()
    packages = re.findall(r"^[a-z][\w.-]*==", lock, flags=re.MULTILINE)

    assert lock.count("--hash=sha256:") >= len(packages) > 20
    assert "://" not in lock


@pytest.mark.django_db
def test_readme_shows_what_the_demo_answers(client, tmp_path):
    accounts.make_accounts(tmp_path / "logins.txt")
    load.load(at=NOW, say=lambda line: None)
    readme = (ROOT / "README.md").read_text()

    shown = re.findall(r"curl -s 'http://127.0.0.1:8000(/[^']+)' \\\n.*\n((?:CLM-.*\n)+)", readme)

    assert len(shown) == 3
    for path, printed in shown:
        results = client.get(path).json()["results"]
        assert "".join(f"{c['ref']} {c['display']}\n" for c in results) == printed
