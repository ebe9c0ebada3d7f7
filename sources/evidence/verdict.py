"""The verdict on a check of an address: a pure rule on the request, the answer and the text before.

The rules are tried in order. The first one that applies gives the verdict, which names the rule. A
verdict does not say whether a claim is true, only whether its evidence can still be read.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sources.evidence.difference import folded, kept
from sources.evidence.pagetext import PageText
from sources.fetching.fetched import Fetched, FetchError

# A text with a smaller share of the earlier words than this has drifted.
DRIFTED_BELOW = 0.9
# A page with at least this share of the earlier words is neither an error page nor a short preview.
STILL_THERE = 0.6
SHORT = 1500  # characters: an error page is not longer
# Errors that say nothing about the page: the address cannot be requested, or the page is too large.
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
    """The verdict of one rule. ``outcome`` is one of ``sources.models.watch.OUTCOMES``.

    ``rule`` is the name of the rule, ``detail`` a sentence for the editor. ``kept`` is the share of
    the earlier words that is still there, or None if there is nothing to compare.
    """

    outcome: str
    rule: str
    detail: str
    kept: float | None = None


@dataclass(frozen=True)
class Known:
    """The state to compare with: the text of the baseline, or the hash of a file."""

    text: str = ""
    sha256: str = ""


def of_error(error: FetchError) -> Verdict:
    """Return the verdict if there was no answer. This says nothing about the page."""
    outcome = "unclear" if error.code in UNJUDGED else "failed"
    return Verdict(outcome, error.code, str(error))


def of_answer(fetched: Fetched, page: PageText, known: Known, sha256: str) -> Verdict:
    """Return the verdict on an answer. ``page`` is its visible text, ``sha256`` its hash."""
    if fetched.status != 200:
        return of_status(fetched.status)
    share = kept(known.text, page.text) if known.text and page.text else None
    is_there = share is not None and share >= STILL_THERE
    for rule in () if is_there else (soft_404, paywall):
        if judged := rule(fetched, page, known):
            return judged
    if share is not None and share < DRIFTED_BELOW:
        detail = f"{share:.0%} of the words are still there as they were."
        return Verdict("drifted", "words_changed", detail, share)
    if known.text and not page.text:
        return Verdict("drifted", "text_is_gone", "There is no text in the answer any more.", 0.0)
    if share is None and known.sha256 and known.sha256 != sha256 and not page.text:
        return Verdict("drifted", "file_changed", "The file is another one than before.")
    if redirected := redirect(fetched):
        return Verdict(*redirected, share)
    detail = "It is there as it was." if share else "It is there."
    return Verdict("live", "as_it_was", detail, share)


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
    """Return the verdict if an answer with status 200 is an error page, else None."""
    first, last = urlsplit(fetched.exchanges[0].url), urlsplit(fetched.url)
    if fetched.redirects and len(first.path) > 1 and last.path in ("", "/") and not last.query:
        detail = "The address leads to the front page now."
        return Verdict("soft_404", "leads_to_front_page", detail)
    if len(page.text) > SHORT:
        return None
    phrase = MISSING.search(page.title) or (
        MISSING.search(page.text) if folded(page.text) != folded(known.text) else None
    )
    if phrase:
        return Verdict("soft_404", "says_not_found", f"The page says “{phrase[0]}”.")
    return None


def paywall(fetched: Fetched, page: PageText, known: Known) -> Verdict | None:
    """Return the verdict if the page shows its whole text only to readers who pay, else None."""
    if page.is_free is False:
        detail = "The page says of itself that it is not free to read."
        return Verdict("paywalled", "says_not_free", detail)
    phrase = PAYWALL.search(page.text)
    if phrase and known.text and len(page.text) < len(known.text) / 2:
        detail = f"Less than half of the text is left, and the page says “{phrase[0]}”."
        return Verdict("paywalled", "text_is_cut", detail)
    if phrase and not known.text and len(page.text) < SHORT:
        detail = f"The text is short, and the page says “{phrase[0]}”."
        return Verdict("paywalled", "asks_for_subscription", detail)
    return None


def redirect(fetched: Fetched) -> tuple[str, str, str] | None:
    if not fetched.redirects or same_page(fetched.exchanges[0].url, fetched.url):
        return None
    if fetched.is_moved_for_good:
        return "redirected", "moved_for_good", f"It has moved to {fetched.url[:400]}."
    return "redirected", "moved_for_now", f"It leads to {fetched.url[:400]}, for now."


def same_page(first: str, second: str) -> bool:
    """Say whether two addresses differ only in scheme, “www.” or a final slash."""

    def bare(url: str) -> tuple[str, str, str]:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        return host, parts.path.rstrip("/"), parts.query

    return bare(first) == bare(second)
