"""The claims of the demo: ten of one news item, and cases that show judgement."""

from claims.demo import entries
from claims.demo.entries import Kind

HOP = Kind("", "source position relation designation end as_reported")
CITED = "document stance quote no_quote_reason locator found source_status value"
CITATION = Kind("document", CITED, chain=HOP)
CLAIM = Kind(
    "key state author statement kind subject chain",
    f"{CITED} speech_act topic measure scope as_of period stated_on basis comment denied "
    "retraction",
    chain=HOP,
    also=CITATION,
    correction=Kind("note public_note fields"),
)
CLAIMS = entries.read("article.yaml", claims=CLAIM)["claims"]
CASES = entries.read("cases.yaml", claims=CLAIM)["claims"]
