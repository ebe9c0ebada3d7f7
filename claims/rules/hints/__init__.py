"""Hints for an editor: what in the chains of a claim looks like one origin. Never decisions."""

from claims.rules.hints.likeness import look_like_one
from claims.rules.hints.repetition import repeats
from claims.rules.hints.spokespeople import spoken_for
