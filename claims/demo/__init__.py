"""The demo: one real news item as claims at each step of the review, and a case for each verdict.

It holds only facts and short quotes. The organizations are real, and the demo does not judge them:
they have grade F (cannot be judged), and what is refuted or confirmed is settled. The reviewers are
fictional.
"""
