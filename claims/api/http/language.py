"""The language of an answer: ``lang``, else ``Accept-Language`` (RFC 9110), else English."""

import re

from django.utils.cache import patch_vary_headers

from claims.api.http.parameters import of_list, parameter_of
from claims.rules.saying import LANGUAGES, SOURCE_LANGUAGE, primary

LANG = of_list([(code, code) for code in LANGUAGES])
MOST_RANGES = 50
RANGE = re.compile(
    r"\s*(?P<tag>\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*"
    r"(?:;\s*[qQ]=(?P<quality>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?"
)


def asked(request) -> str | None:
    """Return the language of ``lang``; raises ``ValidationError`` for one that we do not have."""
    return parameter_of(request, "lang", LANG)


def accepted(header: str) -> str:
    """Return the language that a client likes best of ours; English if it likes none.

    A region or script is passed over (uk-UA is uk), and so is a range that cannot be read.
    """
    best, most = SOURCE_LANGUAGE, 0.0
    for written in header.split(",", MOST_RANGES)[:MOST_RANGES]:
        if not (found := RANGE.fullmatch(written)):
            continue
        code = SOURCE_LANGUAGE if found["tag"] == "*" else primary(found["tag"])
        quality = float(found["quality"] or 1)
        if code in LANGUAGES and quality > most:
            best, most = code, quality
    return best


def tell(response, languages: list[str], *, varies: bool) -> None:
    """Say in an answer which languages its sentences are in, and what they depend on."""
    response["Content-Language"] = ", ".join(languages)
    if varies:
        patch_vary_headers(response, ["Accept-Language"])
