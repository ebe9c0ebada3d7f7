"""A client generated from the committed schema by common tools, against a live server."""

import json
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from tests import ROOT

CLIENT = Path(__file__).parent / "client"
COMPILE = (
    "--target es2022 --module nodenext --strict --skipLibCheck --types node --outDir out".split()
)


def skip(reason: str) -> None:
    warnings.warn(reason, stacklevel=1)
    pytest.skip(reason)


@pytest.fixture
def generated(tmp_path):
    """A folder with the client, generated, checked by the compiler, and compiled."""
    if shutil.which("npm") is None:
        skip("NO NODE on this machine: THE GENERATED CLIENT WAS NOT TESTED.")
    for path in CLIENT.iterdir():
        shutil.copy(path, tmp_path)
    installed = run(tmp_path, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline")
    if installed.returncode:
        skip(f"npm COULD NOT INSTALL: THE GENERATED CLIENT WAS NOT TESTED. {installed.stderr}")
    schema = str(ROOT / "docs/openapi.yaml")
    for command in (
        ["openapi-typescript", schema, "-o", "schema.d.ts"],
        ["tsc", *COMPILE, "use.ts"],
    ):
        made = run(tmp_path, "npx", "--no-install", *command)
        assert made.returncode == 0, made.stdout + made.stderr
    return tmp_path


def run(folder: Path, *command: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)


@pytest.mark.timeout(600)
def test_generated_client_lists_filters_pages_and_reads_a_figure(generated, demo_site, client):
    done = run(generated, "node", "out/use.js", demo_site)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)

    listed = client.get("/api/v1/claims/").json()["results"]
    everything = client.get("/api/v1/claims/?page_size=500").json()["results"]
    figure = client.get("/api/v1/figures/russian-personnel-losses/?as_of=2024-08-06").json()
    asked = "source=general-staff-ua&verification=attributed,corroborated&kind=quantity"
    filtered = client.get(f"/api/v1/claims/?{asked}").json()["results"]
    assert found == {
        "listed": [claim["ref"] for claim in listed],
        "first": listed[0]["standing"]["content_sha256"],
        "filtered": [[c["ref"], c["display"], c["value"]["comparator"]] for c in filtered],
        "paged": [claim["ref"] for claim in everything],
        "figure": [figure["display"], "approx", "585140"],
        "problem": ["page_size"],
    }
    assert len(everything) > 4
    assert filtered


def test_lock_names_no_address():
    lock = (CLIENT / "package-lock.json").read_text()

    assert "://" not in lock
    assert '"resolved"' not in lock
    assert lock.count('"integrity": "sha512-') > 20
