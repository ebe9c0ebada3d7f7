"""A reviewer’s way from the first page to a publication, in a browser."""

RATIONALE = "The article names its origin, and nobody independent has confirmed it."


def review_and_publish(page, claim) -> None:
    page.click(f"text={claim.statement}")
    page.click("text=Check this source: did they say it?")
    page.select_option("[name$='-status'][name^='check_source']", "secondhand")
    page.select_option("[name$='-method'][name^='check_source']", "read_document")
    page.fill("[name$='-note'][name^='check_source']", "The article names Sky News and the role.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=source check recorded")
    page.click("summary:has-text('Assess')")
    page.select_option("[name=assess-verification_status]", "attributed")
    page.fill("[name=assess-rationale]", RATIONALE)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=assessment recorded")
    page.click("summary:has-text('Publish')")
    page.click("button:has-text('Publish')")
    page.wait_for_selector("text=published: it is public now")
