"""The cleaning of pasted text: invisible signs are removed, binary data is refused."""

import re
import unicodedata

LONGEST_TEXT = 100_000  # characters: about 15,000 words
FEWEST_LETTERS = 20
# Zero-width signs, marks of writing direction, soft hyphens, byte order marks: they would divide a
# number, or show it backwards.
UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
                    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]")  # fmt: skip
LINE_ENDS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
BULLET = re.compile(r"[^\S\n]+•\s+")
SPACES = re.compile(r"[^\S\n]+")
AROUND_LINES = re.compile(r" ?\n ?")
BLANK_LINES = re.compile(r"\n{3,}")
TEXT_CONTROLS = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x85")


class Unreadable(ValueError):
    """The pasted text cannot be read: a stable snake_case code, and a sentence."""

    def __init__(self, code: str, message: str):
        super().__init__(code, message)
        self.code, self.message = code, message

    def __str__(self) -> str:
        return self.message


def clean(text: str) -> str:
    """Return the text with plain spaces and lines, letters as they are. Raises ``Unreadable``."""
    if len(text) > LONGEST_TEXT:
        message = f"The text has {len(text):,} characters; at most {LONGEST_TEXT:,} are read."
        raise Unreadable("too_long", message)
    if is_binary(text):
        raise Unreadable("binary", "This is no text: paste what the article says, or its HTML.")
    text = LINE_ENDS.sub("\n", UNSEEN.sub("", text))
    text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    text = BULLET.sub("\n• ", text)
    text = BLANK_LINES.sub("\n\n", AROUND_LINES.sub("\n", SPACES.sub(" ", text))).strip()
    if sum(sign.isalpha() for sign in text) < FEWEST_LETTERS:
        raise Unreadable("too_short", "There is no article here: paste its text.")
    return text


def is_binary(text: str) -> bool:
    """Return whether the text has a NUL, broken characters, or too many meaningless signs."""
    if "\x00" in text:
        return True
    kinds = (unicodedata.category(sign) for sign in text if sign not in TEXT_CONTROLS)
    odd = sum(kind in ("Cc", "Cn", "Co", "Cs") for kind in kinds) + text.count("\ufffd")
    return odd > max(3, len(text) // 100) or any("\ud800" <= sign <= "\udfff" for sign in text)
