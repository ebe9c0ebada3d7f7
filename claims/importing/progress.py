"""A progress bar on standard error, where somebody looks at it."""

import sys
import time

WIDTH = 30
EVERY = 0.2  # seconds


class Bar:
    """``bar(done, total)``; without a total it only counts. Silent where nobody looks."""

    def __init__(self, label: str, stream=None):
        self.label, self.stream = label, stream or sys.stderr
        self.shown = -EVERY
        self.is_seen = self.stream.isatty()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        if self.is_seen:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self.is_seen or (now - self.shown < EVERY and done != total):
            return
        self.shown = now
        self.stream.write(f"\r\x1b[K{self.line(done, total)}")
        self.stream.flush()

    def line(self, done: int, total: int) -> str:
        if not total:
            return f"{self.label} {done:,}"
        filled = WIDTH * done // total
        bar = "█" * filled + "·" * (WIDTH - filled)
        return f"{self.label} {bar} {100 * done // total:>3} %  {done:,} of {total:,}"
