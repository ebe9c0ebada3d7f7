"""The verdicts on alleged origins (did they say it?), one row each, with the texts of sentences."""

from dataclasses import dataclass

from .tongue import N_


@dataclass(frozen=True)
class Verdict:
    """A verdict on an alleged origin.

    One that ``says`` it is named after “according to”, and the texts are those of the others.
    ``alone``: where nobody else says it. ``beside``: where somebody does. ``speaker``: of the
    speaker of a speech act, whose name the statement has already. See also ``personal``.
    """

    label: str
    alone: str = ""
    beside: str = ""
    speaker: str = ""

    @property
    def says(self) -> bool:
        return not self.alone


VERDICTS = {
    "said": Verdict("Said it"),
    "reported": Verdict("Reported to have said it"),
    "denied": Verdict(
        "Denies having said it",
        N_("%(statement)s: attributed to %(voice)s, which denies having said it"),
        N_("also attributed to %(voice)s, which denies having said it"),
        N_("%(statement)s: %(report)s, but %(voice)s denies having said it"),
    ),
    "misattributed": Verdict(
        "Did not say it",
        N_("%(statement)s: wrongly attributed to %(voice)s"),
        N_("also wrongly attributed to %(voice)s"),
        N_("%(statement)s: %(report)s, but wrongly: %(voice)s did not say it"),
    ),
    "says_otherwise": Verdict(
        "Says otherwise",
        N_("%(statement)s: attributed to %(voice)s, which says otherwise"),
        N_("also attributed to %(voice)s, which says otherwise"),
        N_("%(statement)s: %(report)s, but %(voice)s says otherwise"),
    ),
    "withdrew": Verdict(
        "Withdrew it",
        N_("%(statement)s: %(voice)s said so and has withdrawn it"),
        N_("%(voice)s said so and has withdrawn it"),
        N_("%(statement)s: %(report)s, and %(voice)s has withdrawn it"),
    ),
    "cannot_be_told": Verdict(
        "Cannot be told",
        N_("%(statement)s: attributed to %(voice)s, but whether that is so cannot be told"),
        N_("also attributed to %(voice)s, but whether that is so cannot be told"),
        N_("%(statement)s: %(report)s, but whether %(voice)s said it cannot be told"),
    ),
}


def personal(text: str) -> str:
    """Return the text of a verdict on a person."""
    return text.replace(", which ", ", who ")
