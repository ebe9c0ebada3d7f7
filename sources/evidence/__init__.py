"""Checks whether the evidence of claims is still there. See docs/editors/evidence.md.

``pagetext``, ``locating``, ``difference``, ``schedule`` and ``verdict`` are rules on plain data.
``keeping`` stores captures, ``checking`` checks one document, ``watching`` adds documents to the
queue, ``queue`` chooses the next document, ``warc`` exports a capture.
"""
