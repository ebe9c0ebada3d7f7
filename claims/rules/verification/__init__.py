"""The verification status (is it so?): what each needs, and the band that explains its basis."""

from .standards import RELIABLE_GRADES, SEEN, Grounds, rationale_needs, status_needs

__all__ = ["RELIABLE_GRADES", "SEEN", "Grounds", "rationale_needs", "status_needs"]
