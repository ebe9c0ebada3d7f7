"""What a step needs, and its refusal: one list for the admin, the API and the exception."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """One thing that a step needs: a stable code, a sentence for people, the field to mend."""

    code: str
    message: str
    field: str = ""
    met: bool = False


class Refused(Exception):
    """A verb did nothing. ``needs`` holds every reason at once, ``status`` the HTTP status."""

    code = "refused"
    title = "The step was refused."
    status = 409

    def __init__(self, needs: Iterable[Need]):
        self.needs = list(needs)
        super().__init__(" ".join(need.message for need in self.needs))


class Invalid(Refused):
    """What was given cannot be stored: each need names its field."""

    code = "invalid"
    title = "The input is not valid."
    status = 400


class NotReady(Refused):
    """The claim's state, or what it still lacks, does not allow the step."""

    code = "not_ready"
    title = "The claim is not ready for this step."


class Stale(Refused):
    """Somebody changed the claim since the version that was seen; ``changes`` says what."""

    code = "stale"
    title = "The claim has changed since you saw it."
    status = 412

    def __init__(self, needs: Iterable[Need], changes: Iterable[dict] = ()):
        super().__init__(needs)
        self.changes = list(changes)


class NotAllowed(Refused):
    """This person may not take the step, whatever the state of the claim."""

    code = "not_allowed"
    title = "You may not take this step."
    status = 403
