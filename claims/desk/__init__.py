"""The verbs of the review: each checks, writes and logs in one transaction, or does nothing.

Every verb takes the actor (``by``) and the clock (``at``) and raises a ``Refused`` with every
reason at once: ``NotAllowed``, ``Stale``, ``NotReady`` or ``Invalid``. ``version`` is the
version of the claim that the actor saw; ``None`` leaves that check out, for programs that hold
the claim's lock from the reading on. See ``lifecycle`` for who may do what, and when;
``gate.possible_verbs`` for what somebody may do now.
"""

from claims.desk.judgement import assess, check_source, rule
from claims.desk.links import confirm_link, link, merge, propose_merge, reject_link
from claims.desk.publishing import publish, reinstate, retract
from claims.desk.review import create, edit, reject, request_changes, revise, start_review, submit
