"""Cases for the named constraints of ``claims``: the model, and the columns that break it.

The dicts before the last are stored first, and the last one is refused. ``SELF`` is the id of the
row itself.
"""

from claims.models import (
    Answer,
    Assessment,
    Citation,
    Claim,
    ClaimLink,
    Event,
    Evidence,
    EvidenceState,
    Hop,
    ImportBatch,
    ImportMapping,
    ImportRow,
    Measure,
    Publication,
    PublicationSource,
    Ruling,
    Scope,
    SourceCheck,
    Subject,
    Unit,
)
from sources.models import Capture
from tests.factories import NOW, DocumentFactory, SourceFactory, UserFactory
from tests.models.change_constraint_cases import CHANGES
from tests.models.count_constraint_cases import COUNTS
from tests.models.saved_constraint_cases import SAVED
from tests.rows import TODAY, stored
from tests.sources.source_constraint_cases import SELF, YESTERDAY, same

RANGE = {"comparator": "between", "amount": None, "low": 2, "high": 5}
INTERVAL = {**RANGE, "range_kind": "confidence_interval"}
RETRACTION = {"kind": "retraction", "number": 2}


def capture():
    return stored(Capture)


def claim():
    return stored(Claim)


def back_to_front():
    """Return the columns of a symmetric link that starts at the newer claim."""
    older, newer = claim(), claim()
    return [{"from_claim": newer, "to_claim": older}]


def to_itself():
    one = claim()
    return [{"from_claim": one, "to_claim": one, "kind": "supersedes"}]


def on_one_citation():
    cited = stored(Citation)
    return [{"claim": cited.claim, "first": cited, "second": cited}]


def two_publications(**second):
    """Return a function for the columns of two updates of a claim; ``second`` changes the last."""

    def rows():
        first = stored(Event)
        event = stored(Event, claim=first.claim, number=2, previous_hash="0" * 64)
        update = {"claim": first.claim, "kind": "update", "number": 2}
        return [{**update, "event": first}, {**update, "event": event, **second}]

    return rows


VOCABULARY = {
    "unit_dimension_is_known": (Unit, [{"dimension": "mood"}]),
    "unit_factor_is_positive": (Unit, [{"factor_to_base": 0}]),
    "unit_of_money_names_its_currency": (Unit, [{"dimension": "currency", "currency": "usd"}]),
    "measure_dimension_is_known": (Measure, [{"dimension": "mood"}]),
    "subject_kind_is_known": (Subject, [{"kind": "mood"}]),
    "subject_wikidata_id_is_a_q_number": (Subject, [{"wikidata_id": "846574"}]),
    "scope_is_not_within_itself": (Scope, [{"pk": SELF, "within_id": SELF}]),
}
CLAIM = {
    "claim_statement_is_not_empty": {"statement": "\n \t"},
    "claim_kind_is_known": {"kind": "rumor"},
    "claim_speech_act_is_known": {"speech_act": "sang"},
    "claim_comparator_is_known": {"comparator": "roughly"},
    "claim_range_kind_is_known": {**RANGE, "range_kind": "guess"},
    "claim_basis_is_known": {"basis": "rumor"},
    "claim_review_state_is_known": {"review_state": "lost"},
    "claim_attribution_status_is_known": {"attribution_status": "maybe"},
    "claim_verification_status_is_known": {"verification_status": "maybe"},
    "claim_credibility_is_known": {"credibility": 7},
    "claim_value_fits_its_comparator": {"amount": 5, "low": 2, "high": 9},
    "claim_range_is_the_right_way_up": {**RANGE, "low": 5, "high": 2},
    "claim_best_value_is_inside_the_range": {**RANGE, "amount": 6},
    "claim_range_kind_belongs_to_a_range": {"range_kind": "reported_range"},
    "claim_confidence_interval_has_a_level": {**INTERVAL, "confidence_level": 1},
    "claim_rounding_belongs_to_an_exact_value": {"comparator": "gt", "rounding": 100},
    "claim_value_has_a_unit": {"unit": None},
    "claim_bounds_are_in_order": {"lower": 5, "upper": 2},
    "claim_period_starts_before_it_ends": {
        "period_start": TODAY,
        "period_end": YESTERDAY,
        "period_precision": "day",
    },
    "claim_as_of_precision_is_known": {"as_of": TODAY, "as_of_precision": "minute"},
    "claim_period_precision_is_known": {"period_start": TODAY, "period_precision": "age"},
    "claim_stated_precision_is_known": {"stated_at": NOW, "stated_precision": "age"},
    "claim_as_of_has_a_precision": {"as_of": TODAY},
    "claim_period_has_a_precision": {"period_precision": "day"},
    "claim_stated_at_has_a_precision": {"stated_at": NOW},
    "claim_reassessment_names_its_cause": {"needs_reassessment": True},
    "claim_merged_names_its_target": {"review_state": "merged"},
    "claim_is_not_merged_into_itself": {
        "pk": SELF,
        "merged_into_id": SELF,
        "review_state": "merged",
    },
    "claim_version_is_positive": {"version": 0},
}
CHAINS = {
    "citation_stance_is_known": (Citation, [{"stance": "sings"}]),
    "citation_drift_is_known": (Citation, [{"drift": "mood"}]),
    "citation_status_is_known": (Citation, [{"status": "maybe"}]),
    "citation_primary_evidence_is_known": (Citation, [{"primary_evidence": "rumor"}]),
    "citation_quotes_or_says_why_not": (Citation, [{"quote": "a", "no_quote_reason": "b"}]),
    "citation_cites_a_passage_once": (Citation, same(claim=claim, document=DocumentFactory)),
    "hop_relation_is_known": (Hop, [{"relation": "sings"}]),
    "hop_designation_is_known": (Hop, [{"designation": "friend"}]),
    "hop_end_is_known": (Hop, [{"end": "nigh"}]),
    "hop_channel_is_known": (Hop, [{"channel": "rumour"}]),
    "hop_source_stands_once_in_a_chain": (
        Hop,
        lambda: [
            {**columns, "position": position}
            for position, columns in enumerate(
                same(citation=lambda: stored(Citation), source=SourceFactory)(), start=1
            )
        ],
    ),
    "hop_chain_starts_with_one_publisher": (Hop, same(citation=lambda: stored(Citation))),
}
JUDGEMENTS = {
    "source_check_status_is_a_finding": (SourceCheck, [{"status": "unchecked"}]),
    "source_check_method_is_known": (SourceCheck, [{"method": "guessed"}]),
    "source_check_has_a_note": (SourceCheck, [{"note": "\n"}]),
    "source_check_names_what_the_origin_says": (
        SourceCheck,
        [{"status": "says_otherwise"}],
    ),
    "assessment_verification_status_is_known": (Assessment, [{"verification_status": "maybe"}]),
    "assessment_credibility_is_known": (Assessment, [{"credibility": 0}]),
    "assessment_confidence_is_known": (Assessment, [{"confidence": "some"}]),
    "assessment_has_a_rationale": (Assessment, [{"rationale": "Twenty-nine characters, only."}]),
    "answer_code_is_known": (Answer, [{"code": "odd"}]),
    "answer_says_why": (Answer, [{"note": " Four "}]),
    "evidence_names_a_citation_once": (
        Evidence,
        same(assessment=lambda: stored(Assessment), citation=lambda: stored(Citation)),
    ),
    "ruling_kind_is_known": (Ruling, [{"kind": "guess"}]),
    "ruling_is_on_two_citations_in_order": (Ruling, on_one_citation),
    "ruling_has_a_reason": (Ruling, [{"reason": "Nineteen characters"}]),
}
LINKS = {
    "claim_link_kind_is_known": (ClaimLink, [{"kind": "rhymes"}]),
    "claim_link_state_is_known": (
        ClaimLink,
        lambda: [{"state": "maybe", "decided_by": UserFactory(), "decided_at": NOW}],
    ),
    "claim_link_joins_two_claims": (ClaimLink, to_itself),
    "claim_link_symmetric_kinds_are_stored_once": (ClaimLink, back_to_front),
    "claim_link_is_decided_by_a_person": (ClaimLink, [{"state": "confirmed", "decided_at": NOW}]),
    "claim_link_is_suggested_once": (ClaimLink, same(from_claim=claim, to_claim=claim)),
}
RECORD = {
    "event_number_is_taken_once": (Event, same(claim=claim)),
    "event_number_counts_from_1": (Event, [{"number": 0}]),
    "event_after_the_first_names_the_one_before": (Event, [{"number": 2}]),
    "event_from_state_is_known": (Event, [{"from_state": "lost"}]),
    "event_to_state_is_known": (Event, [{"to_state": "lost"}]),
    "publication_number_is_taken_once": (
        Publication,
        two_publications(published_until=NOW),
    ),
    "publication_one_is_live_for_a_claim": (
        Publication,
        two_publications(number=3),
    ),
    "publication_kind_is_known": (Publication, [{"kind": "rumor", "number": 2}]),
    "publication_number_1_is_the_first": (Publication, [{"kind": "update"}]),
    "publication_claim_kind_is_known": (Publication, [{"claim_kind": "rumor"}]),
    "publication_comparator_is_known": (Publication, [{"comparator": "roughly"}]),
    "publication_attribution_status_is_known": (Publication, [{"attribution_status": "maybe"}]),
    "publication_verification_status_is_known": (
        Publication,
        [{"verification_status": "maybe"}],
    ),
    "publication_credibility_is_known": (Publication, [{"credibility": 9}]),
    "publication_band_is_known": (Publication, [{"band": "some"}]),
    "publication_reliability_is_known": (Publication, [{"reliability": "G"}]),
    "publication_disinterested_origins_are_among_the_independent": (
        Publication,
        [{"independent_origins": 1, "disinterested_origins": 2}],
    ),
    "publication_ends_after_it_starts": (
        Publication,
        [{"published_until": NOW.replace(year=2024)}],
    ),
    "publication_retraction_gives_no_value": (Publication, [{**RETRACTION, "comparator": "gt"}]),
    "publication_source_role_is_known": (PublicationSource, [{"role": "friend"}]),
    "publication_source_status_is_known": (PublicationSource, [{"status": "maybe"}]),
    "publication_source_kind_is_known": (PublicationSource, [{"source_kind": "rumor"}]),
    "publication_source_designation_is_known": (PublicationSource, [{"designation": "friend"}]),
    "publication_source_verdict_is_known": (PublicationSource, [{"verdict": "guilty"}]),
    "publication_source_stance_is_known": (PublicationSource, [{"stance": "hostile"}]),
    "publication_source_drift_is_known": (PublicationSource, [{"drift": "mood"}]),
    "publication_source_is_said_once": (
        PublicationSource,
        same(
            publication=lambda: stored(Publication),
            source=SourceFactory,
            document=DocumentFactory,
        ),
    ),
}


def own_approval():
    somebody = UserFactory()
    return [{"created_by": somebody, "approved_by": somebody, "approved_at": NOW}]


IMPORTS = {
    "import_mapping_has_a_slug": (ImportMapping, [{"slug": ""}]),
    "import_batch_state_is_known": (ImportBatch, [{"state": "somewhere"}]),
    "import_batch_is_approved_by_somebody_else": (ImportBatch, own_approval),
    "import_batch_approval_says_who_and_when": (ImportBatch, [{"approved_at": NOW}]),
    "import_batch_undo_says_who_and_when": (ImportBatch, [{"undone_at": NOW}]),
    "import_batch_of_a_file_is_made_once": (ImportBatch, [{"file_sha256": "0" * 64}] * 2),
    "import_row_outcome_is_known": (ImportRow, [{"outcome": "lost"}]),
    "import_row_is_reported_once": (ImportRow, same(batch=lambda: stored(ImportBatch))),
}
ROTTING = {
    "evidence_place_is_known": (EvidenceState, lambda: [{"place": "lost", "capture": capture()}]),
    "evidence_rot_is_known": (EvidenceState, [{"rot": "burnt"}]),
    "evidence_is_pinned_with_a_position": (EvidenceState, [{"pinned_start": 7}]),
    "evidence_was_looked_for_in_a_capture": (EvidenceState, [{"place": "found"}]),
}
CASES = {
    **ROTTING,
    **IMPORTS,
    **COUNTS,
    **CHANGES,
    **SAVED,
    **VOCABULARY,
    **{name: (Claim, [columns]) for name, columns in CLAIM.items()},
    **CHAINS,
    **JUDGEMENTS,
    **LINKS,
    **RECORD,
}
