"""What a step needs: one shape for checklists, refusals and the API's ``needs``."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """One thing that a step needs: a stable code, a sentence for people, the field to mend."""

    code: str
    message: str
    field: str = ""
    met: bool = False
