"""The ways in which one source can be linked to another. Each says: *this one depends on that*."""

LINK_KINDS = [
    ("owned_by", "is owned by"),
    ("part_of", "is part of"),
    ("speaks_for", "speaks for"),
    ("state_controlled_by", "is state-controlled by"),
    ("syndicates_from", "syndicates from"),
    ("derives_data_from", "derives its data from"),
]
# A source stands for itself and for whoever is linked to it in one of these ways.
STANDS_FOR_KINDS = ("part_of", "speaks_for")
