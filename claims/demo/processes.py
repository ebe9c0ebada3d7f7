"""The processes of the demo: a server, imports beside it that end with it, and one lock."""

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

PATIENCE = 20.0  # seconds that a demo waits for what is left of one that was killed


class Companions:
    """Processes forked from this one, which end with it, or with the server that it becomes.

    Each watches a pipe whose other end this process holds: where nobody holds it any more, the
    companion ends at once. What it had not committed is done again by the next run.
    """

    def __init__(self):
        self.watched, self.held = os.pipe()
        os.set_inheritable(self.held, True)
        self.pids: list[int] = []

    def start(self, work: Callable[[], object]) -> None:
        """Fork a process that does some work. This process has no other threads at that time."""
        connections.close_all()
        pid = os.fork()
        if pid:
            self.pids.append(pid)
            return
        status = 1
        try:
            os.close(self.held)
            # Ctrl-C reaches every process of the terminal: this one has nothing to put in order.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            threading.Thread(target=self._end_with_the_others, daemon=True).start()
            work()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    def wait(self) -> None:
        """Wait until all have ended; raises ``ChildProcessError`` where one has failed."""
        for pid in self.pids:
            _pid, status = os.waitpid(pid, 0)
            if status:
                raise ChildProcessError(f"Process {pid} ended with status {status}.")

    def _end_with_the_others(self) -> None:
        os.read(self.watched, 1)
        os._exit(1)


def take_lock(path: Path) -> TextIO | None:
    """Lock a file until this process and its companions have ended; None if others hold it."""
    file = path.open("a+")
    if not _locked(file, fcntl.LOCK_EX):
        return None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def is_locked(path: Path) -> bool:
    """Whether a demo is at work that locked this file."""
    if not path.exists():
        return False
    with path.open() as file:
        return not _locked(file, fcntl.LOCK_SH)


def wait_for_remains(path: Path) -> None:
    """Wait while the demo that locked a file is dead and its companions are about to notice."""
    until = time.monotonic() + PATIENCE
    while is_locked(path) and not _is_alive(path) and time.monotonic() < until:
        time.sleep(0.1)


def _is_alive(path: Path) -> bool:
    try:
        os.kill(int(path.read_text() or 0), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _locked(file: TextIO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
