"""Claims from a file: read by a declared mapping, checked in a dry run, approved as a batch.

``reading`` gives rows, ``cells`` reads one cell, ``mapping`` says which column is what, ``drafts``
makes a row into claims: pure, and nothing is ever guessed. ``batches`` has the verbs.
"""
