"""The codes of the domain (docs/start/words.md) and their labels, also those of other tables."""

from collections.abc import Mapping

from claims.rules import chains, citations, lifecycle, links, plausibility, values, verification
from claims.rules.figures import POLICIES
from claims.rules.verification import band


def column(table: Mapping, fact: str) -> dict:
    """Return one fact of each row of a table, by code."""
    return {code: getattr(row, fact) for code, row in table.items()}


def pairs(table: Mapping) -> list[tuple[str, str]]:
    """Return the codes of a table with their labels, as the choices of a field."""
    return [*column(table, "label").items()]


def plain(codes: str) -> list[tuple[str, str]]:
    """Return codes with labels in the same words: “speech_act” is a “Speech act”."""
    return [(code, code.replace("_", " ").capitalize()) for code in codes.split()]


CLAIM_KINDS = plain("quantity speech_act event state_of_affairs comparison prediction")
SPEECH_ACTS = plain(
    "said confirmed denied thanked demanded expressed_concern estimated reported assessed promised "
    "accused"
)
COMPARATORS = pairs(values.COMPARATORS)
DERIVATIONS = list(values.DERIVATIONS.items())
RANGE_KINDS = list(values.RANGE_KINDS.items())
BASES = [
    ("unspecified", "Not said"),
    ("count", "Count"),
    ("named_list", "List of names"),
    ("visual_documentation", "Photographs or video"),
    ("administrative_record", "Administrative record"),
    ("survey", "Survey"),
    ("statistical_estimate", "Statistical estimate"),
    ("model", "Model"),
    ("intelligence_assessment", "Intelligence assessment"),
    ("official_declaration", "Official declaration"),
    ("leaked_document", "Leaked document"),
]
WARNINGS = list(plausibility.WARNINGS.items())
CHANNELS = list(chains.CHANNELS.items())
VERDICTS = pairs(citations.VERDICTS)
VERDICT_BADGES = column(citations.VERDICTS, "badge")
REVIEW_STATES = pairs(lifecycle.STATES)
REVIEW_BADGES = column(lifecycle.STATES, "badge")
STANCES = pairs(citations.STANCES)
DRIFTS = [
    ("none", "None"),
    ("value", "Another value"),
    ("unit", "Another unit"),
    ("scope", "Another scope"),
    ("verb", "Another verb"),
]
SOURCE_STATUSES = pairs(citations.SOURCE_STATUSES)
SOURCE_BADGES = column(citations.SOURCE_STATUSES, "badge")
CHECK_METHODS = [
    ("read_document", "Read the document that we cite"),
    ("read_original", "Read the original"),
    ("asked_origin", "Asked the origin"),
    ("archive", "Looked in an archive"),
    ("public_record", "Looked in a public record"),
    ("other", "Other (say how in the note)"),
]
VERIFICATION_STATUSES = pairs(verification.STATUSES)
VERIFICATION_BADGES = column(verification.STATUSES, "badge")
CREDIBILITIES = [
    (1, "1 – confirmed by other sources"),
    (2, "2 – probably true"),
    (3, "3 – possibly true"),
    (4, "4 – doubtful"),
    (5, "5 – improbable"),
    (6, "6 – cannot be judged"),
]
CONFIDENCES = plain("low moderate high")
ASSESSMENT_METHODS = [
    ("source_reading", "Read the sources"),
    ("comparison", "Compared with other figures"),
    ("visual", "Examined photographs or video"),
    ("records", "Searched public records"),
    ("expert", "Asked an expert"),
    ("contact", "Contacted the origin"),
    ("calculation", "Recalculated"),
    ("opinion", "Found to be an opinion"),
]
PUBLICATION_KINDS = [
    ("first", "First publication"),
    ("update", "Update"),
    ("correction", "Correction"),
    ("retraction", "Retraction"),
    ("reinstatement", "Reinstatement"),
]
# The kinds of change in the change feed: docs/clients/changes.md.
CHANGE_KINDS = [
    *PUBLICATION_KINDS,
    ("flag", "A published status needs to be assessed anew"),
    ("merge", "Merged into another claim"),
    ("link", "A link to another claim was decided on"),
    ("policy", "How a figure is answered"),
    ("member", "Whether a claim counts for a figure"),
    ("entry", "An entry of a register changed"),
]
CHANGED_RESOURCES = plain("claim figure series source document topic measure subject scope")
SOURCE_ROLES = plain("outlet relay origin claimant")
REINSTATEMENT_REASONS = plain("retracted_in_error new_evidence other")
RETRACTION_REASONS = [
    ("our_error", "Our error"),
    ("misattributed", "The source never said it"),
    ("withdrawn_by_claimant", "The claimant took it back"),
    ("fabricated", "Fabricated"),
    ("legal", "Ordered by law"),
    ("other", "Other"),
]
RELATIONS = list(chains.RELATIONS.items())
DESIGNATIONS = pairs(chains.DESIGNATIONS)
CHAIN_ENDS = pairs(chains.ENDS)
# The kinds of primary evidence, which the status “confirmed” needs.
PRIMARY_EVIDENCE = [
    ("official_record", "Official record"),
    ("visual_evidence", "Photographs or video"),
    ("named_list", "List of names"),
    ("admission_against_interest", "Admission against interest"),
]
CLAIM_LINK_KINDS = pairs(links.LINK_KINDS)
CLAIM_LINK_STATES = plain("suggested confirmed rejected")
RULINGS = [
    ("join", "Not independent of each other"),
    ("split", "Independent in spite of a source link"),
    ("undo", "Left to the rules"),
]
RULING_REASON_LENGTH = 20
BANDS = list(band.BANDS.items())
FIGURE_POLICIES = pairs(POLICIES)
FIGURE_DECISIONS = [
    ("include", "Counts"),
    ("exclude", "Does not count"),
    ("undo", "Left to the rules"),
]
FIGURE_REASON_LENGTH = 20
