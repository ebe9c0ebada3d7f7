"""The verification status (is it so?): the needs of each, and the band that explains its basis."""

from .standards import RELIABLE_GRADES, Grounds, rationale_needs
from .statuses import BEST_RATING, STATUSES, status_needs, weakest
