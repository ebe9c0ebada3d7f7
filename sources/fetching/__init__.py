"""Fetch addresses that users entered, from the public network (docs/operators/link-checks.md)."""

from sources.fetching.fetched import Exchange, Fetched, FetchError
from sources.fetching.request import fetch
