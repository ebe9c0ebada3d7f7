"""Measure work as a number of steps, which does not depend on the load of the machine."""

import sys


def steps_of(function, *args) -> int:
    """Return the number of Python lines that a call runs. Comparing two ``Name``s counts as one."""
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
    """A text whose comparison runs in Python, so that ``steps_of`` counts searches in lists."""

    __hash__ = str.__hash__

    def __eq__(self, other):
        return str.__eq__(self, other)
