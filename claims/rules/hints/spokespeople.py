"""Names that say for whom a source speaks: “spokesperson for X”, “X's press service”."""

import re

MOST_LETTERS = 200
_ROLE = (
    r"(?:chief |deputy |official |senior )*"
    r"(?:spokes(?:person|man|woman)s?|press (?:service|office|secretary|centre|center|department|"
    r"team|desk)|media (?:office|relations)|information office|communications (?:office|team))"
)
# “Dmitry Peskov, the Kremlin's spokesman”
_PERSON = r"(?:[^,]*, )?"
VOICE = re.compile(rf"\b{_ROLE}\b", re.I)
_FORMS = (
    re.compile(rf"^{_PERSON}(?:the |an? )?{_ROLE} (?:for|of|at) (?:the )?(?P<body>\S.*)$", re.I),
    re.compile(rf"^{_PERSON}(?:the |an? )?(?P<body>[^\s,][^,]*?)(?:'s|’s)?,? {_ROLE}$", re.I),
)


def spoken_for(name: str) -> str:
    """Return the name of the body that a source speaks for by its own name; "" if none."""
    name = " ".join(name[:MOST_LETTERS].split())
    for form in _FORMS:
        if found := form.match(name):
            return found["body"].strip(" ,'’")
    return ""
