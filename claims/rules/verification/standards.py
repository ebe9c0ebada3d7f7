"""The standards of assessments: the needs of each verification status, and of the band.

Pure rules on plain facts. The thresholds stand only here. Their sources: two independent sources
are the minimum of Iraq Body Count and of newsroom practice; credibility 1 of the Admiralty code
(NATO AJP-2.1) is “confirmed by other sources”; a second assessor is peer review.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.rules.citations import ORIGIN_FOUND, REFUTING_STANCES, SEEN
from claims.rules.refusals import Need

CORROBORATED_ORIGINS = 2
CORROBORATED_DISINTERESTED = 1
CONFIRMED_CREDIBILITY = (1, 2)
CONFIRMED_ORIGINS = 3
CONFIRMED_GRADED = 2
RELIABLE_GRADES = ("A", "B", "C")
CONFIRMED_ASSESSORS = 2


@dataclass(frozen=True)
class Grounds:
    """The facts of a claim at one moment that the standards read.

    ``graded`` counts the disinterested clusters with a root origin graded A–C. ``primary``: a seen
    or confirmed citation is primary evidence. ``attributable``: some citation was seen or
    confirmed, or is second-hand with a finished chain. ``assessors`` counts the people who gave the
    status on the current version, including the person who is about to give it.
    """

    kind: str
    attribution_status: str
    attributable: bool
    independent: int
    disinterested: int
    graded: int
    primary: bool
    contradictions: Sequence[str] = ()
    denials: Sequence[str] = ()
    credibility: int = 6
    methods: Sequence[str] = ()
    evidence_stances: Sequence[str] = ()
    assessors: int = 0


def attributed(grounds: Grounds) -> list[Need]:
    message = (
        "“Attributed” needs a citation whose original was seen or confirmed by the origin, "
        "or one that is second-hand with a finished chain."
    )
    return [Need("attributable", message, "citations", grounds.attributable)]


def corroborated(grounds: Grounds) -> list[Need]:
    refs = grounds.contradictions
    against = f"; {', '.join(refs)} contradicts it." if refs else "."
    return [
        Need(
            "independent_origins",
            f"“Corroborated” needs at least {CORROBORATED_ORIGINS} independent origins; "
            f"{_there_are(grounds.independent)}.",
            "citations",
            grounds.independent >= CORROBORATED_ORIGINS,
        ),
        Need(
            "disinterested_origins",
            f"“Corroborated” needs at least {CORROBORATED_DISINTERESTED} origin that is no "
            f"interested party; {_there_are(grounds.disinterested)}.",
            "citations",
            grounds.disinterested >= CORROBORATED_DISINTERESTED,
        ),
        Need(
            "no_open_contradiction",
            f"“Corroborated” needs that no confirmed contradiction is open{against}",
            "links",
            not refs,
        ),
    ]


def confirmed(grounds: Grounds) -> list[Need]:
    broad = grounds.independent >= CONFIRMED_ORIGINS and grounds.graded >= CONFIRMED_GRADED
    return [
        Need(
            "credibility",
            f"“Confirmed” needs credibility 1 or 2; it is {grounds.credibility}.",
            "credibility",
            grounds.credibility in CONFIRMED_CREDIBILITY,
        ),
        Need(
            "primary_or_broad",
            "“Confirmed” needs a checked citation that is primary evidence (an official record, "
            "visual evidence, a named list or an admission against interest), or at least "
            f"{CONFIRMED_ORIGINS} independent origins of which {CONFIRMED_GRADED} are "
            f"disinterested and graded A–C; {_there_are(grounds.independent)} independent, "
            f"{grounds.graded} so graded.",
            "citations",
            grounds.primary or broad,
        ),
    ]


def disputed(grounds: Grounds) -> list[Need]:
    message = "“Disputed” needs a confirmed contradiction, or a citation that denies that it is so."
    return [Need("dispute", message, "citations", bool(grounds.contradictions or grounds.denials))]


def refuted(grounds: Grounds) -> list[Need]:
    message = "“Refuted” needs evidence that contradicts or corrects the claim."
    is_met = bool(REFUTING_STANCES & set(grounds.evidence_stances))
    return [Need("refuting_evidence", message, "evidence", is_met)]


def unverifiable(grounds: Grounds) -> list[Need]:
    message = "“Unverifiable” needs the methods that were tried."
    return [Need("methods", message, "method", bool(grounds.methods))]


def not_checkable(grounds: Grounds) -> list[Need]:
    message = "“Not checkable” needs a prediction, or the finding that it is an opinion."
    is_met = grounds.kind == "prediction" or "opinion" in grounds.methods
    return [Need("not_checkable", message, "kind", is_met)]


def second_assessor(label: str, grounds: Grounds) -> Need:
    message = f"“{label}” needs a second assessor, a third person, who agrees on this version."
    is_met = grounds.assessors >= CONFIRMED_ASSESSORS
    return Need("second_assessor", message, "assessment", is_met)


def _there_are(number: int) -> str:
    return "there is none" if not number else f"there {'is' if number == 1 else 'are'} {number}"


CONFIDENCE_WORDS = re.compile(r"\b(?:low|moderate|high)[\s-]+confidence\b|\bconfidence\b", re.I)
LIKELIHOOD_WORDS = re.compile(
    r"\b(?:likely|unlikely|probabl[ey]|improbabl[ey]|probability|likelihood|almost certain(?:ly)?"
    r"|nearly certain|remote|roughly even|even chance|odds|chances?)\b",
    re.I,
)


def rationale_needs(rationale: str) -> list[Need]:
    """Return a need for each sentence that speaks of both likelihood and confidence (ICD 203)."""
    return [
        Need(
            "likelihood_with_confidence",
            f"Say how likely it is and how confident we are in two sentences: “{sentence[:80]}”.",
            "rationale",
        )
        for sentence in re.split(r"(?<=[.!?;])\s+|\n+", rationale)
        if CONFIDENCE_WORDS.search(sentence) and LIKELIHOOD_WORDS.search(sentence)
    ]


def band_needs(grounds: Grounds) -> list[Need]:
    """Return the steps of the band, each met or not: see ``band``."""
    return [
        Need(
            "origin_found",
            "An origin is known, and somebody has checked that the chain leads to it.",
            "citations",
            grounds.attribution_status in ORIGIN_FOUND and grounds.independent > 0,
        ),
        Need(
            "no_contradiction",
            "No confirmed contradiction is open, and no citation denies that it is so.",
            "links",
            not grounds.contradictions and not grounds.denials,
        ),
        Need(
            "original_seen",
            "The original was seen, or the origin has confirmed it.",
            "citations",
            grounds.attribution_status in SEEN,
        ),
        Need(
            "disinterested",
            "At least one origin is no interested party.",
            "citations",
            grounds.disinterested >= CORROBORATED_DISINTERESTED,
        ),
        Need(
            "independent",
            f"At least {CORROBORATED_ORIGINS} origins are independent of one another.",
            "citations",
            grounds.independent >= CORROBORATED_ORIGINS,
        ),
        Need(
            "primary",
            "A checked citation is primary evidence, or "
            f"{CONFIRMED_GRADED} disinterested origins are graded A–C.",
            "citations",
            grounds.primary or grounds.graded >= CONFIRMED_GRADED,
        ),
    ]
