"""The words of the domain (docs/start/words.md), each with the label that people read."""

from claims.rules import chains, values

CLAIM_KINDS = [
    ("quantity", "Quantity"),
    ("speech_act", "Speech act"),
    ("event", "Event"),
    ("state_of_affairs", "State of affairs"),
    ("comparison", "Comparison"),
    ("prediction", "Prediction"),
]
SPEECH_ACTS = [
    (act, act.replace("_", " ").capitalize())
    for act in (
        "said",
        "confirmed",
        "denied",
        "thanked",
        "demanded",
        "expressed_concern",
        "estimated",
        "reported",
        "assessed",
        "promised",
        "accused",
    )
]
COMPARATORS = list(values.COMPARATORS.items())
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
REVIEW_STATES = [
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("in_review", "In review"),
    ("changes_requested", "Changes requested"),
    ("rejected", "Rejected"),
    ("published", "Published"),
    ("retracted", "Retracted"),
    ("merged", "Merged"),
]
STANCES = [
    ("asserts", "Asserts it"),
    ("repeats", "Repeats it"),
    ("supports", "Supports it"),
    ("qualifies", "Qualifies it"),
    ("contradicts", "Contradicts it"),
    ("denies_truth", "Denies that it is so"),
    ("denies_attribution", "Denies having said it"),
    ("corrects", "Corrects it"),
    ("withdraws", "Withdraws it"),
    ("mentions", "Mentions it"),
]
# The stances that hand the claim on: these carry its attribution.
CARRYING_STANCES = ("asserts", "repeats", "supports")
DRIFTS = [
    ("none", "None"),
    ("value", "Another value"),
    ("unit", "Another unit"),
    ("scope", "Another scope"),
    ("verb", "Another verb"),
]
SOURCE_STATUSES = [
    ("unchecked", "Not checked"),
    ("secondhand", "Second-hand"),
    ("original_seen", "Original seen"),
    ("confirmed_by_origin", "Confirmed by the origin"),
    ("misattributed", "Misattributed"),
    ("denied_by_origin", "Denied by the origin"),
    ("origin_unknown", "Origin unknown"),
    ("inaccessible", "Not accessible"),
]
CHECK_METHODS = [
    ("read_document", "Read the document that we cite"),
    ("read_original", "Read the original"),
    ("asked_origin", "Asked the origin"),
    ("archive", "Looked in an archive"),
    ("public_record", "Looked in a public record"),
    ("other", "Other (say how in the note)"),
]
VERIFICATION_STATUSES = [
    ("unassessed", "Not assessed"),
    ("attributed", "Attributed"),
    ("corroborated", "Corroborated"),
    ("confirmed", "Confirmed"),
    ("disputed", "Disputed"),
    ("refuted", "Refuted"),
    ("unverifiable", "Unverifiable"),
    ("not_checkable", "Not checkable"),
]
CREDIBILITIES = [
    (1, "1 – confirmed by other sources"),
    (2, "2 – probably true"),
    (3, "3 – possibly true"),
    (4, "4 – doubtful"),
    (5, "5 – improbable"),
    (6, "6 – cannot be judged"),
]
CONFIDENCES = [("low", "Low"), ("moderate", "Moderate"), ("high", "High")]
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
# What the change feed tells of: docs/clients/changes.md.
CHANGE_KINDS = [
    *PUBLICATION_KINDS,
    ("flag", "A published status needs to be assessed anew"),
    ("merge", "Merged into another claim"),
    ("link", "A link to another claim was decided on"),
    ("policy", "How a figure is answered"),
    ("member", "Whether a claim counts for a figure"),
    ("entry", "An entry of a register changed"),
]
CHANGED_RESOURCES = [
    ("claim", "Claim"),
    ("figure", "Figure"),
    ("series", "Series"),
    ("source", "Source"),
    ("document", "Document"),
    ("topic", "Topic"),
    ("measure", "Measure"),
    ("subject", "Subject"),
    ("scope", "Scope"),
]
SOURCE_ROLES = [
    ("outlet", "Outlet"),
    ("relay", "Relay"),
    ("origin", "Origin"),
    ("claimant", "Claimant"),
]
REINSTATEMENT_REASONS = [
    ("retracted_in_error", "Retracted in error"),
    ("new_evidence", "New evidence"),
    ("other", "Other"),
]
RETRACTION_REASONS = [
    ("our_error", "Our error"),
    ("misattributed", "The source never said it"),
    ("withdrawn_by_claimant", "The claimant took it back"),
    ("fabricated", "Fabricated"),
    ("legal", "Ordered by law"),
    ("other", "Other"),
]
RELATIONS = list(chains.RELATIONS.items())
DESIGNATIONS = list(chains.DESIGNATIONS.items())
CHAIN_ENDS = list(chains.ENDS.items())
# What makes a citation primary evidence (policy.status_needs of “confirmed”).
PRIMARY_EVIDENCE = [
    ("official_record", "Official record"),
    ("visual_evidence", "Photographs or video"),
    ("named_list", "List of names"),
    ("admission_against_interest", "Admission against interest"),
]
CLAIM_LINK_KINDS = [
    ("same_as", "is the same as"),
    ("contradicts", "contradicts"),
    ("consistent_with", "is consistent with"),
    ("supersedes", "supersedes"),
    ("corrects", "corrects"),
    ("part_of", "is part of"),
    ("derived_from", "is derived from"),
    ("not_comparable", "is not comparable with"),
]
SYMMETRIC_LINK_KINDS = ("same_as", "contradicts", "consistent_with", "not_comparable")
# These lead from one claim to the next, and never back to where they began.
ORDERED_LINK_KINDS = ("supersedes", "corrects", "part_of", "derived_from")
CLAIM_LINK_STATES = [
    ("suggested", "Suggested"),
    ("confirmed", "Confirmed"),
    ("rejected", "Rejected"),
]
RULINGS = [
    ("join", "Not independent of each other"),
    ("split", "Independent in spite of a source link"),
    ("undo", "Left to the rules"),
]
RULING_REASON_LENGTH = 20
BANDS = [
    ("low", "Low"),
    ("moderate", "Moderate"),
    ("high", "High"),
    ("not_rated", "Not rated"),
]
FIGURE_POLICIES = [
    ("latest_of_series", "The latest of a series"),
    ("preferred_claim", "A preferred claim"),
    ("envelope", "The envelope of all"),
    ("median_of_independent", "The median of independent claims"),
]
FIGURE_DECISIONS = [
    ("include", "Counts"),
    ("exclude", "Does not count"),
    ("undo", "Left to the rules"),
]
FIGURE_REASON_LENGTH = 20
