"""Reading an address that somebody else named, as a stranger on the public network would.

``fetch`` is all that others need. See docs/operators/link-checks.md.
"""

from sources.fetching.fetched import Exchange, Fetched, FetchError
from sources.fetching.request import fetch

__all__ = ["Exchange", "FetchError", "Fetched", "fetch"]
