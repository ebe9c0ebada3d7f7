"""The demo: one real news item as ten claims, each on its way through the review.

Facts and short quotes only. The organizations are real and carry no judgement of ours: grade F
and credibility 6, which say that nobody has judged. The people who review are fictional.
"""
