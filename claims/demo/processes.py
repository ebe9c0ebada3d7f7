"""The processes of the demo: a server, imports beside it that end with it, and one lock."""

import fcntl
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.db import connections

PATIENCE = 5.0  # seconds that a demo waits for the end of one that was just stopped
QUIET = 1.2  # seconds


class Terminal:
    """Prints lines, and a sign of life where a step prints nothing for a while."""

    def __init__(self, stream):
        self.stream, self.printed_at = stream, time.monotonic()

    def say(self, line: str) -> None:
        self.stream.write(line)
        self.stream.flush()
        self.printed_at = time.monotonic()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Print the seconds that have gone by whenever nothing else is printed."""
        is_over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(is_over,), daemon=True)
        watch.start()
        try:
            yield
        finally:
            is_over.set()
            watch.join()

    def _watch(self, is_over: threading.Event) -> None:
        began = time.monotonic()
        while not is_over.wait(QUIET / 8):
            if time.monotonic() - self.printed_at >= QUIET:
                self.say(f"  … {time.monotonic() - began:.0f} s")


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
    until = time.monotonic() + PATIENCE
    while not _locked(file, fcntl.LOCK_EX):
        if time.monotonic() > until:
            return None
        time.sleep(0.1)
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


def _locked(file: TextIO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
