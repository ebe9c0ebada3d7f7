"""The databases of the benchmark: kept under ``var/benchmarks``, made anew with other data."""

import atexit
import hashlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE.parent.parent / "var" / "benchmarks"
# What follows from these files is what is stored.
MAKING = "world sorts templates dataset load".split()
# Of a machine with a few gigabytes and a solid disk; everything else is the server's default.
SETTINGS = {
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "default_toast_compression": "lz4",
}


def mark() -> str:
    """What the data of a kept database depends on."""
    digest = hashlib.sha256()
    for name in MAKING:
        digest.update((HERE / f"{name}.py").read_bytes())
    return digest.hexdigest()


def address(database: str, size: int) -> str:
    """The URL of the kept database of a size; starts the PostgreSQL server where that is needed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if database == "sqlite":
        return f"sqlite:///{FOLDER / f'{size}.sqlite3'}"
    home = FOLDER / "postgresql"
    if not running(home):
        start(home)
    return f"postgresql://postgres@/claims_{size}?host={home}"


def running(home: Path) -> bool:
    """Whether one answers: one that was killed leaves its socket behind."""
    with socket.socket(socket.AF_UNIX) as asking:
        return asking.connect_ex(str(home / ".s.PGSQL.5432")) == 0


def start(home: Path) -> None:
    """A server with a data folder that stays; it ends with this process."""
    os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")  # else it starts one of its own
    from tests.database import find_binaries, server_account, stop_with_parent

    home.mkdir(exist_ok=True)
    account, binaries = server_account(), find_binaries(home)
    if account:
        os.chown(home, account["user"], account["group"])
    quiet = {"stdout": subprocess.DEVNULL, "cwd": home, **account}
    data = home / "data"
    if not data.exists():
        initdb = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*initdb, "--locale=C.UTF-8"], check=True, **quiet)
    options = {"listen_addresses": "", "unix_socket_directories": str(home), **SETTINGS}
    flags = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
    with (home / "log").open("a") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, *flags],
            stderr=log,
            preexec_fn=stop_with_parent,
            **quiet,
        )

    def stop() -> None:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)

    atexit.register(stop)
    deadline = time.monotonic() + 60
    while not running(home):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: see {home / 'log'}")
        time.sleep(0.05)


def create(database: str, size: int) -> None:
    """An empty database in the place of what was kept under this size."""
    if database == "sqlite":
        for path in FOLDER.glob(f"{size}.sqlite3*"):
            path.unlink()
        return
    import psycopg

    home = FOLDER / "postgresql"
    with psycopg.connect(f"host={home} user=postgres dbname=postgres", autocommit=True) as link:
        link.execute(f"DROP DATABASE IF EXISTS claims_{size}")
        link.execute(f"CREATE DATABASE claims_{size}")
