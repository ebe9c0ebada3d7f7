"""Cases for the named constraints of ``sources``: the model, and the columns that break it.

The dicts before the last are stored first, and the last one is refused. ``SELF`` is the id of the
row itself.
"""

from sources.models import (
    Alias,
    Capture,
    Document,
    Domain,
    Interest,
    LinkCheck,
    RegisterEvent,
    RegisterHead,
    ReliabilityGrade,
    Source,
    SourceLink,
    Topic,
    Watch,
)
from tests.factories import NOW, SourceFactory, TopicFactory
from tests.rows import TODAY

SELF = 990
YESTERDAY = TODAY.replace(month=4)


def same(**makers):
    """Return a function for the columns of two rows with the same values from the makers."""

    def rows():
        columns = {name: maker() for name, maker in makers.items()}
        return [columns, columns]

    return rows


def linked_to_itself():
    source = SourceFactory()
    return [{"from_source": source, "to_source": source}]


CASES = {
    "topic_is_not_its_own_parent": (Topic, [{"pk": SELF, "parent_id": SELF}]),
    "source_kind_is_known": (Source, [{"kind": "rumor"}]),
    "source_is_not_merged_into_itself": (Source, [{"pk": SELF, "merged_into_id": SELF}]),
    "source_country_is_iso_3166": (Source, [{"country": "ua"}]),
    "source_wikidata_id_is_a_q_number": (Source, [{"wikidata_id": "Q0"}]),
    "source_has_a_name": (Source, [{"name": " "}]),
    "alias_has_letters": (Alias, [{"normalized": "", "name": "…"}]),
    "domain_host_is_bare_and_lower_case": (Domain, [{"host": "www.example.org"}]),
    "source_link_kind_is_known": (SourceLink, [{"kind": "married_to"}]),
    "source_link_joins_two_sources": (SourceLink, linked_to_itself),
    "source_link_ends_after_it_starts": (
        SourceLink,
        [{"valid_from": TODAY, "valid_until": YESTERDAY}],
    ),
    "interest_role_is_known": (Interest, [{"role": "friend"}]),
    "interest_ends_after_it_starts": (
        Interest,
        [{"valid_from": TODAY, "valid_until": YESTERDAY}],
    ),
    "reliability_grade_is_known": (ReliabilityGrade, [{"grade": "G"}]),
    "reliability_grade_ends_after_it_starts": (ReliabilityGrade, [{"valid_until": YESTERDAY}]),
    "reliability_grade_has_a_rationale": (ReliabilityGrade, [{"rationale": "short\n" + " " * 30}]),
    "one_open_grade_for_a_source_and_topic": (
        ReliabilityGrade,
        same(source=SourceFactory, topic=TopicFactory),
    ),
    "one_open_general_grade_for_a_source": (ReliabilityGrade, same(source=SourceFactory)),
    "document_kind_is_known": (Document, [{"kind": "rumor"}]),
    "document_state_is_known": (Document, [{"state": "burnt"}]),
    "document_precision_is_known": (
        Document,
        [{"published_at": NOW, "published_precision": "century"}],
    ),
    "document_date_has_a_precision": (Document, [{"published_at": NOW}]),
    "document_is_not_its_own_copy": (Document, [{"pk": SELF, "republication_of_id": SELF}]),
    "document_has_a_title": (Document, [{"title": "\n\t "}]),
    "capture_method_is_known": (Capture, [{"method": "told"}]),
    "capture_that_was_fetched_says_what_was_answered": (Capture, [{"method": "fetched"}]),
    "capture_by_hand_says_by_whom": (Capture, [{"by": None}]),
    "link_check_outcome_is_known": (LinkCheck, [{"outcome": "fine"}]),
    "register_event_number_is_taken_once": (RegisterEvent, [{}, {}]),
    "register_event_verb_is_known": (RegisterEvent, [{"verb": "burn"}]),
    "register_event_number_counts_from_1": (RegisterEvent, [{"number": 0}]),
    "register_event_after_the_first_names_the_one_before": (RegisterEvent, [{"number": 2}]),
    "register_row_has_one_head": (RegisterHead, [{}, {}]),
    "watch_failures_say_since_when": (Watch, [{"failures": 1}]),
}
