"""The refs of claims: numbers that are given out once."""

import re

AS_TYPED = re.compile(r"(?:CLM-)?0*([1-9][0-9]{0,11})", re.I)


def make_ref(number: int) -> str:
    return f"CLM-{number:06d}"


def ref_of(text: str) -> str:
    """The ref that a person means by “CLM-000123”, “clm-123” or “123”; empty where it is none."""
    typed = AS_TYPED.fullmatch(text.strip())
    return make_ref(int(typed[1])) if typed else ""
