"""The output of the demo. This module does not import Django, so it can print at once."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

QUIET = 1.2  # seconds without a line before a line with the time is printed


class Terminal:
    """Prints lines, and the time that has passed if a step prints nothing for a while."""

    def __init__(self, stream):
        self.stream, self.printed_at = stream, time.monotonic()

    def say(self, line: str) -> None:
        self.stream.write(f"{line}\n")
        self.stream.flush()
        self.printed_at = time.monotonic()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Print the seconds that have passed whenever nothing else is printed."""
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
