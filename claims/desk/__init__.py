"""The verbs of the review: each checks, writes and logs in one transaction, or does nothing.

Every verb takes the actor (``by``) and the clock (``at``), and raises a ``Refused`` with every
reason at once. ``version`` is the version that the actor saw; ``None``, for programs that hold the
claim's lock, leaves that check out. ``lifecycle`` says who may do what, and when.
"""

from claims.desk.judgement import assess, check_source, rule
from claims.desk.links import confirm_link, link, merge, propose_merge, reject_link
from claims.desk.publishing import publish, reinstate, retract
from claims.desk.review import create, edit, reject, request_changes, revise, start_review, submit
from claims.desk.warnings import answer_warning
