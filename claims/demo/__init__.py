"""The demo: one real news item as ten claims in different states of the review.

It holds only facts and short quotes. The organizations are real, and the demo does not judge them:
they have grade F and credibility 6 (cannot be judged). The reviewers are fictional.
"""
