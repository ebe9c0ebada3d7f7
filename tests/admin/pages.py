"""Requests to the claim page as a browser sends them, and readings of its answers."""

import re

from claims.admin.claim_page import prefill
from claims.admin.claim_page.page import find


def form_of(claim, **changes) -> dict[str, str]:
    """Return the fields of a claim's page as opened, with some changes."""
    claim = find(str(claim.pk))
    data = prefill.claim_text(claim) | {"version": str(claim.version), "note": ""}
    for index, citation in enumerate(c for c in claim.citations.all() if not c.withdrawn_at):
        data |= prefill.citation_text(citation, index)
    return data | changes


def buttons(response) -> set[str]:
    """Return the verbs of the buttons on a page; of a source check without the citation's id."""
    found = re.findall(r'name="verb" value="([a-z_]+)(?:-\d+)?"', response.content.decode())
    return set(found) - {"read_line", "use_chains"}


def text_of(response) -> str:
    """Return the page's words, without markup and double white space."""
    words = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    words = re.sub(r"<[^>]+>", " ", words)
    words = words.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")
    return re.sub(r"\s+", " ", words)
