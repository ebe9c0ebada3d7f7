"""How the name of a source is compared with another."""

import re
import unicodedata


def normalize(name: str) -> str:
    """Casefolded NFKC with punctuation and spaces collapsed: “The  B.B.C.” → “the b b c”."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", folded)).strip()
