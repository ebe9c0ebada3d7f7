"""Whether what claims quote is still where it was read. See docs/editors/evidence.md.

``pagetext``, ``locating``, ``difference`` and ``verdict`` are rules on plain data; ``keeping``
stores captures, ``checking`` looks at one document, ``queue`` decides which one and when, ``warc``
hands a capture on.
"""
