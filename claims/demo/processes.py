"""The processes of the demo: a server, imports that end together with it, and a lock."""

import fcntl
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from django.db import connections

PATIENCE = 20.0  # seconds to wait until the processes of a killed demo have ended


class Companions:
    """Processes forked from this process. They end when this process ends.

    This process may become the server by ``exec``. Each companion reads a pipe whose other end
    this process holds. When this process ends, the pipe closes, and the companion ends at once. The
    next run repeats the work that it had not committed.
    """

    def __init__(self):
        self.watched, self.held = os.pipe()
        os.set_inheritable(self.held, True)
        self.pids: list[int] = []

    def start(self, work: Callable[[], object]) -> None:
        """Fork a process that does some work. This process must have no other threads now."""
        connections.close_all()
        pid = os.fork()
        if pid:
            self.pids.append(pid)
            return
        status = 1
        try:
            os.close(self.held)
            # Ctrl-C reaches every process of the terminal. This one has nothing to clean up.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            threading.Thread(target=self._end_with_the_others, daemon=True).start()
            work()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    def wait(self) -> None:
        """Wait until all have ended. Raises ``ChildProcessError`` if one has failed."""
        for pid in self.pids:
            _pid, status = os.waitpid(pid, 0)
            if status:
                raise ChildProcessError(f"Process {pid} ended with status {status}.")

    def _end_with_the_others(self) -> None:
        os.read(self.watched, 1)
        os._exit(1)


def take_lock(path: Path) -> TextIO | None:
    """Lock a file until this process and its companions end; return None if it is locked."""
    file = path.open("a+")
    if not _locked(file, fcntl.LOCK_EX):
        return None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def is_locked(path: Path) -> bool:
    """Say whether a running demo has locked this file."""
    if not path.exists():
        return False
    with path.open() as file:
        return not _locked(file, fcntl.LOCK_SH)


def wait_for_remains(path: Path) -> None:
    """Wait, at most ``PATIENCE``, for companions of a killed demo, which still hold its lock."""
    until = time.monotonic() + PATIENCE
    while is_locked(path) and not _is_alive(path) and time.monotonic() < until:
        time.sleep(0.1)


def _is_alive(path: Path) -> bool:
    try:
        os.kill(int(path.read_text() or 0), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _locked(file: TextIO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
