"""A person at a page who has a mouse, and counts what it does."""


class Hand:
    """Clicks and pastes, but has no keys to type with: whatever takes a click is counted."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, selector: str) -> None:
        self.page.locator(selector).click()
        self.clicks += 1

    def paste(self, text: str) -> None:
        """Into whatever has the focus, as Ctrl V does."""
        self.page.evaluate("text => document.execCommand('insertText', false, text)", text)


def press_access_key(page, key: str) -> None:
    """Alt with a letter, as a keyboard sends it: Playwright leaves out the letter."""
    pressed = {"modifiers": 1, "key": key, "code": f"Key{key.upper()}"}
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **pressed})
    letter = {"type": "char", "text": key, "unmodifiedText": key}
    session.send("Input.dispatchKeyEvent", {**pressed, **letter})
