"""The query of a page, read strictly, with a sentence for each parameter that is refused."""

import datetime
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.exceptions import ValidationError as FormError

from claims.api.http.parameters import DAY, MOMENT

SHOWN = 60


@dataclass
class Asked:
    """A query. ``given``: the text of each parameter; ``errors``: the refusals by parameter."""

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
        """The errors that belong to no field of the time-travel form."""
        return [(n, why) for n, why in self.errors.items() if n not in ("as_of", "known_at")]

    def text(self, name: str) -> str:
        return self.given.get(name, "")

    def query(self, *names: str, **more) -> str:
        """Return a query, with its “?”, of these parameters as given and of ``more``."""
        pairs = {name: self.text(name) for name in names} | more
        pairs = {name: value for name, value in pairs.items() if value}
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def moment_query(self) -> str:
        """The query of the two clocks, for links to the same answer elsewhere."""
        return self.query("as_of", "known_at")

    @property
    def known_query(self) -> str:
        return self.query("known_at")


def ask(request, *names: str) -> Asked:
    """Read the query. An empty parameter, as a form sends it, counts as absent.

    Unknown parameters are refused: an answer that ignored a misspelt ``as_of`` would be an answer
    to another question.
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
    for name, kind in (("as_of", DAY), ("known_at", MOMENT)):
        if name in names:
            try:
                setattr(asked, name, kind.clean(asked.text(name)))
            except FormError as error:
                asked.errors[name] = error.messages[0]
    return asked


def shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
