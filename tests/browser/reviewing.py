"""A reviewer’s way from the first page to a publication, in a browser."""

RATIONALE = "The article names its origin, and nobody independent has confirmed it."


def review_and_publish(page, claim) -> None:
    page.click(f"text={claim.statement}")
    check_source(page)
    assess(page)
    page.click("button[value=publish]")
    page.wait_for_selector("text=published: it is public now")


def check_source(page) -> None:
    """The step that leads on is open already."""
    page.check("[name^='check_source'][value=secondhand]")
    page.check("[name^='check_source'][value=read_document]")
    page.fill("[name$='-note'][name^='check_source']", "The article names Sky News and the role.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=source check recorded")


def assess(page, status: str = "attributed") -> None:
    page.check(f"[name=assess-verification_status][value={status}]")
    page.fill("[name=assess-rationale]", RATIONALE)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=assessment recorded")
