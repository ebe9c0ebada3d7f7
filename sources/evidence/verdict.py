"""What came of looking at an address: a pure rule on what was asked, answered and known before.

The rules are tried in their order; the first that holds gives the verdict, and its name is kept
with it. Nothing here says whether a claim is true: only whether its evidence can still be read.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sources.evidence.difference import folded, kept
from sources.evidence.pagetext import PageText
from sources.fetching.fetched import Fetched, FetchError

# A text that has kept less of its words than this has drifted.
DRIFTED_BELOW = 0.9
# A page that still has so much of them is no error page and no stump, whatever it says.
STILL_THERE = 0.6
SHORT = 1500  # characters: an error page is not longer
# Errors that say nothing of the page: the address cannot be asked, or there is too much of it.
UNJUDGED = {"refused_address", "refused_port", "bad_url", "too_large"}
WAIT = (429, 503)
MISSING = re.compile(
    r"\b404\b|page (was |could |can ?)?not (be )?found|page (doesn.?t|does not) exist|"
    r"no longer (available|exists)|has been (removed|deleted)|not found\b|"
    r"сторінк\w* не знайдено|страниц\w* не найден\w*|seite nicht gefunden|"
    r"page (introuvable|non trouvée)|página no encontrada|nie znaleziono strony",
    re.IGNORECASE,
)
PAYWALL = re.compile(
    r"subscribe (now )?to (continue|read|unlock)|to (continue|keep) reading|"
    r"already a (subscriber|member)|subscribers? only|for subscribers|start your (free )?trial|"
    r"sign in to (read|continue)|unlock this article|"
    r"лише для (перед)?платників|только для подписчиков|jetzt abonnieren|réservé aux abonnés",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Verdict:
    """``outcome`` is one of ``sources.models.watch.OUTCOMES``; ``rule`` is the name of the rule;
    ``detail`` is a sentence for the editor. ``kept`` is the share of the earlier words that is
    still there, where there is something to compare."""

    outcome: str
    rule: str
    detail: str
    kept: float | None = None


@dataclass(frozen=True)
class Known:
    """What was there before: the text that a change is measured from, or the hash of a file."""

    text: str = ""
    sha256: str = ""


def of_error(error: FetchError) -> Verdict:
    """There was no answer: not a word on the page yet, so it is tried again."""
    outcome = "unclear" if error.code in UNJUDGED else "failed"
    return Verdict(outcome, error.code, str(error))


def of_answer(fetched: Fetched, page: PageText, known: Known, sha256: str) -> Verdict:
    """``page`` is what a reader sees of the answer, ``sha256`` the hash of its bytes."""
    if fetched.status != 200:
        return of_status(fetched.status)
    share = kept(known.text, page.text) if known.text and page.text else None
    is_there = share is not None and share >= STILL_THERE
    for rule in () if is_there else (soft_404, paywall):
        if found := rule(fetched, page, known):
            return found
    if share is not None and share < DRIFTED_BELOW:
        detail = f"{share:.0%} of the words are still there as they were."
        return Verdict("drifted", "words_changed", detail, share)
    if known.text and not page.text:
        return Verdict("drifted", "text_is_gone", "There is no text in the answer any more.", 0.0)
    if share is None and known.sha256 and known.sha256 != sha256 and not page.text:
        return Verdict("drifted", "file_changed", "The file is another one than before.")
    if found := redirect(fetched):
        return Verdict(*found, share)
    return Verdict(
        "live", "as_it_was", "It is there as it was." if share else "It is there.", share
    )


def of_status(status: int) -> Verdict:
    if status in (404, 410, 451):
        why = {404: "there is no such page", 410: "it is gone for good", 451: "by order of the law"}
        return Verdict("gone", f"http_{status}", f"The server says {status}: {why[status]}.")
    if status == 402:
        return Verdict("paywalled", "http_402", "The server asks for a payment (402).")
    if status in WAIT:
        return Verdict("failed", f"http_{status}", f"The server asks us to come later ({status}).")
    if status >= 500:
        return Verdict("failed", "server_error", f"The server fails ({status}).")
    if status in (401, 403):
        detail = f"The server does not let us in ({status}): open it in a browser."
        return Verdict("unclear", "no_access", detail)
    return Verdict("unclear", "odd_status", f"The server answers {status}: open it in a browser.")


def soft_404(fetched: Fetched, page: PageText, known: Known) -> Verdict | None:
    """A page that answers 200, and is not there."""
    asked, came = urlsplit(fetched.exchanges[0].url), urlsplit(fetched.url)
    if fetched.redirects and len(asked.path) > 1 and came.path in ("", "/") and not came.query:
        return Verdict(
            "soft_404", "leads_to_front_page", "The address leads to the front page now."
        )
    if len(page.text) > SHORT:
        return None
    said = MISSING.search(page.title) or (
        MISSING.search(page.text) if folded(page.text) != folded(known.text) else None
    )
    if said:
        return Verdict("soft_404", "says_not_found", f"The page says “{said[0]}”.")
    return None


def paywall(fetched: Fetched, page: PageText, known: Known) -> Verdict | None:
    """A page that shows strangers less than readers who pay."""
    if page.is_free is False:
        detail = "The page says of itself that it is not free to read."
        return Verdict("paywalled", "says_not_free", detail)
    said = PAYWALL.search(page.text)
    if said and known.text and len(page.text) < len(known.text) / 2:
        detail = f"Less than half of the text is left, and the page says “{said[0]}”."
        return Verdict("paywalled", "text_is_cut", detail)
    if said and not known.text and len(page.text) < SHORT:
        detail = f"The text is short, and the page says “{said[0]}”."
        return Verdict("paywalled", "asks_for_subscription", detail)
    return None


def redirect(fetched: Fetched) -> tuple[str, str, str] | None:
    if not fetched.redirects or same_page(fetched.exchanges[0].url, fetched.url):
        return None
    if fetched.is_moved_for_good:
        return "redirected", "moved_for_good", f"It has moved to {fetched.url[:400]}."
    return "redirected", "moved_for_now", f"It leads to {fetched.url[:400]}, for now."


def same_page(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing but scheme, “www.” and a last slash."""

    def bare(url: str) -> tuple[str, str, str]:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        return host, parts.path.rstrip("/"), parts.query

    return bare(one) == bare(other)
