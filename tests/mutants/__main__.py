"""Try mutants on a copy of the project: ``python -m tests.mutants [part of a name or file …]``."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import ROOT
from tests.mutants import Mutant, mutants

COPIED = ("claims", "sources", "config", "tests", "docs", "manage.py", "pyproject.toml")
PASSED, FAILED = 0, 1  # pytest's exit codes; all others mean that the tests did not run
NO_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1"}
LONGEST = 600  # seconds for the tests of one mutant


def copy_project(target: Path) -> None:
    """Copy what the tests need. The original is never touched."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "screenshots", "images")
            shutil.copytree(source, target / name, ignore=ignored)
        else:
            shutil.copy(source, target / name)


def run_tests(project: Path, tests: tuple[str, ...]) -> int:
    """Run the tests in the copy and return pytest's exit code."""
    command = [sys.executable, "-m", "pytest", *tests, "-x", "-q", "-n", "0", "-p", "no:randomly"]
    environment = {"TEST_DATABASE": "sqlite", **os.environ, **NO_BYTECODE}
    ran = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=LONGEST
    )
    if ran.returncode not in (PASSED, FAILED):
        print(ran.stdout[-3000:], ran.stderr[-3000:], file=sys.stderr)
    return ran.returncode


def try_mutant(mutant: Mutant, project: Path) -> str:
    """Return “killed”, “survived”, or what kept the mutant from being tried."""
    file = project / mutant.file
    original = file.read_text()
    if original.count(mutant.old) != 1:
        return f"not tried: “{mutant.old}” stands {original.count(mutant.old)} times in the file"
    file.write_text(original.replace(mutant.old, mutant.new))
    try:
        code = run_tests(project, mutant.tests)
    finally:
        file.write_text(original)
    if code not in (PASSED, FAILED):
        return f"not tried: pytest ended with {code}"
    return "survived" if code == PASSED else "killed"


def main(parts: list[str]) -> int:
    """Try the mutants whose name or file holds one of ``parts``, or all; return the exit code."""
    chosen = [
        m for m in mutants() if not parts or any(part in m.name or part in m.file for part in parts)
    ]
    killed, failures = 0, []
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        copy_project(project)
        for mutant in chosen:
            started = time.monotonic()
            outcome = try_mutant(mutant, project)
            is_explained = outcome == "survived" and bool(mutant.explained)
            killed += outcome == "killed"
            if outcome != "killed" and not is_explained:
                failures.append(mutant.name)
            shown = f"{outcome}, explained" if is_explained else outcome
            print(f"{shown:<20} {time.monotonic() - started:5.1f} s  {mutant.name}", flush=True)
    print(f"{killed} of {len(chosen)} mutants killed; {len(failures)} survived unexplained.")
    for name in failures:
        print(f"  {name}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
