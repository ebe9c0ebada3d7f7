"""Needs and refusals: the same list for the admin, the API and the exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """One need of a step: a stable code, a sentence for people, and the field to correct."""

    code: str
    message: str
    field: str = ""
    met: bool = False


class Refused(Exception):
    """A verb refused and changed nothing: ``needs`` has every reason, ``status`` is HTTP's."""

    code = "refused"
    title = "The step was refused."
    status = 409

    def __init__(self, needs: Iterable[Need]):
        self.needs = list(needs)
        super().__init__(" ".join(need.message for need in self.needs))


class Invalid(Refused):
    """The input cannot be stored; each need names its field."""

    code = "invalid"
    title = "The input is not valid."
    status = 400


class NotReady(Refused):
    """The state of the claim, or a need that is not met, does not allow the step."""

    code = "not_ready"
    title = "The claim is not ready for this step."


class Stale(Refused):
    """The claim has changed since the version that was seen; ``changes`` lists the changes."""

    code = "stale"
    title = "The claim has changed since you saw it."
    status = 412

    def __init__(self, needs: Iterable[Need], changes: Iterable[dict] = ()):
        super().__init__(needs)
        self.changes = list(changes)


class NotAllowed(Refused):
    """This person may not take the step in any state of the claim."""

    code = "not_allowed"
    title = "You may not take this step."
    status = 403
