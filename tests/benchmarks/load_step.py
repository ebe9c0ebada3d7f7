"""Make sure that the database of one size is there, with the data that the generator gives."""

import sys

import django

from tests.benchmarks import kept


def main(database: str, size: int) -> None:
    stamp = kept.FOLDER / f"{database}-{size}.mark"
    is_there = stamp.exists() and stamp.read_text() == kept.mark()
    if not is_there:
        stamp.unlink(missing_ok=True)
        kept.create(database, size)
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if is_there:
        return
    from tests.benchmarks.dataset import Dataset
    from tests.benchmarks.load import load

    load(Dataset(size), say=lambda line: print(f"{database} {size}: {line}", flush=True))
    stamp.write_text(kept.mark())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
