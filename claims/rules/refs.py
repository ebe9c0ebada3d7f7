"""The refs of claims: numbers that are never used twice."""

import re

AS_TYPED = re.compile(r"(?:CLM-)?0*([1-9][0-9]{0,11})", re.I)


def make_ref(number: int) -> str:
    return f"CLM-{number:06d}"


def ref_of(text: str) -> str:
    """Return the ref that “CLM-000123”, “clm-123” or “123” means; empty if the text is no ref."""
    typed = AS_TYPED.fullmatch(text.strip())
    return make_ref(int(typed[1])) if typed else ""
