"""The change feed: all changes of the public record, complete and in one permanent order.

``entries`` and ``claims.record.change_log`` write a change in the transaction of the verb that
causes it. ``settling`` gives committed changes their positions. ``documents`` writes them for
readers. ``faults`` proves that the feed agrees with the record. See docs/clients/changes.md.
"""
