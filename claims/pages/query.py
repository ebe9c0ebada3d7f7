"""What a page was asked for: the query, read strictly, with a sentence for each thing not taken."""

import datetime
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.exceptions import ValidationError as FormError

from claims.api.http.parameters import DAY, MOMENT, Kind

SHOWN = 60


@dataclass
class Asked:
    """``given``: the text of each parameter; ``errors``: why some of it is not taken, by name."""

    path: str
    given: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    as_of: datetime.date | None = None
    known_at: datetime.datetime | None = None

    @property
    def status(self) -> int:
        return 400 if self.errors else 200

    @property
    def other_errors(self) -> list[tuple[str, str]]:
        """Those that belong to no field of the time-travel form."""
        return [(n, why) for n, why in self.errors.items() if n not in ("as_of", "known_at")]

    def text(self, name: str) -> str:
        return self.given.get(name, "")

    def query(self, *names: str, **more) -> str:
        """A query with these parameters as they were given, and others beside; with its “?”."""
        kept = {name: self.given[name] for name in names if self.given.get(name)}
        kept |= {name: value for name, value in more.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def moment_query(self) -> str:
        """The two clocks as they were given: for links to the same answer elsewhere."""
        return self.query("as_of", "known_at")

    @property
    def known_query(self) -> str:
        return self.query("known_at")


def ask(request, *names: str) -> Asked:
    """Read the query; an empty parameter, as a form sends it, is none.

    What there is no parameter for is refused: an answer that left out a misspelt ``as_of`` would be
    an answer to another question.
    """
    asked = Asked(request.path)
    for name, values in request.GET.lists():
        text = values[-1].strip()
        if name not in names:
            listed = ", ".join(sorted(names))
            asked.errors[shortened(name)] = f"There is no such parameter here. There is: {listed}."
        elif len(values) > 1:
            asked.errors[name] = "Give this once."
        elif "\x00" in text:
            asked.errors[name] = "Null characters are not allowed."
        else:
            asked.given[name] = text
    if "as_of" in names:
        asked.as_of = _read(asked, "as_of", DAY)
    if "known_at" in names:
        asked.known_at = _read(asked, "known_at", MOMENT)
    return asked


def _read(asked: Asked, name: str, kind: Kind):
    try:
        return kind.clean(asked.text(name))
    except FormError as error:
        asked.errors[name] = error.messages[0]
        return None


def shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
