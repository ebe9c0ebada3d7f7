"""The normalized form in which the names of sources are compared."""

import re
import unicodedata


def normalize(name: str) -> str:
    """Return a casefolded NFKC name; punctuation and spaces become one space: “the b b c”."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", folded)).strip()
