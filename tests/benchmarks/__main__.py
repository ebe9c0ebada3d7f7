"""``python -m tests.benchmarks``: load what is missing, measure, and write the table.

``load``, ``measure`` and ``table`` by name do only that; ``SIZES`` and ``DATABASES`` say of what.
"""

import os
import subprocess
import sys

from tests.benchmarks import kept

ALL_SIZES = "10000 100000 1000000"
STEPS = ("load", "measure", "table")


def main() -> None:
    sizes = [int(size) for size in (os.environ.get("SIZES") or ALL_SIZES).split()]
    databases = (os.environ.get("DATABASES") or "postgresql sqlite").split()
    steps = sys.argv[1:] or list(STEPS)
    if unknown := set(steps) - set(STEPS):
        raise SystemExit(f"No such step: {', '.join(sorted(unknown))}; there is {STEPS}.")
    for step in STEPS:
        if step not in steps:
            continue
        if step == "table":
            run("table", "")
            continue
        for database in databases:
            for size in sizes:
                run(step, kept.address(database, size), database, str(size))


def run(step: str, url: str, *given: str) -> None:
    """Each in a process of its own: Django knows one database."""
    environment = os.environ | ({"DATABASE_URL": url} if given else {})
    command = [sys.executable, "-m", f"tests.benchmarks.{step}_step", *given]
    subprocess.run(command, check=True, env=environment)


if __name__ == "__main__":
    main()
