"""Work as a number of steps, which is the same on a busy machine."""

import sys


def steps_of(function, *args) -> int:
    """Return how many lines of Python a call runs; a comparison of two ``Name``s is one too."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*args)
    finally:
        sys.settrace(before)
    return count


class Name(str):
    """A text that is compared in Python, so that a search through a list is counted."""

    __hash__ = str.__hash__

    def __eq__(self, other):
        return str.__eq__(self, other)
