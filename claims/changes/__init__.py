"""The change feed: what became different in public, in one order, complete and for good.

``change_log`` and ``entries`` write a change in the transaction of the verb that causes it,
``settling`` gives committed changes their positions, ``documents`` writes them for readers,
``faults`` proves that the feed says what the record says. See docs/clients/changes.md.
"""
