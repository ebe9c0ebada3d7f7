"""The normalized form in which names of sources are compared."""

import re
import unicodedata


def normalize(name: str) -> str:
    """Return a name in casefolded NFKC, with runs of punctuation and spaces as one space.

    “The  B.B.C.” → “the b b c”.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", folded)).strip()
