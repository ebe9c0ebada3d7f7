"""Turning an article into drafts, which are matched with the registers and stored through verbs.

An article's drafts are stored all together or not at all.
"""
