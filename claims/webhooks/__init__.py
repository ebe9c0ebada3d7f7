"""Telling others of changes by HTTP, after the Standard Webhooks specification.

``addresses`` (where to), ``signing`` and ``backoff`` are rules on plain data; ``posting`` makes
one request, ``queue`` decides what is sent when. See docs/clients/changes.md.
"""
