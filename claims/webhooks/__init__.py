"""Webhooks: sending changes by HTTP, after the Standard Webhooks specification.

``claims.rules.webhooks`` has the rules on addresses, signatures and times. ``keeping`` has the
verbs of people. ``posting`` makes one request; ``queue`` decides what is sent when. See
docs/clients/changes.md.
"""
