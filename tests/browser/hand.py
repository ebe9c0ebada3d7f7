"""The editor's hand in the browser: what it does is counted, and how long it takes estimated."""

import re

from tests import ROOT

DOCS = ROOT / "docs/editors/desk.md"
# Seconds of the keystroke-level model (Card, Moran, Newell 1980; a click: Kieras 1993): to think
# of the next step, to point at it, to click, to move between mouse and keys, to press a key.
THINK, POINT, CLICK, MOVE, KEY = 1.35, 1.1, 0.2, 0.4, 0.28


class Hand:
    """Clicks, pastes and types; whatever takes a click or a key is counted."""

    def __init__(self, page):
        self.page, self.clicks, self.texts, self.keys = page, 0, 0, 0

    def click(self, selector: str) -> None:
        self.page.locator(selector).click()
        self.clicks += 1

    def paste(self, text: str) -> None:
        """Into whatever has the focus, as Ctrl V does."""
        self.page.evaluate("text => document.execCommand('insertText', false, text)", text)
        self.texts += 1
        self.keys += 2

    def type(self, text: str) -> None:
        """Into whatever has the focus, letter by letter."""
        self.page.keyboard.type(text)
        self.texts += 1
        self.keys += len(text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def seconds(self) -> int:
        """An estimate of what the hand takes; reading comes on top."""
        clicks = self.clicks * (THINK + POINT + CLICK)
        return round(clicks + self.texts * (THINK + 2 * MOVE) + self.keys * KEY)

    def told(self) -> list[int]:
        return [self.clicks, self.keys, self.seconds()]


def documented(way: str) -> list[int]:
    """Clicks, keys and seconds of a way, as the editors are told."""
    (row,) = re.findall(rf"^\| {way} \|(.*)\|$", DOCS.read_text(), re.M)
    return [int(cell) for cell in row.split("|")]


def look_for(page, words: str) -> None:
    """In the chooser that was just opened: it takes letters once its field has the focus."""
    page.wait_for_selector(".select2-search__field:focus")
    page.keyboard.type(words)


def press_access_key(page, key: str) -> None:
    """Alt with a letter, as a keyboard sends it: Playwright leaves out the letter."""
    pressed = {"modifiers": 1, "key": key, "code": f"Key{key.upper()}"}
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **pressed})
    letter = {"type": "char", "text": key, "unmodifiedText": key}
    session.send("Input.dispatchKeyEvent", {**pressed, **letter})
